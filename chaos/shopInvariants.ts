import { seemedFresh, type Broken, type Cycle } from './facts';
import type { Shown } from './happenings';
import { runsOf } from './job';

/** What must be true of the shop. The rules are worked out here, never with the code that is tried. */

/** Smallest price that leaves the cost after 3.6% + 40 yen and 3%, and cost x 1.05: by search. */
export function floorOf(cost: number): number {
	let price = Math.ceil(cost * 1.05);
	const left = () => price - Math.ceil((price * 36) / 1000) - 40 - Math.ceil((price * 3) / 100);
	while (left() < cost) price++;
	return price;
}

export function shopInvariants(cycle: Cycle): Broken[] {
	return [
		...ownersHand(cycle),
		...nothingDoubled(cycle),
		...ownGoods(cycle),
		...onSale(cycle),
		...refused(cycle),
	];
}

function ownersHand({ after, ownersHidden }: Cycle): Broken[] {
	return [...ownersHidden].flatMap((id) =>
		after.shown.get(id)?.visible
			? [broken('the owner hid it, it is shown', after.shown.get(id)!)]
			: [],
	);
}

/** A sync adds nothing to the shop and takes nothing away. */
function nothingDoubled({ before, after }: Cycle): Broken[] {
	const added = [...after.shown.values()].filter(({ item_id }) => !before.shown.has(item_id));
	const gone = [...before.shown.values()].filter(({ item_id }) => !after.shown.has(item_id));
	return [
		...added.map((item) => broken('an item was added to the shop', item)),
		...gone.map((item) => broken('an item vanished from the shop', item)),
	];
}

/** What stands for no product of Amazon's is edited by nobody but its owner. */
function ownGoods({ before, after, happenings }: Cycle): Broken[] {
	// The owner's own buttons are for all that the shop sells.
	if (happenings.some(({ kind }) => kind === 'pressed')) return [];
	const edited = ({ item_id }: Shown) =>
		(after.writes.get(item_id) ?? 0) > (before.writes.get(item_id) ?? 0);
	return [...after.shown.values()]
		.filter((item) => item.asin === null && edited(item))
		.map((item) => broken("goods of the owner's own were edited", item));
}

function onSale(cycle: Cycle): Broken[] {
	const { workflow, isHealthy, after, truth, result } = cycle;
	if (!isHealthy || workflow !== 'sync') return [];
	return [...after.shown.values()].flatMap((item) => {
		const real = item.asin === null ? undefined : truth.get(item.asin);
		const seen = result?.items.find(({ item_id }) => item_id === item.item_id);
		if (!item.visible || item.isDigital || !real || seemedFresh(cycle, seen)) return [];
		const why = seen?.decision?.why;
		if (real.status === 'out_of_stock' || real.status === 'filtered_out') {
			return [broken(`on sale though ${real.status} (${why?.join(' / ')})`, item)];
		}
		if (real.status !== 'in_stock') return [];
		const floor = floorOf(real.price!);
		return item.price < floor
			? [broken(`on sale below its floor of ${floor} yen (${why?.join(' / ')})`, item)]
			: [];
	});
}

/** Without a fault no call is refused; with faults no quota is overdrawn. */
function refused(cycle: Cycle): Broken[] {
	const { isHealthy, before, after, result } = cycle;
	const more = (name: keyof Cycle['after']['rejected']) =>
		after.rejected[name] - before.rejected[name];
	const throttled = more('throttled') - (after.faulted - before.faulted);
	const found: Broken[] = [];
	if (throttled > 0) {
		found.push({ invariant: 'calls beyond a quota', detail: `${throttled} (${result?.run})` });
	}
	if (!isHealthy) return found;
	const renewing = refusalsByRenewal(cycle);
	const allowed = {
		amazon: renewing.amazon + refusedAsins(cycle),
		// Digital content that its owner changed is tried, and refused, once more.
		base:
			renewing.base +
			[...after.shown.values()].filter(({ isDigital }) => isDigital).length +
			lookedForInVain(cycle),
		chatwork: 0,
	};
	for (const service of ['amazon', 'base', 'chatwork'] as const) {
		const unforced = more(service) - allowed[service];
		if (unforced <= 0) continue;
		found.push({
			invariant: 'calls refused without a fault',
			detail: `${service}: ${unforced}`,
		});
	}
	return found;
}

/** Asked alone, an ASIN that Amazon does not know is a refused call; in a batch it is not. */
const refusedAsins = ({ happenings }: Cycle): number =>
	happenings.filter(
		(each) =>
			each.kind === 'answer' && each.status === 'gone' && each.operation === 'getItemOffers',
	).length;

/** A release looks at each item that the brake hid, though its owner may have deleted it since. */
function lookedForInVain({ after, happenings }: Cycle): number {
	if (!happenings.some((each) => each.kind === 'pressed' && each.button === 'release')) return 0;
	const edited = new Set(after.journal.map(({ item_id }) => item_id));
	return [...edited].filter((id) => !after.shown.has(id)).length;
}

const CALLS_UNDER_WAY = 3;

/**
 * n8n learns that BASE's hour of access is over from a refused call, and renews it then. After a clock
 * was set back, a token that is over seems good: Amazon tells so in both operations, BASE twice. Of two
 * runs side by side each may be told so, though the token is renewed once for both. Waits are shortened
 * here and answers are not, so further calls may be under way when Amazon refuses the first.
 */
function refusalsByRenewal({ before, after, wasSetBack, result }: Cycle) {
	const runs = runsOf(result).length;
	return {
		amazon: wasSetBack
			? (after.tokens.amazon - before.tokens.amazon) * 2 * CALLS_UNDER_WAY * runs
			: 0,
		base: (after.tokens.base - before.tokens.base) * (wasSetBack ? 2 : 1) * runs,
	};
}

const broken = (invariant: string, item: Shown): Broken => ({
	invariant,
	detail: `item ${item.item_id} (${item.asin}), ${item.price} yen, stock ${item.stock}, ${item.visible ? 'visible' : 'hidden'}`,
});
