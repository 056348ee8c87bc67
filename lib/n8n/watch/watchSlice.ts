import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CutRules } from '../../changes/addsRisk';
import { limitUndelivered } from '../../changes/undelivered';
import { LEASE_MS, type Run } from '../../ledger/runs/run';
import { defaultRule } from '../../listing/pricing/defaultRule';
import { openClient } from '../../spApi/account';
import type { KnownBefore } from '../../spApi/offers/proof';
import { findStop } from '../../shop/gate/stopped';
import { readNoted } from '../../shop/notices/readNoted';
import type { ShopData } from '../../shop/shopData';
import { getClock, sleep } from '../clock';
import { readOwnAmazonAccount } from '../connections/amazonAccount';
import { addParts } from '../items/items';
import { keepLease } from '../lease';
import { readOfferRules, type OfferRules } from '../parameters/rules/filterOptions';
import { openShopData } from '../parameters/storeParameters';
import { nothingDone, type Slice } from '../../freshness/slice';
import { findRest, findWatchEnd, SLICE_MS } from './slice';
import { findBlocked } from './findBlocked';
import { findOwed, readWatchedShop, type WatchedShop } from './watchedItems';
import { workOnSlice, type WatchRules } from './workOnSlice';

export interface SliceItem {
	context: IExecuteFunctions;
	item: INodeExecutionData;
	/** The item's place. */
	index: number;
	slice: Slice;
	run: Run;
	readKnown: (
		items: readonly INodeExecutionData[],
		rules: CutRules | null,
	) => (asin: string) => KnownBefore;
}

/** Less time is not worth a slice, ms. */
const SHORTEST_MS = 3_000;

/**
 * Works on one slice of a watch. Returns the items whose answer is news, and last the slice itself: a round without
 * an item would end n8n's loop.
 */
export async function watchSlice(given: SliceItem): Promise<INodeExecutionData[]> {
	const { context, item, index, slice, run } = given;
	const { now } = getClock();
	const end = context.getMode() === 'manual' ? null : findWatchEnd(run);
	const endsAt = Math.min(now() + SLICE_MS, end ?? Infinity);
	if (endsAt - now() < SHORTEST_MS) return [tell(given, nothingDone, {})];
	const data = await openShopData(context);
	const rules = await readOfferRules(context, [item]);
	const shop = await readWatchedShop(
		run.account,
		data,
		rules.cutRules ?? { rule: defaultRule, items: {} },
		now(),
	);
	if (shop === null) return [tell(given, nothingDone, {})];
	// Found once a run, and hidden before anything is asked.
	const blocked = slice.number === 1 ? await findBlocked(shop, rules.blocked, run, data) : [];
	if (blocked.length > 0) return [...pair(blocked, index), tell(given, nothingDone, {})];
	const { retries } = context.getNodeParameter('options', 0, {}) as { retries?: number };
	const account = await readOwnAmazonAccount(context, data.ledger);
	const client = openClient(account, retries);
	const watchRules = readWatchRules(context, rules);
	const stopRenewing = renewLease(run, data);
	try {
		const { moved, ...counts } = await workOnSlice({
			...{ context, client, data, run, shop, endsAt, rules: watchRules },
			owed: slice.number === 1 && !run.dry_run ? await readOwed(given, shop, data, rules) : [],
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
		return [...pair(moved, index), tell(given, counts, client.counts)];
	} finally {
		stopRenewing();
	}
}

const pair = (items: readonly INodeExecutionData[], index: number): INodeExecutionData[] =>
	items.map((each) => addParts(each, index, {}));

const RENEW_MS = 2 * 60_000;

/** Amazon's outages are waited out for longer than a lease lives. @returns what ends it */
function renewLease({ id, lease }: Run, { ledger }: ShopData): () => void {
	if (lease === null) return () => undefined;
	const timer = setInterval(() => {
		// A store that is gone for a moment shows at the slice's end.
		void ledger.leases.renew(lease, id, LEASE_MS).catch(() => undefined);
	}, RENEW_MS).unref();
	return () => clearInterval(timer);
}

function tell(
	{ item, index, slice }: SliceItem,
	done: NonNullable<Slice['done']>,
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

/** Debts are found out once a run: an edit that BASE refuses must not be tried each minute. */
async function readOwed(
	{ run }: SliceItem,
	shop: WatchedShop,
	{ ledger }: ShopData,
	{ owedYen: thresholdYen }: OfferRules,
): Promise<string[]> {
	const { account } = run;
	const [noted, stop] = await Promise.all([
		readNoted(ledger, account),
		findStop(ledger, account, { edits: null, writer: 'run' }),
	]);
	const owed = findOwed(shop, noted, {
		thresholdYen,
		isStopped: stop !== null,
		now: getClock().now(),
	});
	return limitUndelivered(owed, 0, shop.listed.size);
}
