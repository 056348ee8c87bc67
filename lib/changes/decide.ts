import { ageMs, describeAge } from '../listing/age';
import { nameBlock, type Block } from '../listing/blocks/blockLists';
import type { Listing } from '../listing/listing';
import { findNeverEditable } from '../listing/memory';
import { isConfirmed } from '../listing/offer';
import { decidePrice, refusePrice } from '../listing/pricing/pricing';
import type { Decision } from './decision';
import { isOfAmazon } from './guards/current';
import { findKnownFloor } from './guards/floors';
import { readShopMemory } from './guards/guard';
import type { Situation } from './situation';
import { findKnownTrouble, toStopCause } from './wish/findKnownTrouble';
import { settle } from './wish/settle';
import { readStock, wishHidden, wishOnSale } from './wish/wish';

/**
 * Decides what to do with one listing, and says why. Pure: the same situation always gives the same
 * decision, in a dry run and in a live one.
 */
export function decide(situation: Situation): Decision {
	if (situation.override.neverTouch)
		return leaveUntouched(situation, '商品ごとのルールで対象外になっています');
	const closed = findClosedReason(situation);
	if (closed !== null) return leaveUntouched(situation, closed);
	const { block } = situation;
	if (block === null || !isOfAmazon(situation)) return decideByAmazon(situation);
	if (block.action === 'hide') return decideBlocked(situation, block);
	const decision = decideByAmazon(situation);
	const note = `${nameBlock(block)}に当たります (お知らせのみの設定です)`;
	return { ...decision, block, why: [note, ...decision.why] };
}

const decideByAmazon = (situation: Situation): Decision =>
	isConfirmed(situation.offer) ? decideByOffer(situation) : decideWithoutAnswer(situation);

/** Takes a product of the owner's lists off sale, whatever Amazon says. */
function decideBlocked(situation: Situation, block: Block): Decision {
	const wish = wishHidden(situation, `${nameBlock(block)}に当たるため`, 'blocked');
	return { ...settle(situation, wish), cause: 'rule', block };
}

/** The reason for an item that BASE refused to edit for good; null for any other. */
function findClosedReason({ listing, cached }: Situation): string | null {
	const reason = listing && findNeverEditable(readShopMemory(cached, listing), listing);
	return reason
		? `BASEが外部のツールに編集させない商品のため、何もしません (${reason})。価格・公開・在庫はBASEの管理画面で変更してください`
		: null;
}

function decideByOffer(situation: Situation): Decision {
	const { offer, rule, ruleProblem, override } = situation;
	if (offer.status !== 'in_stock' || offer.price === null) {
		const cause = toStopCause(offer.status);
		return settle(
			situation,
			wishHidden(situation, offer.reason ?? 'Amazonで購入できません', cause),
		);
	}
	if (offer.currency !== null && offer.currency !== 'JPY') {
		return leaveUntouched(
			situation,
			`価格の通貨が ${offer.currency} のため計算できません (円のみ)`,
		);
	}
	const cost = { price: offer.price, points: offer.points ?? 0 };
	const priced =
		ruleProblem === null
			? decidePrice(cost, rule, override)
			: refusePrice(cost, rule, override, ruleProblem);
	return settle(situation, wishOnSale(situation, priced));
}

/** Decides without an answer in this run: nothing moves, unless the last known cost is too old to sell by. */
function decideWithoutAnswer(situation: Situation): Decision {
	const { offer, guards, cached, now } = situation;
	const reason = offer.reason ?? '応答なし';
	if (!cached || !isOfAmazon(situation)) {
		return leaveUntouched(
			situation,
			`Amazonの状態を確認できません (${reason})。まだ一度も確認できていないため、何もしません`,
		);
	}
	const known = findKnownTrouble(situation);
	if (known !== null) return settle(situation, wishHidden(situation, known.reason, known.cause));
	// A confirmation of unknown age is at least as old as the tries that have failed since.
	const age = ageMs(cached.price_updated_at, now) ?? ageMs(cached.failing_since, now);
	const stays = leaveUntouched(
		situation,
		`Amazonの状態を確認できません (${reason})。前回の状態のままにします`,
	);
	if (guards.maximumCostAgeMs === null || age === null || age <= guards.maximumCostAgeMs) {
		return stays;
	}
	// After a time without any run, the first failed try alone says too little.
	if (!hasFailedBefore(situation)) return stays;
	const old = `${describeAge(age)}前から価格を確認できていません (${reason})。古い価格のまま売らないよう非公開にします`;
	return { ...settle(situation, wishHidden(situation, old, 'no_answer')), cause: 'unknown' };
}

/** True if an earlier try since the last confirmation failed too. */
function hasFailedBefore({ cached, offer }: Situation): boolean {
	const since = cached?.failing_since;
	return !!since && Date.parse(since) < Date.parse(offer.fetched_at);
}

/** A decision to do nothing, with the reason for it. */
const leaveUntouched = (situation: Situation, reason: string): Decision => ({
	...leaveAlone(situation.listing, reason),
	floor: findKnownFloor(situation),
	version: situation.version,
});

/** A decision to leave a listing alone. @param reason for the owner */
export const leaveAlone = (listing: Listing | null, reason: string): Decision => ({
	desired: {
		price: listing?.price ?? null,
		visible: listing?.visible ?? false,
		stock: readStock(listing),
	},
	edits: {},
	kinds: [],
	risk: 'none',
	held_moves: [],
	stop: null,
	cause: 'amazon',
	version: null,
	counted: [],
	floor: null,
	why: [reason],
});
