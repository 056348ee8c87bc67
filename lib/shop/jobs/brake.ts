import type { Listing } from '../../listing/listing';
import { describeUnreadable, type UnreadableItem } from '../../listing/unreadable';
import { readWholeList } from '../wholeList';
import type { Job, JobStep, JobResult, JobShop } from './job';

/** An item to be hidden. */
export interface Braked {
	/** null if its ASIN is not known. */
	asin: string | null;
	listing: Listing;
}

export interface Braking {
	shop: Pick<JobShop, 'account' | 'client' | 'data' | 'now'>;
	job: Job;
	/** Number of the brake's run, for the journal and the release. */
	run: string;
	/** The reason that the owner gave; empty = none. */
	reason: string;
	isDry: boolean;
	/** Throws if a person pressed Stop. */
	requireRunning: () => void;
	/** Reports a failure that has no further consequence. */
	warn: (what: string, error: unknown) => void;
}

/**
 * Hides all items on sale, starting with those that can be bought. The account is paused before the
 * first edit, so that no other run shows anything again. Items that are already hidden are left out.
 */
export async function brake(items: readonly Braked[], braking: Braking): Promise<JobStep[]> {
	const { shop, job, run, reason, isDry } = braking;
	const why = [`緊急停止${reason ? ` (${reason})` : ''}のため非公開にします`];
	if (!isDry) await holdShop(braking);
	const results = new Map<Braked, JobResult>();
	const isShown = lookAgain(braking);
	// An item comes once for each of its rows if they sell different products.
	const hidden = new Set<number>();
	for (const braked of inOrder(items)) {
		const { item_id } = braked.listing;
		if (hidden.has(item_id)) continue;
		hidden.add(item_id);
		if (isDry) results.set(braked, DRY);
		else if (await isReleased(shop, run)) results.set(braked, RELEASED);
		else if (!(await isShown(braked.listing))) results.set(braked, HIDDEN_MEANWHILE);
		else results.set(braked, await job.send(planHide(braked, run, why)));
	}
	return items.map((braked) => {
		const result = results.get(braked);
		const rest = braked.listing.visible ? OTHER_ROW : ['すでに非公開です'];
		return {
			...braked,
			edits: result ? { visible: false } : {},
			why: result ? why : rest,
			result: result ?? HIDDEN_ALREADY,
		};
	});
}

async function holdShop({ shop, run, reason }: Braking): Promise<void> {
	const { account, data } = shop;
	const { pauses, brakes } = data.ledger;
	const before = await pauses.get(account);
	const words = `緊急停止${reason ? `: ${reason}` : ''}`;
	await pauses.set(account, { by: 'brake', reason: words });
	// A pause that a brake set is not somebody else's: it belongs to this pull, or to an earlier one.
	const isOthers = before !== null && before.by !== 'brake';
	await brakes.add(account, run, isOthers ? { by: before.by, reason: before.reason } : null);
}

/** True if somebody released the brake while it was still at work, or waiting for the next hour. */
const isReleased = async ({ data, account }: Braking['shop'], run: string): Promise<boolean> =>
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

/** A list older than this is read again, ms. Reading costs one call for each 100 items. */
const LOOK_MS = 15 * 60_000;

/**
 * Checks whether an item is still on sale. Otherwise a brake that waits for BASE's next hour would
 * count items that the owner hid meanwhile as its own, and its release would show them.
 */
function lookAgain({
	shop,
	requireRunning,
	warn,
}: Braking): (listing: Listing) => Promise<boolean> {
	const { client, account, data, now } = shop;
	const reader = { client, account, ledger: data.ledger.lists, onPage: requireRunning };
	let lookedAt = -Infinity;
	let hidden: ReadonlySet<number> = new Set();
	return async (listing) => {
		const oldest = Math.max(lookedAt, Date.parse(listing.read_at));
		if (now() - oldest > LOOK_MS) {
			lookedAt = now();
			try {
				const { listings } = await readWholeList(reader);
				hidden = new Set(listings.filter((each) => !each.visible).map((each) => each.item_id));
			} catch (error) {
				requireRunning();
				// The brake continues: without this look it hides too much, never too little.
				warn('the list could not be read again', error);
			}
		}
		return !hidden.has(listing.item_id);
	};
}

/** Puts the items that a customer could buy right now first. */
const inOrder = (items: readonly Braked[]): Braked[] =>
	items
		.filter(({ listing }) => listing.visible)
		.sort((a, b) => Number(b.listing.stock > 0) - Number(a.listing.stock > 0));

const planHide = ({ asin, listing }: Braked, run: string, why: string[]) => ({
	asin: asin ?? '',
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
