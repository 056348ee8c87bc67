import type { ListingVariation } from '../listing/listing';
import type { Reported } from '../listing/memory';
import type { ToldDecision } from './describeHold';
import type { ItemAction } from './itemAction';
import { isHeldBack, type Change, type Decision, type EditKind } from '../changes/decision';

/** One item of a run as the report needs it: the slim item that leaves the loop. */
export interface RunItem {
	asin: string;
	title: string;
	account: string;
	item_id: number | null;
	offer_status: string | null;
	offer_source: string | null;
	offer_price: number | null;
	offer_reason: string | null;
	/** ISO 8601: when the price behind the shop's price was last confirmed. */
	price_updated_at: string | null;
	/**
	 * Set if Amazon has called the product unknown for a day: `now` if the day ended in this run,
	 * `before` if it ended earlier; null = it is alive.
	 */
	death?: 'now' | 'before' | null;
	/** Why the code does not prove which product it is, for the owner; null = it does. */
	unrecognised?: string | null;
	/** True if this was not said before. */
	unrecognised_is_news?: boolean;
	/** The shop's price at BASE before this run. */
	shop_price: number | null;
	shop_visible: boolean | null;
	/** The row that the item is about, as it was; absent if it is about the whole listing. */
	row?: Pick<ListingVariation, 'variation_id' | 'stock'>;
	/** The rows whose stock this run sets, as they were; absent if it sets none. */
	rows?: Array<Pick<ListingVariation, 'variation_id' | 'title' | 'stock'>>;
	change: Change | null;
	decision: Pick<
		ToldDecision,
		'desired' | 'edits' | 'kinds' | 'held' | 'held_moves' | 'why' | 'floor' | 'stop' | 'block'
	> | null;
	result: { action: ItemAction; edits: Decision['edits']; error: string | null } | null;
	calls: Record<string, number>;
	rejected: number;
	/** Why a cell of the item's own settings can't be read, for the owner; absent if all can. */
	own_problem?: string;
}

export interface RunSummary {
	total: number;
	/** Items whose offer this run fetched from Amazon. */
	fetched: number;
	/** Items served from the cache because they were still fresh. */
	from_cache: number;
	in_stock: number;
	out_of_stock: number;
	filtered_out: number;
	/** Products that Amazon says it does not have. That is an answer too, although a bad one. */
	gone: number;
	/** Products gone for a day or more, and those of them whose first day ended in this run. */
	dead: number;
	newly_dead: number;
	/** Listings whose code looks like an ASIN by chance; they are left alone. */
	unrecognised: number;
	newly_unrecognised: number;
	unknown: number;
	changed: number;
	price_changes: number;
	stock_changes: number;
	/** Edits made; in a dry run, edits that would have been made. */
	edited: number;
	deferred: number;
	held: number;
	failed: number;
	by_kind: Partial<Record<EditKind, number>>;
	/** Sum of new - old shop prices of the edits, yen. */
	price_effect: number;
	calls: Record<string, number>;
	calls_total: number;
	rejected: number;
	/** Age of the oldest price among the items on sale, seconds; null if none is known. */
	oldest_age_seconds: number | null;
	never_confirmed: number;
}

/** The new baseline of each changed item, stored after a message went out. */
export interface ReportedEntry extends Reported {
	asin: string;
	account: string;
	/** `at` of the baseline that this one replaces. */
	replaces: string;
}

export function summarize(items: readonly RunItem[], now: number): RunSummary {
	const count = (test: (item: RunItem) => boolean) => items.filter(test).length;
	const action = (name: ItemAction) => count((item) => item.result?.action === name);
	const calls: Record<string, number> = {};
	const byKind: RunSummary['by_kind'] = {};
	for (const item of items) {
		for (const [operation, made] of Object.entries(item.calls)) {
			calls[operation] = (calls[operation] ?? 0) + made;
		}
		if (isEdited(item)) {
			for (const kind of item.decision?.kinds ?? []) byKind[kind] = (byKind[kind] ?? 0) + 1;
		}
	}
	return {
		total: items.length,
		fetched: count((item) => item.offer_source !== null && item.offer_source !== 'cache'),
		from_cache: count((item) => item.offer_source === 'cache'),
		in_stock: count((item) => item.offer_status === 'in_stock'),
		out_of_stock: count((item) => item.offer_status === 'out_of_stock'),
		filtered_out: count((item) => item.offer_status === 'filtered_out'),
		gone: count((item) => item.offer_status === 'gone'),
		dead: count((item) => !!item.death),
		newly_dead: count((item) => item.death === 'now'),
		unrecognised: count((item) => !!item.unrecognised),
		newly_unrecognised: count(isNewlyUnrecognised),
		unknown: count((item) => item.offer_status === 'unknown'),
		changed: count((item) => item.change !== null),
		price_changes: count((item) => item.change?.kinds.includes('price') ?? false),
		stock_changes: count((item) => item.change?.kinds.includes('stock') ?? false),
		edited: count(isEdited),
		deferred: action('deferred'),
		held: count(isHeld),
		failed: action('failed'),
		by_kind: byKind,
		price_effect: items.reduce((sum, item) => sum + priceEffect(item), 0),
		calls,
		calls_total: Object.values(calls).reduce((sum, made) => sum + made, 0),
		rejected: items.reduce((sum, item) => sum + item.rejected, 0),
		...ages(items, now),
	};
}

/** True if an edit went out, or would have in a dry run. */
export const isEdited = (item: RunItem): boolean =>
	item.result?.action === 'updated' || item.result?.action === 'dry_run';

/** True if something was held back that the owner should hear about. */
const isHeld = (item: RunItem): boolean =>
	item.result?.action === 'held' || isHeldBack(item.decision ?? {});

function priceEffect(item: RunItem): number {
	const price = item.result?.edits.price;
	return isEdited(item) && price !== undefined && item.shop_price !== null
		? price - item.shop_price
		: 0;
}

/** The baseline to store once these changes have been told. */
export function listReported(items: readonly RunItem[], at: string): ReportedEntry[] {
	return items.flatMap(({ asin, account, change }) =>
		change
			? [
					{
						asin,
						account,
						price: change.new_price,
						in_stock: change.new_in_stock,
						at,
						replaces: change.old_told_at,
					},
				]
			: [],
	);
}

/**
 * Whether the item is hidden after this run. A product that is gone for good stays in the shop's
 * list, and would age forever.
 */
function isHidden({ result, shop_visible, row }: RunItem): boolean {
	const edits = result?.action === 'updated' ? result.edits : {};
	if ((edits.visible ?? shop_visible) === false) return true;
	return !!row && (edits.row_stocks?.[row.variation_id] ?? row.stock) === 0;
}

/** The clocks of two machines may differ by this much without a fault. */
const CLOCK_LEEWAY_MS = 60_000;

function ages(
	items: readonly RunItem[],
	now: number,
): Pick<RunSummary, 'oldest_age_seconds' | 'never_confirmed'> {
	const onSale = items.filter((item) => !isHidden(item) && !item.unrecognised);
	const times = onSale.map((item) => Date.parse(item.price_updated_at ?? ''));
	// A time in the future comes from a wrong clock, and says nothing about the age.
	const known = times.filter((time) => time <= now + CLOCK_LEEWAY_MS);
	return {
		oldest_age_seconds:
			known.length === 0
				? null
				: Math.max(Math.floor((now - known.reduce((a, b) => Math.min(a, b))) / 1000), 0),
		never_confirmed: times.length - known.length,
	};
}

const isNewlyUnrecognised = (item: RunItem): boolean =>
	!!item.unrecognised && item.unrecognised_is_news === true;

/** An item that the message or the list of this run should show. */
export const isNews = (item: RunItem): boolean =>
	item.change !== null ||
	isEdited(item) ||
	isHeld(item) ||
	item.death === 'now' ||
	isNewlyUnrecognised(item) ||
	item.own_problem !== undefined ||
	item.result?.action === 'failed' ||
	item.result?.action === 'deferred';

/** True if a person should look, not only read. */
export const needsAttention = (summary: RunSummary): boolean =>
	summary.failed > 0 || summary.deferred > 0 || isMuchUnknown(summary);

/** If more than one in five items got no answer, that is not a coincidence. */
const UNKNOWN_ALARM_SHARE = 5;

/** True if Amazon's silence is the run's news. */
export const isMuchUnknown = ({ unknown, total }: RunSummary): boolean =>
	total > 0 && unknown * UNKNOWN_ALARM_SHARE > total;
