import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Brake } from '../../lib/ledger/brakes';
import type { Ledger } from '../../lib/ledger/ledger';
import type { ShopData } from '../../lib/shop/shopData';
import type { CacheDocument } from '../../lib/cache/document';
import type { JournalEntry } from '../../lib/ledger/journal';
import { memoryOf } from '../../lib/changes/guards';
import { defaultGuards } from '../../lib/changes/defaultGuards';
import type { Listing } from '../../lib/listing/listing';
import type { ShopMemory } from '../../lib/listing/memory';
import { clockOf } from '../../lib/n8n/clock';
import { runOf } from '../../lib/n8n/items/run';
import { accountNameOf, shopPortsOf } from '../../lib/n8n/connections/shopConnection';
import { BRAKE_REASON } from './brake';
import { Job, jobItem, nothingDone, type JobResult } from './job';
import { knownFloor } from '../../lib/changes/knownFloor';
import { isDryIn } from './mode';
import { rememberListing } from '../../lib/shop/edits/rememberListing';
import { shopOf, type Shop } from './shop';
import { eachWritten } from './written';

/**
 * Shows what the brake hid, and nothing else; then the account is written to again. An item that
 * Amazon has sold out since goes into the sync's hands instead: it shows it when it is back.
 */
export async function releaseBrake(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const item = context.getInputData()[0]!;
	const shop = await shopOf(context, data, item);
	const brake = await data.ledger.brakes.get(shop.account);
	if (!brake) {
		throw new Error(
			`ショップ ${shop.account} は緊急停止していません。ショップの名前を確認してください。`,
		);
	}
	const isDry = isDryIn(context, item);
	const run = runOf(item)?.id ?? `release-${clockOf(context).timestamp()}`;
	const job = new Job(context, shop.ports);
	const entries = (
		await Promise.all(brake.runs.map((past) => data.ledger.journal.ofRun(past)))
	).flat();
	const output: INodeExecutionData[] = [];
	let isComplete = true;
	let found = 0;
	for await (const { entry, listing, trouble } of eachWritten(entries, shop, job)) {
		const { result, why } =
			trouble === null
				? await release({ entry, listing, shop, job, run, isDry })
				: { result: trouble, why: [trouble.error ?? ''] };
		if (result.action === 'deferred' || result.action === 'failed') isComplete = false;
		if (trouble === null) found++;
		const edits = result.edits;
		output.push(jobItem(item, 0, listing, { asin: entry.asin || null, edits, why, result }));
	}
	if (output.length > 0 && found === 0 && isComplete) await requireConnected(context, shop);
	if (!isDry && isComplete) {
		await data.ledger.brakes.clear(shop.account);
		await endPause(data.ledger, shop.account, brake);
	}
	return output.length > 0 ? output : nothingDone(item);
}

/**
 * What stood still before the brake stands still after it, and what somebody paused since (by hand, or
 * an undo) is no business of the brake's.
 */
async function endPause({ pauses }: Ledger, account: string, brake: Brake): Promise<void> {
	if (!(await pauses.get(account))?.reason.startsWith(BRAKE_REASON)) return;
	if (brake.paused_before) await pauses.set(account, brake.paused_before);
	else await pauses.clear(account);
}

/** Every item of the brake is unknown to BASE: most likely the credential is another shop's. */
async function requireConnected(context: IExecuteFunctions, { account }: Shop): Promise<void> {
	const connected = await accountNameOf(await shopPortsOf(context), '');
	if (connected === account) return;
	throw new Error(
		`ショップ ${account} の緊急停止の商品が、接続しているショップ ${connected} には1つもありません。認証情報が ${account} のものかを確かめてください。緊急停止はそのままです。`,
	);
}

interface Release {
	entry: JournalEntry;
	listing: Listing;
	shop: Shop;
	job: Job;
	run: string;
	isDry: boolean;
}

async function release(released: Release): Promise<{ result: JobResult; why: string[] }> {
	const { entry, listing, shop, job, run, isDry } = released;
	const none = (line: string) => ({
		result: { action: 'none' as const, edits: {}, error: null },
		why: [line],
	});
	const document = (await shop.data.cache.read(entry.asin ? [entry.asin] : [])).get(entry.asin);
	if (listing.visible) {
		if (!isDry && document) await mark(released, { hidden_by_brake_at: null });
		return none('すでに公開されています');
	}
	if (entry.asin && !memoryOf(document ?? null, listing).hidden_by_brake_at) {
		return none('緊急停止の後に手動で変更された商品のため、そのままにします');
	}
	const risk = await findRisk(released, document);
	if (risk !== null) {
		const marks = { hidden_by_brake_at: null, hidden_by_sync_at: listing.read_at };
		if (!isDry) await mark(released, marks);
		return none(`${risk}ため、次の同期で確かめてから公開します`);
	}
	const why = ['緊急停止を解除し、公開に戻します'];
	if (isDry) return { result: { action: 'dry_run', edits: { visible: true }, error: null }, why };
	const result = await job.send({
		asin: entry.asin,
		run,
		listing,
		edits: { visible: true },
		addsRisk: true,
		offerFetchedAt: null,
		lastWrittenOfferAt: null,
		why,
		// It was read a moment ago.
		looksFirst: false,
	});
	return { result, why };
}

/** Of an item whose rows sell different products, each one with stock has to be fit to be shown. */
async function findRisk(
	{ entry, listing, shop }: Release,
	document: CacheDocument | undefined,
): Promise<string | null> {
	const { variation, variations } = listing;
	if (!variation) return document ? riskOf(document, listing, shop.now()) : null;
	const rows = [...variation.siblings, { ...variation, asin: entry.asin }];
	const documents = await shop.data.cache.read([...new Set(rows.map(({ asin }) => asin))]);
	for (const { variation_id, stock } of variations) {
		const asin = rows.find((row) => row.variation_id === variation_id)?.asin;
		const ofRow = asin === undefined ? undefined : documents.get(asin);
		const risk = stock > 0 && ofRow ? riskOf(ofRow, listing, shop.now()) : null;
		if (risk !== null) return risk;
	}
	return null;
}

/** Why an item goes into the sync's hands instead of on sale; null where nothing speaks against it. */
function riskOf(document: CacheDocument, listing: Listing, now: number): string | null {
	if (document.in_stock === false) return 'Amazonに在庫がない';
	const floor = knownFloor(document.price);
	if (floor !== null && listing.price < floor) return '販売価格が原価割れの';
	const at = document.stock_updated_at;
	if (at && now - Date.parse(at) > defaultGuards.maximumAnswerAgeMs) return 'Amazonの確認が古い';
	return null;
}

async function mark({ entry, listing, shop }: Release, marks: Partial<ShopMemory>): Promise<void> {
	await rememberListing(shop.data, entry.asin, listing, marks);
}
