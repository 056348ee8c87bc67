import type { CacheDocument } from '../../cache/document';
import { readShopMemory } from '../../changes/guards/guards';
import { computeKnownFloor } from '../../changes/computeKnownFloor';
import type { Brake } from '../../ledger/brakes';
import type { JournalEntry } from '../../ledger/journal';
import type { Ledger } from '../../ledger/ledger';
import type { RuleValues } from '../../ledger/rules/ruleValues';
import type { Listing } from '../../listing/listing';
import type { ShopMemory } from '../../listing/memory';
import { rememberListing } from '../edits/rememberListing';
import { readShopRules } from '../runs/shopRules';
import { itemsOfRun } from './itemsOfRun';
import type { Job, JobStep, JobResult, JobShop } from './job';

export interface Releasing {
	shop: JobShop;
	job: Job;
	/** Number of the run that releases, for the journal. */
	run: string;
	isDry: boolean;
	/** Throws if the credential is connected to another account. */
	requireConnected: () => Promise<void>;
}

/**
 * Shows only the items that the brake hid, and then allows writes to the account again. An item that has
 * since sold out at Amazon is handed over to the sync instead, which shows it when it is back.
 * @throws Error if the shop is not braked
 */
export async function* releaseBrake(releasing: Releasing): AsyncIterable<JobStep> {
	const { shop, job, run, isDry, requireConnected } = releasing;
	const { ledger } = shop.data;
	const brake = await ledger.brakes.get(shop.account);
	if (!brake) {
		throw new Error(
			`ショップ ${shop.account} は緊急停止していません。ショップの名前を確認してください。`,
		);
	}
	const entries = (await Promise.all(brake.runs.map((past) => ledger.journal.ofRun(past)))).flat();
	const counts = { all: 0, found: 0, open: 0 };
	for await (const { entry, listing, trouble } of itemsOfRun(entries, shop, job)) {
		const { result, why } =
			trouble === null
				? await release({ entry, listing, shop, job, run, isDry })
				: { result: trouble, why: [trouble.error ?? ''] };
		counts.all++;
		if (trouble === null) counts.found++;
		if (result.action === 'deferred' || result.action === 'failed') counts.open++;
		yield { asin: entry.asin || null, listing, edits: result.edits, why, result };
	}
	if (counts.all > 0 && counts.found === 0 && counts.open === 0) await requireConnected();
	if (isDry || counts.open > 0) return;
	await ledger.brakes.clear(shop.account);
	await endPause(ledger, shop.account, brake);
}

/**
 * Ends the brake's pause. A pause from before the brake is restored, and one that somebody else set
 * since (by hand, or an undo) is left alone.
 */
async function endPause({ pauses }: Ledger, account: string, brake: Brake): Promise<void> {
	if ((await pauses.get(account))?.by !== 'brake') return;
	if (brake.paused_before) await pauses.set(account, brake.paused_before);
	else await pauses.clear(account);
}

interface Release {
	entry: JournalEntry;
	listing: Listing;
	shop: JobShop;
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
	if (entry.asin && !readShopMemory(document ?? null, listing).hidden_by_brake_at) {
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
		// The item was read a moment ago.
		looksFirst: false,
	});
	return { result, why };
}

/** If the rows sell different products, each row with stock must be safe to show. */
async function findRisk(
	{ entry, listing, shop }: Release,
	document: CacheDocument | undefined,
): Promise<string | null> {
	const { variation, variations } = listing;
	const { values } = await readShopRules(shop.data.ledger.rules, shop.account);
	const riskOf = (known: CacheDocument) => describeRisk(known, listing, values, shop.now());
	if (!variation) return document ? riskOf(document) : null;
	const rows = [...variation.siblings, { ...variation, asin: entry.asin }];
	const documents = await shop.data.cache.read([...new Set(rows.map(({ asin }) => asin))]);
	for (const { variation_id, stock } of variations) {
		const asin = rows.find((row) => row.variation_id === variation_id)?.asin;
		const ofRow = asin === undefined ? undefined : documents.get(asin);
		const risk = stock > 0 && ofRow ? riskOf(ofRow) : null;
		if (risk !== null) return risk;
	}
	return null;
}

/** Why an item is handed over to the sync instead of being shown; null if there is no reason. */
function describeRisk(
	document: CacheDocument,
	listing: Listing,
	{ pricing, guards }: RuleValues,
	now: number,
): string | null {
	if (document.in_stock === false) return 'Amazonに在庫がない';
	const floor = computeKnownFloor(document.price, pricing);
	if (floor !== null && listing.price < floor) return '販売価格が原価割れの';
	const at = document.stock_updated_at;
	if (at && now - Date.parse(at) > guards.maximumAnswerAgeMs) return 'Amazonの確認が古い';
	return null;
}

async function mark({ entry, listing, shop }: Release, marks: Partial<ShopMemory>): Promise<void> {
	await rememberListing(shop.data, entry.asin, listing, marks);
}
