import type { HeldMove } from '../../changes/decision';
import { readShopMemory } from '../../changes/guards/guard';
import type { JournalEntry } from '../../ledger/journal';
import type { Ledger } from '../../ledger/ledger';
import { isUnderWay } from '../../ledger/runs/isUnderWay';
import { isAsin } from '../../listing/codes/asin';
import { inChunks } from '../../listing/inChunks';
import type { Listing } from '../../listing/listing';
import type { ShopMemory } from '../../listing/memory';
import { overrideOf } from '../../listing/pricing/overrideOf';
import { rememberListing } from '../gate/records/rememberListing';
import { endHold } from './holdShop';
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
	/** Throws if a person pressed Stop. */
	requireRunning: () => void;
}

/**
 * Shows only the items that the brake hid, and then allows writes to the account again. An item that has
 * since sold out at Amazon is handed over to the sync instead, which shows it when it is back.
 * @throws Error if the shop is not braked
 */
export async function* releaseBrake(releasing: Releasing): AsyncIterable<JobStep> {
	const { shop, job, run, isDry, confirm, requireConnected, requireRunning } = releasing;
	const { ledger } = shop.data;
	const { brakes, journal } = ledger;
	const { account } = shop;
	// The desk notes a release when its button is pressed: a brake that was pulled since is the later word.
	const isNoted = await ledger.deskJobs.isJob(account, run);
	if (isNoted && (await brakes.last(account))?.releasing !== run) throw new Error(PULLED_AGAIN);
	const brake = await (isDry ? brakes.last(account) : brakes.beginRelease(account, run));
	if (!brake) {
		throw new Error(`ショップ ${account} は緊急停止していません。ショップ名を確認してください。`);
	}
	const counts = { all: 0, found: 0, open: 0 };
	const seen = new Set<string>();
	for (let looks = 0; ; looks++) {
		const all = (await Promise.all(brake.runs.map((past) => journal.ofRun(past)))).flat();
		const entries = all.filter(({ id }) => !seen.has(id));
		for (const { id } of entries) seen.add(id);
		for (const chunk of inChunks(findLastFirst(entries, account), CONFIRMED_AHEAD)) {
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
		if (entries.length > 0) continue;
		// A brake that was still hiding writes at most one more hide down, in a moment.
		if (isDry || looks >= MOST_LOOKS || !(await isAnyAtWork(ledger, brake.runs))) break;
		requireRunning();
		await job.sleep(POLL_MS);
	}
	if (counts.all > 0 && counts.found === 0 && counts.open === 0) await requireConnected();
	if (isDry || counts.open > 0) return;
	await endHold(ledger, account, brake);
}

const PULLED_AGAIN =
	'解除のあとで、もう一度緊急停止がかかったため、解除しません。続けるには「停止・休業」を開いてください。';

const POLL_MS = 500;
const MOST_LOOKS = 6;

async function isAnyAtWork(
	{ history, leases }: Pick<Ledger, 'history' | 'leases'>,
	runs: readonly string[],
): Promise<boolean> {
	for (const record of await history.read(runs)) {
		if (await isUnderWay(record, leases)) return true;
	}
	return false;
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
	const isOurs = entry.asin
		? !!readShopMemory(document ?? null, listing).hidden_by_brake_at
		: !(await wasShownSince(released));
	if (!isOurs) return none('緊急停止の後に手動で変更された商品のため、そのままにします');
	const wish = {
		...{ asin: entry.asin, run, listing, edits: { visible: true } },
		...{ why: ['緊急停止を解除し、公開に戻します'], writer: 'release' as const, isLooked: true },
		releases,
	};
	const isOut = (await job.check(wish)).held.some(({ guard }) => guard === 'own_rule');
	const intent = isOut && (await wasTakenOut(released)) ? { ...wish, wasTakenOut: true } : wish;
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

/** An item without a product has no mark: its course tells whether its owner showed it and hid it again. */
async function wasShownSince({ entry, shop }: Release): Promise<boolean> {
	const trail = await shop.data.ledger.items.readTrail(shop.account, entry.item_id);
	const hiddenAt = Date.parse(entry.answer?.at ?? entry.at);
	return trail.some(({ at, is_on }) => is_on === true && at > hiddenAt);
}

/** No run touches what the owner had taken out before the brake hid it: nothing but this release brings it back. */
async function wasTakenOut({ entry, shop: { account, data } }: Release): Promise<boolean> {
	const hiddenAt = Date.parse(entry.at);
	const versions = await data.ledger.rules.versions(account);
	const then = versions.findLast(({ saved_at }) => Date.parse(saved_at) <= hiddenAt);
	return then !== undefined && overrideOf(then.values.items, entry).neverTouch === true;
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
