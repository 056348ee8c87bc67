import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../ledger/runs/run';
import { getClock, sleep } from '../clock';
import { openOwnClient } from '../connections/amazonAccount';
import { addParts } from '../items/items';
import { keepLease, keepRenewing } from '../lease';
import { readOfferRules, type OfferRules } from '../parameters/rules/filterOptions';
import { openShopData } from '../connections/openShopData';
import type { Round } from '../items/parts/round';
import { findRest, findWatchEnd, nothingDone, SHORTEST_SLICE_MS, SLICE_MS } from './slice';
import { findBlocked } from './findBlocked';
import { readOwed } from './readOwed';
import { readWatchedShop } from './watchedItems';
import type { SliceWork, WatchRules } from './sliceWork';
import { workOnSlice } from './workOnSlice';

export interface SliceItem {
	context: IExecuteFunctions;
	item: INodeExecutionData;
	/** The item's place. */
	index: number;
	slice: Round;
	run: Run;
	readKnown: (
		items: readonly INodeExecutionData[],
		rules: OfferRules['cutRules'],
	) => ReturnType<SliceWork['readKnown']>;
}

/**
 * Works on one slice of a watch. Returns the items whose answer is news, and last the slice itself: a round without
 * an item would end n8n's loop.
 */
export async function watchSlice(given: SliceItem): Promise<INodeExecutionData[]> {
	const { context, item, index, slice, run } = given;
	const { now } = getClock();
	const end = context.getMode() === 'manual' ? null : findWatchEnd(run);
	const endsAt = Math.min(now() + SLICE_MS, end ?? Infinity);
	if (endsAt - now() < SHORTEST_SLICE_MS) return [addCounts(given, nothingDone, {})];
	const data = await openShopData(context);
	const rules = await readOfferRules(context, [item]);
	const shop = await readWatchedShop(run.account, data, rules.cutRules, now());
	if (shop === null) return [addCounts(given, nothingDone, {})];
	// Hidden before anything is asked. What is still on sale in the next slice can't be hidden, and waits for no other.
	const isFirst = slice.number === 1;
	const blocked = slice.number <= 2 ? await findBlocked(shop, rules, run, data) : [];
	if (isFirst && slice.of > 1 && blocked.length > 0) {
		return [...pairItems(blocked, index), addCounts(given, nothingDone, {})];
	}
	const paysOwed = (isFirst || blocked.length > 0) && !run.dry_run;
	const { retries } = context.getNodeParameter('options', 0, {}) as { retries?: number };
	const { account, client } = await openOwnClient(context, data.ledger, retries);
	const watchRules = readWatchRules(context, rules);
	const stopRenewing = keepRenewing(data.ledger, run);
	try {
		const { moved, ...counts } = await workOnSlice({
			...{ context, client, data, run, shop, endsAt, rules: watchRules },
			owed: paysOwed ? await readOwed(run, shop, data, rules.owedYen) : [],
			offers: {
				...{ marketplace: account.marketplace, filter: rules.filter },
				lanes: { batch: true, single: true },
				timestamp: getClock().timestamp,
			},
			readKnown: (items) => given.readKnown(items, rules.cutRules),
		});
		// A small shop is looked through sooner; what moved must not wait for the rest of the minute.
		if (watchRules.usesIdleQuota && end !== null && moved.length === 0) {
			await sleep(findRest(endsAt, now()), context.getExecutionCancelSignal());
		}
		if (run.lease !== null) {
			const kept = 'ここまでに取得したデータは保存済みです。';
			await keepLease(data.ledger, { id: run.id, lease: run.lease }, kept);
		}
		const known = new Set(moved.map(({ json }) => json.asin));
		const rest = isFirst ? blocked.filter(({ json }) => !known.has(json.asin)) : [];
		const news = [...rest, ...moved];
		return [...pairItems(news, index), addCounts(given, counts, client.counts)];
	} finally {
		stopRenewing();
	}
}

const pairItems = (items: readonly INodeExecutionData[], index: number): INodeExecutionData[] =>
	items.map((each) => addParts(each, index, {}));

function addCounts(
	{ item, index, slice }: SliceItem,
	done: NonNullable<Round['done']>,
	fetch: object,
): INodeExecutionData {
	return addParts(item, index, { slice: { ...slice, done }, fetch });
}

function readWatchRules(context: IExecuteFunctions, { watchPercent }: OfferRules): WatchRules {
	const percent = watchPercent ?? Number(context.getNodeParameter('quotaShare', 0, 80));
	if (!(percent > 0 && percent <= 100)) {
		throw new Error(`Quota Share「${percent}」は1から100の数字で入れてください。`);
	}
	const usesIdleQuota = context.getNodeParameter('useIdleQuota', 0, true) === true;
	return { share: percent / 100, usesIdleQuota };
}
