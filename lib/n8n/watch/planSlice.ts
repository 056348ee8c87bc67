import type { INodeExecutionData } from 'n8n-workflow';
import type { CacheDocument } from '../../cache/document';
import type { Habits } from '../../freshness/looks';
import { LOOK_GAP_MS, rankItems, type Ranking } from '../../freshness/rank';
import { DEFAULT_INTERVAL_MS } from '../../ledger/runs/interval';
import { addParts } from '../items/items';
import { laneSizes } from './amazonPorts';
import type { SliceWork } from './sliceWork';

/** The items that a slice works on, with all that is known of them. */
export interface SlicePlan {
	ranking: Ranking;
	/** ASINs to confirm whatever a look shows. */
	first: string[];
	documents: { of: ReadonlyMap<string, CacheDocument>; items: INodeExecutionData[] };
}

/** Plans what a slice looks at and confirms, and reads what is known of it. @param now ms since 1970 */
export async function planSlice(work: SliceWork, habits: Habits, now: number): Promise<SlicePlan> {
	const ranking = rankItems(listCandidates(work), {
		...{ habits, now, ageLimitMs: DEFAULT_INTERVAL_MS },
		...{ most: countReach(work, now), lookGapMs: work.rules.usesIdleQuota ? LOOK_GAP_MS : 0 },
	});
	const first = listFirst(work);
	return { ranking, first, documents: await readDocuments(work, ranking, first) };
}

/** Without the idle quota an item has one look in a run. */
function listCandidates({ shop, run, rules }: SliceWork) {
	// A look would show again what waits for its next try.
	const all = [...shop.products.values()].filter(
		({ looks, isWaiting }) => !looks.moved || !isWaiting,
	);
	if (rules.usesIdleQuota) return all;
	const start = Date.parse(run.started_at);
	return all.filter(({ looks }) => looks.looked < start);
}

/** About what the two offers operations can confirm in a slice. */
const MOST_FIRST = 150;

/** Returns the ASINs to confirm whatever a look shows, the dearest first. */
function listFirst({ shop, owed }: SliceWork): string[] {
	const moved = [...shop.products.values()]
		.filter(({ looks, isWaiting }) => looks.moved && !isWaiting)
		.sort((one, other) => other.weight - one.weight)
		.map(({ asin }) => asin);
	const first = [...new Set([...owed, ...moved])].filter((asin) => shop.products.has(asin));
	return first.slice(0, MOST_FIRST);
}

/** Returns how many items a slice can look at. */
function countReach({ endsAt, client, shop }: SliceWork, now: number): number {
	const calls = Math.max(endsAt - now, 0) / client.intervalOf('getCompetitivePricing');
	return Math.min(Math.ceil(calls + 1) * laneSizes.look, shop.products.size);
}

async function readDocuments(
	{ data, shop }: SliceWork,
	{ looks, confirmations }: Ranking,
	first: readonly string[],
): Promise<SlicePlan['documents']> {
	const asins = [...new Set([...first, ...looks, ...confirmations])];
	const of = await data.cache.read(asins);
	const items = asins.flatMap((asin) =>
		shop.products
			.get(asin)!
			.items.map((item, index) => addParts(item, index, { cached: of.get(asin) ?? null })),
	);
	return { of, items };
}
