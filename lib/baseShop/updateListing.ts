import type { Listing } from '../listing/listing';
import type { Edits } from '../listing/memory';
import type { CallBudget } from './budget';
import type { BaseShopClient } from './client';
import {
	AccountRefusedError,
	AnswerLostError,
	BaseShopError,
	ItemGoneError,
	NeverEditableError,
	QuotaExceededError,
} from './errors';

/** One edit of one listing, as decided. */
export interface EditPlan {
	asin: string;
	run: string;
	/** The item as it was when the decision was made. */
	listing: Listing;
	edits: Edits;
	/** True for a cut, a show or a refill. */
	addsRisk: boolean;
	/** ISO 8601: the offer behind the decision. */
	offerFetchedAt: string | null;
	/** Of the offer behind the last write; a newer one drops this plan. */
	lastWrittenOfferAt: string | null;
	why: string[];
	/**
	 * Who hides: what the brake hid is shown by its release alone, what an undo hid stays so like the
	 * owner's; absent = the sync.
	 */
	by?: 'brake' | 'undo';
	/** False: sent without a look, for the emergency brake; absent = true. */
	looksFirst?: boolean;
}

export type EditAction = 'updated' | 'none' | 'held' | 'deferred' | 'failed';

export interface EditResult {
	action: EditAction;
	/** What was sent, or would have been. */
	edits: Edits;
	/** Why it was not carried out, for the shop owner; null when it was. */
	error: string | null;
	/** The item as BASE shows it after the edit. */
	after: Listing | null;
	/** BASE's words where it never lets us edit this item; absent = it may. */
	refusedForGood?: string;
}

/** Where the edit is written down before it is sent, and its outcome after. */
export interface EditRecords {
	intend(plan: EditPlan): Promise<string>;
	settle(
		plan: EditPlan,
		id: string,
		outcome: 'applied' | 'failed' | 'lost',
		after: Listing | null,
		detail: string | null,
	): Promise<void>;
}

export interface UpdatePorts {
	client: Pick<BaseShopClient, 'getItem' | 'editItem'>;
	budget: Pick<CallBudget, 'take' | 'exhausted'>;
	records: EditRecords;
}

/**
 * Carries out one edit: drops what newer data has overtaken, looks before a risky write, writes down
 * what it is about to do, and believes only what BASE shows afterwards.
 * @throws AccountRefusedError when nothing more may be sent to the account; the plan is then deferred
 */
export async function updateListing(plan: EditPlan, ports: UpdatePorts): Promise<EditResult> {
	if (isOvertaken(plan))
		return unchanged(plan, 'none', 'より新しい情報で更新済みのため取り消しました');
	const urgency = plan.addsRisk ? 'adds_risk' : 'lowers_risk';
	const calls = plan.looksFirst === false ? 1 : CALLS_PER_EDIT;
	if (!(await ports.budget.take(calls, urgency))) {
		return unchanged(plan, 'deferred', 'BASEの呼び出し回数の残りが少ないため、次回に繰り越します');
	}
	try {
		if (plan.looksFirst === false) return await sendEdit(plan, ports);
		const now = await ports.client.getItem(plan.listing.item_id);
		if (isApplied(plan.edits, now)) return unchanged(plan, 'none', 'ショップはすでにその状態です');
		const moved = movedSince(plan, now);
		if (moved) return unchanged(plan, 'held', moved);
		return await sendEdit(plan, ports);
	} catch (error) {
		if (error instanceof QuotaExceededError) await ports.budget.exhausted(error.window);
		if (error instanceof AccountRefusedError || !(error instanceof BaseShopError)) throw error;
		const failed = unchanged(plan, 'failed', messageOf(error, plan));
		return error instanceof NeverEditableError ? { ...failed, refusedForGood: error.said } : failed;
	}
}

const isOvertaken = ({ offerFetchedAt, lastWrittenOfferAt }: EditPlan): boolean =>
	offerFetchedAt !== null &&
	lastWrittenOfferAt !== null &&
	Date.parse(offerFetchedAt) < Date.parse(lastWrittenOfferAt);

/** A look before, and the edit itself. */
const CALLS_PER_EDIT = 2;

/**
 * What the owner (or a sale) changed while the run went on; null when nothing did that matters. Hiding
 * matters to nothing: it is right whatever else moved.
 */
function movedSince({ listing: before, edits, addsRisk }: EditPlan, now: Listing): string | null {
	const watched = addsRisk
		? (['price', 'visible', 'stock'] as const)
		: edits.price === undefined
			? []
			: (['price'] as const);
	const moved = watched.filter((field) => before[field] !== now[field]);
	if (moved.length === 0) return null;
	const names = { price: '価格', visible: '公開状態', stock: '在庫' };
	return `読み取った後にショップ側で${moved.map((field) => names[field]).join('・')}が変わったため、今回は変更しません`;
}

async function sendEdit(
	plan: EditPlan,
	{ client, budget, records }: UpdatePorts,
): Promise<EditResult> {
	const id = await records.intend(plan);
	const send = async () => await client.editItem(plan.listing.item_id, plan.edits);
	let after: Listing;
	// From a lost answer on it is open whether the edit was carried out, until BASE shows it.
	let isOpen = false;
	try {
		after = await send().catch(async (error: unknown) => {
			if (!(error instanceof AnswerLostError)) throw error;
			isOpen = true;
			if (!(await budget.take(2))) throw error;
			const shown = await client.getItem(plan.listing.item_id);
			if (isApplied(plan.edits, shown)) return shown;
			isOpen = false;
			return await send();
		});
	} catch (error) {
		const isLost = isOpen || error instanceof AnswerLostError;
		const detail = error instanceof Error ? error.message : String(error);
		await records.settle(plan, id, isLost ? 'lost' : 'failed', null, detail);
		throw error;
	}
	if (!isApplied(plan.edits, after)) {
		const error =
			'BASEが変更を受け付けましたが、反映されていません。商品の状態を管理画面で確認してください';
		await records.settle(plan, id, 'failed', after, error);
		return { ...unchanged(plan, 'failed', error), after };
	}
	await records.settle(plan, id, 'applied', after, null);
	return { action: 'updated', edits: plan.edits, error: null, after };
}

const isApplied = (edits: Edits, shown: Listing): boolean =>
	(['price', 'visible', 'stock'] as const).every(
		(field) => edits[field] === undefined || edits[field] === shown[field],
	);

const unchanged = (plan: EditPlan, action: EditAction, error: string): EditResult => ({
	action,
	edits: plan.edits,
	error,
	after: null,
});

const messageOf = (error: BaseShopError, plan: EditPlan): string =>
	error instanceof ItemGoneError
		? `BASEの管理画面で削除された商品です (商品ID ${plan.listing.item_id}、${error.code})`
		: error.message;
