import { CALL_MS } from '../../changes/guards/ownersHand';
import type { JournalEntry } from '../../ledger/journal';
import type { Listing } from '../../listing/listing';
import { describeUnreadable, type UnreadableItem } from '../../listing/unreadable';
import { findHiddenItems, type ListLook } from '../gate/facts/hiddenItems';
import { readLeniently } from '../wholeList';
import { holdShop, nameStop } from './holdShop';
import { findItemId } from './itemsOfRun';
import type { Job, JobStep, JobResult, JobShop } from './job';

/** An item to be hidden. */
export interface Braked {
	/** null if its ASIN is not known. */
	asin: string | null;
	listing: Listing;
}

export interface Braking {
	shop: JobShop;
	job: Job;
	/** Number of the brake's run, for the journal and the release. */
	run: string;
	/** The reason that the owner gave; empty = none. */
	reason: string;
	/** Day of return of closed days, ISO 8601 with offset; null = until a person releases the brake. */
	until: string | null;
	isDry: boolean;
	/** Throws if a person pressed Stop. */
	requireRunning: () => void;
	/** Reports a failure that has no further consequence. */
	warn: (what: string, error: unknown) => void;
}

/**
 * Hides all items on sale, starting with those that can be bought. The account is paused before the
 * first edit, so that no other run shows anything again; writes that were under way then are waited for, and
 * what they showed is hidden too. Items that are already hidden are left out.
 */
export async function brake(items: readonly Braked[], braking: Braking): Promise<JobStep[]> {
	const { isDry, shop, run } = braking;
	const { ledger } = shop.data;
	// The desk held the shop when its button was pressed, and may have released it since.
	const isHeld = await ledger.deskJobs.isJob(shop.account, run);
	if (!isDry && !isHeld) await holdShop(ledger, shop.account, braking);
	const results = new Map<Braked, JobResult>();
	const isShown = lookAgain(braking);
	// An item comes once for each of its rows if they sell different products.
	const hidden = new Set<number>();
	for (const braked of inOrder(items)) {
		const { item_id } = braked.listing;
		if (hidden.has(item_id)) continue;
		hidden.add(item_id);
		if (isDry) results.set(braked, DRY);
		else if (await isShown(braked.listing)) results.set(braked, await hide(braked, braking));
		else results.set(braked, HIDDEN_MEANWHILE);
	}
	const rest = isDry ? [] : await hideLateShown(items, braking);
	const byId = Map.groupBy(items, ({ listing }) => listing.item_id);
	for (const { listing, result } of rest) {
		const [known] = byId.get(listing.item_id) ?? [];
		if (known) results.set(known, result);
	}
	const isNew = ({ listing }: JobStep) => !byId.has(listing.item_id);
	return [
		...items.map((braked) => {
			const result = results.get(braked);
			const left = braked.listing.visible ? OTHER_ROW : ['すでに非公開です'];
			return {
				...braked,
				edits: result ? { visible: false } : {},
				why: result ? explain(braking) : left,
				result: result ?? HIDDEN_ALREADY,
			};
		}),
		...rest.filter(isNew),
	];
}

async function hide(braked: Braked, braking: Braking): Promise<JobResult> {
	if (await isReleased(braking.shop, braking.run)) return RELEASED;
	return await braking.job.send(planHide(braked, braking));
}

const explain = (braking: Braking): string[] => [`${nameStop(braking)}のため非公開にします`];

/** True if somebody released the brake while it was still at work, or waiting for the next hour. */
async function isReleased({ data, account }: Braking['shop'], run: string): Promise<boolean> {
	const brake = await data.ledger.brakes.get(account);
	return !brake?.runs.includes(run) || brake.releasing !== null;
}

const POLL_MS = 500;
const DAY_MS = 24 * 3_600_000;
const MOST_LOOKS = 5;

/**
 * Hides what was shown while the brake was at work: an edit that had passed its checks before the shop was held
 * may reach BASE after the hide. Looks until nothing of the brake's is on sale.
 */
async function hideLateShown(items: readonly Braked[], braking: Braking): Promise<JobStep[]> {
	const { shop, run, requireRunning, warn } = braking;
	const steps = new Map<number, JobStep>();
	const asins = new Map(items.map(({ listing, asin }) => [listing.item_id, asin]));
	const startedAt = shop.now() - CALL_MS;
	for (let look = 0; look < MOST_LOOKS; look++) {
		await awaitOthers(braking, startedAt);
		for (const entry of await shop.data.ledger.journal.since(shop.account, startedAt)) {
			// A new item was in no list yet; its entry has no number before BASE has answered.
			const itemId = entry.item_id === 0 ? findItemId(entry) : null;
			if (itemId !== null && !asins.has(itemId)) asins.set(itemId, entry.asin || null);
		}
		if (await isReleased(shop, run)) break;
		const listings = await readAgain(braking).catch((error: unknown) => {
			requireRunning();
			warn('the list could not be read again', error);
			return null;
		});
		const late = listings?.filter(({ item_id, visible }) => visible && asins.has(item_id)) ?? [];
		if (late.length === 0) break;
		for (const listing of late) {
			const braked = { asin: asins.get(listing.item_id) ?? null, listing };
			const result = await hide(braked, braking);
			const edits = { visible: false };
			steps.set(listing.item_id, { ...braked, edits, why: explain(braking), result });
		}
		// A hide that BASE refuses is reported; looking again changes nothing.
		if ([...steps.values()].every(({ result }) => result.action === 'failed')) break;
	}
	return [...steps.values()];
}

/** Waits for the calls of other runs that may be on their way to BASE. */
async function awaitOthers(
	{ shop, job, run, requireRunning }: Braking,
	sinceMs: number,
): Promise<void> {
	const { account, data, now } = shop;
	const { journal, history } = data.ledger;
	const end = now() + CALL_MS;
	// A machine that slept sends after hours what it wrote down before.
	let entries = await journal.since(account, sinceMs - DAY_MS);
	for (;;) {
		entries = entries.filter((each) => each.run !== run && each.answer?.outcome !== 'applied');
		const records = await history.read([...new Set(entries.map((each) => each.run))]);
		const running = records.filter(({ state }) => state === 'running').map(({ id }) => id);
		const oldest = Math.max(sinceMs, now() - CALL_MS);
		entries = entries.filter((entry) => mayStillCome(entry, oldest, running));
		if (entries.length === 0 || now() >= end) return;
		requireRunning();
		await job.sleep(POLL_MS);
		// Whatever was written down since saw the brake: only these are left to wait for.
		const waited = new Set(entries.map(({ id }) => id));
		const runs = [...new Set(entries.map((each) => each.run))];
		const again = await Promise.all(runs.map(async (each) => await journal.ofRun(each)));
		entries = again.flat().filter(({ id }) => waited.has(id));
	}
}

/** A slow shop carries out an edit minutes after nobody waits for its answer any more. */
function mayStillCome(
	{ at, answer, run }: JournalEntry,
	oldest: number,
	running: readonly string[],
): boolean {
	if (answer === null) return Date.parse(at) >= oldest || running.includes(run);
	return answer.outcome === 'lost' && Date.parse(answer.at) >= oldest;
}

async function readAgain({ shop, requireRunning }: Braking): Promise<Listing[]> {
	const { client, account, data } = shop;
	const reader = { client, account, ledger: data.ledger.lists, onPage: requireRunning };
	return (await readLeniently(reader)).listings;
}

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

/**
 * Checks whether an item is still on sale. Otherwise a brake that waits for BASE's next hour would
 * count items that the owner hid meanwhile as its own, and its release would show them. Without this look it hides
 * too much, never too little.
 */
function lookAgain(braking: Braking): (listing: Listing) => Promise<boolean> {
	const { shop, requireRunning: onPage, warn } = braking;
	const { client, account, data, now } = shop;
	const look: ListLook = { lookedAt: 0, hidden: null };
	return async ({ item_id, read_at }) => {
		// The list that the brake began with shows the item on sale.
		look.lookedAt = Math.max(look.lookedAt, Date.parse(read_at));
		const ports = { client, account, ledger: data.ledger, now, onPage, warn };
		const hidden = await findHiddenItems(look, ports).catch((error: unknown) => {
			onPage();
			warn('the list could not be read again', error);
			return null;
		});
		return hidden?.has(item_id) !== true;
	};
}

/** Puts the items that a customer could buy right now first. */
const inOrder = (items: readonly Braked[]): Braked[] =>
	items
		.filter(({ listing }) => listing.visible)
		.sort((a, b) => Number(b.listing.stock > 0) - Number(a.listing.stock > 0));

const planHide = ({ asin, listing }: Braked, braking: Braking) => ({
	...{ asin: asin ?? '', run: braking.run, listing, edits: { visible: false } },
	// Looking at ten thousand items one by one would take hours.
	...{ why: explain(braking), writer: 'brake' as const, isLooked: true },
});

/**
 * Makes a listing of an unreadable item, with as much as hiding needs: its number, and whether it is
 * on sale. undefined if either can't be read, because the brake must not count an item that the owner
 * hid as its own.
 */
export function makeStandIn({
	account,
	item_id,
	visible,
	...item
}: UnreadableItem): Listing | undefined {
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

/** Reports a failure, because the brake is not done while such an item may be on sale. */
export const reportUnclear = (item: UnreadableItem) => ({
	action: 'failed' as const,
	edits: {},
	item_id: item.item_id,
	title: item.title ?? '',
	error: `公開中か確かめられないため、非公開にしていません。${describeUnreadable(item)}。BASEの管理画面で確認し、公開中なら非公開にしてください`,
});
