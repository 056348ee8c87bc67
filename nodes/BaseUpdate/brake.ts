import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readWholeList } from '../../lib/shop/wholeList';
import type { ShopData } from '../../lib/shop/shopData';
import type { Listing } from '../../lib/listing/listing';
import { describeUnreadable, type UnreadableItem } from '../../lib/listing/unreadable';
import { clockOf } from '../../lib/n8n/clock';
import { failedItem, messageOf } from '../../lib/n8n/errors';
import { partOf, withPart } from '../../lib/n8n/items/items';
import { listingOf } from '../../lib/n8n/items/listingPart';
import { requireRunning } from '../../lib/n8n/cancel';
import { runOf } from '../../lib/n8n/items/run';
import { shopClientOf } from '../../lib/n8n/connections/shopConnection';
import { BRAKE_REASON } from '../../lib/shop/jobs/brakeReason';
import type { JobResult } from '../../lib/shop/jobs/job';
import { isEmpty, jobItem, nothingDone, tellNothingToDo } from './jobItem';
import { isDryIn } from './mode';
import { jobOn, patient, updatePortsOf } from './shop';
import { logWarning } from '../../lib/n8n/log';

interface Braked {
	item: INodeExecutionData;
	index: number;
	listing: Listing;
}

/**
 * Hides what is on sale, what can be bought first. The account is paused before the first edit, so
 * that no other run shows anything again; what is hidden already stays out of it.
 */
export async function brake(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	const braked: Braked[] = [];
	context.getInputData().forEach((item, index) => {
		const odd = partOf<UnreadableItem>(item, 'unreadable');
		const listing = listingOf(item) ?? (odd && makeStandIn(odd));
		if (isEmpty(item)) return;
		if (odd && !listing) output.push(withPart(item, index, { result: reportUnclear(odd) }));
		else if (listing) braked.push({ item, index, listing });
		else output.push(failedItem(context, item, index, new Error(NO_LISTING)));
	});
	const accounts = Map.groupBy(braked, ({ listing }) => listing.account);
	for (const [account, items] of accounts) {
		output.push(...(await brakeAccount(context, data, account, items)));
	}
	if (output.length > 0) return output;
	tellNothingToDo(context);
	return nothingDone(context.getInputData()[0]);
}

/**
 * An unreadable item as far as hiding it needs: its number, and that it is on sale or not. undefined
 * where one of them can't be read: what the owner hid must not become the brake's own.
 */
function makeStandIn({ account, item_id, visible, ...item }: UnreadableItem): Listing | undefined {
	if (item_id === null || visible === null) return undefined;
	return {
		account,
		item_id,
		visible,
		title: item.title ?? '',
		identifier: item.identifier ?? '',
		price: 0,
		stock: 0,
		variation_count: 0,
		variations: [],
		modified: null,
		read_at: item.read_at,
	};
}

/** The brake has not done its work while such an item may be on sale. */
const reportUnclear = (item: UnreadableItem) => ({
	action: 'failed' as const,
	edits: {},
	item_id: item.item_id,
	title: item.title ?? '',
	error: `公開中か確かめられないため、非公開にしていません。${describeUnreadable(item)}。BASEの管理画面で確認し、公開中なら非公開にしてください`,
});

const NO_LISTING = '商品の listing がありません。BASE Listings の後にこのノードを置いてください。';

async function brakeAccount(
	context: IExecuteFunctions,
	data: ShopData,
	account: string,
	items: Braked[],
): Promise<INodeExecutionData[]> {
	const first = items[0]?.item;
	const isDry = isDryIn(context, first);
	const run = runOf(first)?.id ?? `brake-${clockOf(context).timestamp()}`;
	const reason = String(context.getNodeParameter('reason', 0, '') ?? '').trim();
	const why = [`緊急停止${reason ? ` (${reason})` : ''}のため非公開にします`];
	if (!isDry) {
		const before = (await data.ledger.pauses.get(account))?.reason ?? null;
		// A pause that only opened the way for this brake is none of its own.
		const isOwn = before?.startsWith(BRAKE_REASON) ?? false;
		await data.ledger.pauses.set(account, `${BRAKE_REASON}${reason ? `: ${reason}` : ''}`);
		await data.ledger.brakes.add(account, run, isOwn ? null : before);
	}
	const ports = patient(context, await updatePortsOf(context, data, account), account);
	const job = jobOn(context, ports);
	const results = new Map<Braked, JobResult>();
	const isShown = await shownNow(context, data, account);
	// An item comes once for each of its rows, where they sell different products.
	const hidden = new Set<number>();
	for (const braked of inOrder(items)) {
		const { item_id } = braked.listing;
		if (hidden.has(item_id)) continue;
		hidden.add(item_id);
		if (isDry) results.set(braked, DRY);
		else if (await isReleased(data, account, run)) results.set(braked, RELEASED);
		else if (!(await isShown(braked.listing))) results.set(braked, HIDDEN_MEANWHILE);
		else results.set(braked, await job.send(planOf(braked, run, why)));
	}
	return items.map((braked) => {
		const result = results.get(braked) ?? HIDDEN_ALREADY;
		const edits = results.has(braked) ? { visible: false } : {};
		const rest = braked.listing.visible ? OTHER_ROW : ['すでに非公開です'];
		return jobItem(braked.item, braked.index, {
			listing: braked.listing,
			asin: asinOf(braked.item),
			edits,
			why: results.has(braked) ? why : rest,
			result,
		});
	});
}

/** Somebody released the brake while it was still at work, or waiting for the next hour. */
const isReleased = async (data: ShopData, account: string, run: string): Promise<boolean> =>
	!(await data.ledger.brakes.get(account))?.runs.includes(run);

const OTHER_ROW = ['同じ商品のほかのバリエーションと一緒に扱います'];
const RELEASED: JobResult = {
	action: 'none',
	edits: {},
	error: '緊急停止が解除されたため、非公開にしませんでした',
};
const DRY: JobResult = { action: 'dry_run', edits: { visible: false }, error: null };
const HIDDEN_ALREADY: JobResult = { action: 'none', edits: {}, error: null };
const HIDDEN_MEANWHILE: JobResult = {
	action: 'none',
	edits: {},
	error: '緊急停止の間に手動で非公開にされた商品です',
};

/** A list older than this is read again, ms: it costs a call for each 100 items. */
const LOOK_MS = 15 * 60_000;

/**
 * Whether an item is still on sale. A brake that waits for BASE's next hour would otherwise take what
 * the owner hid by hand meanwhile for its own, and its release would show it.
 */
async function shownNow(
	context: IExecuteFunctions,
	data: ShopData,
	account: string,
): Promise<(listing: Listing) => Promise<boolean>> {
	const { client } = await shopClientOf(context, account, data.ledger);
	const { now } = clockOf(context);
	let lookedAt = -Infinity;
	let hidden: ReadonlySet<number> = new Set();
	return async (listing) => {
		const oldest = Math.max(lookedAt, Date.parse(listing.read_at));
		if (now() - oldest > LOOK_MS) {
			lookedAt = now();
			try {
				const onPage = () => requireRunning(context);
				const { lists: ledger } = data.ledger;
				const { listings } = await readWholeList({ client, account, ledger, onPage });
				hidden = new Set(listings.filter((each) => !each.visible).map((each) => each.item_id));
			} catch (error) {
				requireRunning(context);
				// The brake goes on: without a look it hides too much, never too little.
				logWarning(context, `BASE Update: the list could not be read again: ${messageOf(error)}`);
			}
		}
		return !hidden.has(listing.item_id);
	};
}

/** What a customer could buy this minute goes first. */
const inOrder = (items: readonly Braked[]): Braked[] =>
	items
		.filter(({ listing }) => listing.visible)
		.sort((a, b) => Number(b.listing.stock > 0) - Number(a.listing.stock > 0));

export const asinOf = (item: INodeExecutionData): string | null =>
	typeof item.json.asin === 'string' ? item.json.asin : null;

const planOf = ({ item, listing }: Braked, run: string, why: string[]) => ({
	asin: asinOf(item) ?? '',
	run,
	listing,
	edits: { visible: false },
	addsRisk: false,
	offerFetchedAt: null,
	lastWrittenOfferAt: null,
	why,
	looksFirst: false,
	by: 'brake' as const,
});
