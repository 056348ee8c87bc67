import type { HeldMove } from '../../changes/decision';
import { readShopMemory } from '../../changes/guards/guard';
import type { Brake } from '../../ledger/brakes';
import type { JournalEntry } from '../../ledger/journal';
import type { Ledger } from '../../ledger/ledger';
import { isAsin } from '../../listing/codes/asin';
import { inChunks } from '../../listing/inChunks';
import type { Listing } from '../../listing/listing';
import type { ShopMemory } from '../../listing/memory';
import { rememberListing } from '../gate/records/rememberListing';
import { findLastFirst, itemsOfRun } from './itemsOfRun';
import {
	CONFIRMED_AHEAD,
	type ConfirmOffers,
	type Job,
	type JobStep,
	type JobResult,
	type JobShop,
} from './job';

export interface Releasing {
	shop: JobShop;
	job: Job;
	/** Number of the run that releases, for the journal. */
	run: string;
	isDry: boolean;
	/** null = Amazon can't be asked. */
	confirm: ConfirmOffers | null;
	/** Throws if the credential is connected to another account. */
	requireConnected: () => Promise<void>;
}

/**
 * Shows only the items that the brake hid, and then allows writes to the account again. An item that has
 * since sold out at Amazon is handed over to the sync instead, which shows it when it is back.
 * @throws Error if the shop is not braked
 */
export async function* releaseBrake(releasing: Releasing): AsyncIterable<JobStep> {
	const { shop, job, run, isDry, confirm, requireConnected } = releasing;
	const { ledger } = shop.data;
	const brake = await ledger.brakes.last(shop.account);
	if (!brake) {
		throw new Error(
			`ショップ ${shop.account} は緊急停止していません。ショップの名前を確認してください。`,
		);
	}
	const entries = (await Promise.all(brake.runs.map((past) => ledger.journal.ofRun(past)))).flat();
	const counts = { all: 0, found: 0, open: 0 };
	for (const chunk of inChunks(findLastFirst(entries, shop.account), CONFIRMED_AHEAD)) {
		if (confirm) await confirm(findAsins(chunk));
		for await (const { entry, listing, trouble } of itemsOfRun(chunk, shop, job)) {
			const { result, why } =
				trouble === null
					? await release({ entry, listing, shop, job, run, isDry, releases: brake.runs })
					: { result: trouble, why: [trouble.error ?? ''] };
			counts.all++;
			if (trouble === null) counts.found++;
			if (result.action === 'deferred' || result.action === 'failed') counts.open++;
			yield { asin: entry.asin || null, listing, edits: result.edits, why, result };
		}
	}
	if (counts.all > 0 && counts.found === 0 && counts.open === 0) await requireConnected();
	if (isDry || counts.open > 0) return;
	if (await ledger.brakes.clear(shop.account, brake.runs)) {
		await endPause(ledger, shop.account, brake);
	}
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

/** Returns the products of edits, and of the other rows of their items. */
const findAsins = (entries: readonly JournalEntry[]): string[] => [
	...new Set(
		entries
			.flatMap(({ asin, variation }) => [
				asin,
				...(variation?.siblings ?? []).map((row) => row.asin),
			])
			.filter(isAsin),
	),
];

interface Release {
	entry: JournalEntry;
	listing: Listing;
	shop: JobShop;
	job: Job;
	run: string;
	isDry: boolean;
	/** The brake's runs that are released. */
	releases: readonly string[];
}

async function release(released: Release): Promise<{ result: JobResult; why: string[] }> {
	const { entry, listing, shop, job, run, isDry, releases } = released;
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
	const intent = {
		...{ asin: entry.asin, run, listing, edits: { visible: true } },
		...{ why: ['緊急停止を解除し、公開に戻します'], writer: 'release' as const, isLooked: true },
		releases,
	};
	const held = [...(await job.check(intent)).held, ...(await checkRows(released, intent))];
	if (held.length > 0) {
		const marks = { hidden_by_brake_at: null, hidden_by_sync_at: listing.read_at };
		if (!isDry) await mark(released, marks);
		const { result, why } = none('次の同期で確かめ、公開できれば公開します');
		return { result: { ...result, held }, why };
	}
	const { edits, why } = intent;
	if (isDry) return { result: { action: 'dry_run', edits, error: null }, why };
	return { result: await job.send(intent), why };
}

/** If the rows sell different products, each other row with stock must be safe to show as well. */
async function checkRows(
	{ listing, job }: Release,
	intent: Parameters<Job['check']>[0],
): Promise<HeldMove[]> {
	const held: HeldMove[] = [];
	for (const { variation_id, asin } of listing.variation?.siblings ?? []) {
		const row = listing.variations.find((each) => each.variation_id === variation_id);
		if (!row || row.stock <= 0) continue;
		const variation = { ...listing.variation!, variation_id, title: row.title, stock: row.stock };
		held.push(...(await job.check({ ...intent, asin, listing: { ...listing, variation } })).held);
	}
	return held;
}

async function mark({ entry, listing, shop }: Release, marks: Partial<ShopMemory>): Promise<void> {
	await rememberListing(shop.data, entry.asin, listing, marks);
}
