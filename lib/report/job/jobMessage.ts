import { describeAge } from '../../listing/age';
import { formatCount, formatYen } from '../../listing/money';
import { CALLS_PER_HOUR } from '../../shop/shopLimits';
import { estimateHours } from '../../shop/preview/estimateHours';
import { itemActions, type ItemAction } from '../itemAction';
import type { Message, Section } from '../render/parts';

/** One item of a job that a person started: registering, the brake, undoing a run, adopting. */
export interface JobItem {
	asin: string;
	title: string;
	item_id: number | null;
	action: ItemAction;
	/** The outcome, or the reason why nothing was done, in the owner's words. */
	lines: string[];
	/** Link of its picture at Amazon; absent or null = none is known. */
	image?: string | null;
}

const headings: Record<ItemAction, string> = {
	created: '登録しました',
	updated: '変更しました',
	adopted: '同期に任せました',
	accepted: '今の商品を正しいものと認めました',
	drifted: '別の商品に変わった疑いがあります。Amazonのページを確認してください',
	refreshed: '商品情報が変わりました',
	gone: 'Amazonに商品がありません',
	dry_run: 'テスト実行のため、まだ何もしていません。実行すると次のようになります',
	hidden: '登録しましたが、非公開のままです',
	failed: '失敗しました',
	held: '確かめられない・手動で変更された・対象外などのため、そのままにしました',
	refused: '登録しませんでした',
	unknown: 'Amazonで確認できませんでした。後でもう一度お試しください',
	deferred: '後回しにしました',
	listed: '非公開の商品',
	none: '変更はありません',
};

const troubles: readonly ItemAction[] = ['drifted', 'hidden', 'failed', 'unknown', 'deferred'];

export type JobCounts = Partial<Record<ItemAction, number>>;

export function countJob(items: readonly JobItem[]): JobCounts {
	const counts: JobCounts = {};
	for (const { action } of items) counts[action] = (counts[action] ?? 0) + 1;
	return counts;
}

/** True if a person should take another look. */
export const needsLook = (counts: JobCounts): boolean =>
	troubles.some((action) => (counts[action] ?? 0) > 0);

/**
 * Composes the outcome of each item, grouped by outcome.
 * @param alarms lines that must be read first
 * @param durationMs how long a job worked; null if nobody waited for it
 */
export function composeJobMessage(
	items: readonly JobItem[],
	title: string,
	alarms: string[] = [],
	durationMs: number | null = null,
): Message {
	const sections = itemActions
		.map((action) => composeSection(items, action))
		.filter(({ entries }) => entries.length > 0);
	const counts = countJob(items);
	return {
		title: `${counts.dry_run ? '【テスト実行】' : ''}${title}`,
		alarms,
		summary: [
			items.length === 0
				? '対象の商品はありませんでした'
				: `${formatCount(items.length)}件: ${sections.map(({ heading }) => shortenHeading(heading)).join(' / ')}`,
			...describeHours(counts.dry_run ?? 0),
			...(durationMs === null ? [] : [`所要 ${describeAge(durationMs)}`]),
		],
		sections,
	};
}

/** Says before a large job how long BASE's limit will make it. @param items that it would edit */
function describeHours(items: number): string[] {
	// An item takes one call or two.
	const [least, most] = [1, 2].map((calls) => estimateHours({ calls: items * calls }));
	if (most! <= 1) return [];
	const hours = least === most ? `${most}` : `${least}〜${most}`;
	return [
		`BASEの呼び出しの上限 (1時間に ${formatCount(CALLS_PER_HOUR)}回) のため、全部終わるまでに約${hours}時間かかります。途中で上限に達したら、次の時間まで待って続けます。`,
	];
}

function composeSection(items: readonly JobItem[], action: ItemAction): Section {
	const mine = items.filter((item) => item.action === action);
	return {
		heading: `${headings[action]} ${formatCount(mine.length)}件`,
		entries: mine
			.slice(0, mostEntries(action))
			.map(({ title, asin, item_id, lines, image = null }) => ({
				image,
				title: title || asin || (item_id === null ? '商品ID不明' : `商品ID ${item_id}`),
				asin: asin || (item_id === null ? '' : `商品ID ${item_id}`),
				lines:
					toChooseFrom.includes(action) && asin && item_id !== null
						? [`商品ID ${item_id}`, ...lines]
						: lines,
			})),
	};
}

/** Items that a person may want to choose from next: the forms ask for BASE's item ids. */
const toChooseFrom: readonly ItemAction[] = ['listed', 'dry_run'];

/** Limits the entries that nobody needs to read: they are counted, and only the useful ones are shown. */
const mostEntries = (action: ItemAction): number =>
	action === 'none' || action === 'listed' ? MOST_QUIET_ENTRIES : Infinity;

const MOST_QUIET_ENTRIES = 200;

/** Cuts a long heading at its first comma, because the summary is one line. */
const shortenHeading = (heading: string): string => {
	const count = heading.slice(heading.lastIndexOf(' '));
	return `${heading.slice(0, heading.lastIndexOf(' ')).split(/[、。]/)[0]}${count}`;
};

/** Says what Amazon's offer for an item is now. */
export function offerLine(offer: {
	status: string;
	price: number | null;
	reason: string | null;
}): string {
	switch (offer.status) {
		case 'in_stock':
			return `Amazonに在庫があります (${offer.price === null ? '価格不明' : formatYen(offer.price)})`;
		case 'unknown':
			return `Amazonの状態を確認できません (${offer.reason ?? '応答なし'})`;
		default:
			return `Amazonで購入できません (${offer.reason ?? '売り切れ'})`;
	}
}
