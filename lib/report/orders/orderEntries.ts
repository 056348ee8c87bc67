import { formatCount, formatYen, formatYenChange } from '../../listing/money';
import type { VerdictKind } from '../../orders/judgeLine';
import { SAID_AGAIN } from '../notices/describeNotice';
import { shorten } from '../render/shorten';
import type { Entry } from '../render/parts';
import type { JudgedLine, JudgedOrder } from './judgeOrders';

const LONGEST_TITLE = 40;
const LONGEST_REASON = 160;

export type Group = VerdictKind | 'unpaid' | 'unread';

/** In the order in which the owner reads them. */
export const headings: ReadonlyArray<[Group, string]> = [
	['not_buyable', '買えません: キャンセルまたは代わりを'],
	['loss', '赤字になる注文'],
	['unknown', '確認できない注文 (次の実行で調べ直します)'],
	['unread', '内容を読めない注文'],
	['buyable', '買えます'],
	['unpaid', '入金待ち (入金されたら改めて知らせます。まだ買わないでください)'],
	['cancelled', 'キャンセルされた注文 (買わないでください)'],
	['foreign', 'Amazonの商品ではない注文'],
	['sent', '発送済みの商品'],
];

/** The order's page in BASE's admin; the address is one that a public program uses (unconfirmed by BASE). */
const orderLink = (key: string): string =>
	`https://admin.thebase.com/shop_admin/orders/order/${encodeURIComponent(key)}`;

const amazonLink = (asin: string): string => `https://www.amazon.co.jp/dp/${asin}`;

/** An entry of the message, and the heading below which it stands. */
export interface GroupedEntry {
	group: Group;
	entry: Entry;
}

/** Returns the entries of an order: one for each of its lines. */
export function entriesOf(order: JudgedOrder): GroupedEntry[] {
	const { key, phase, trouble, lines, maybeTold, isNew } = order;
	const again = maybeTold ? SAID_AGAIN : '';
	if (lines.length === 0) {
		const group = phase === 'cancelled' ? 'cancelled' : 'unread';
		const reason = shorten(trouble ?? '', LONGEST_REASON);
		const why = [...(reason ? [reason] : []), 'BASEの管理画面で確かめてください。', orderLink(key)];
		return [{ group, entry: { title: `${again}注文 ${key}`, asin: '-', lines: why } }];
	}
	return lines.map((each): GroupedEntry => {
		const { line, asin, verdict } = each;
		const isUnpaid = phase === 'unpaid' && verdict.kind !== 'cancelled' && verdict.kind !== 'sent';
		const turned = each.hasTurned && !isNew ? '【続報】' : '';
		const amount = line.amount <= 1 ? '' : ` × ${formatCount(line.amount)}個`;
		const title = `${again}${turned}${nameLine(each)}${amount}`;
		const links = [...(asin === null ? [] : [amazonLink(asin)]), orderLink(key)];
		return {
			group: isUnpaid ? 'unpaid' : verdict.kind,
			entry: {
				title,
				asin: asin ?? `商品ID ${line.item_id}`,
				lines: [...describeVerdict(each), ...links],
			},
		};
	});
}

/** Returns one entry for all lines of an order that is paid for later, or not at all. */
export function nameOrder({ key, phase, lines, maybeTold }: JudgedOrder): GroupedEntry {
	const title = `${maybeTold ? SAID_AGAIN : ''}注文 ${key}`;
	const words = `${formatCount(lines.length)}点の注文です。内容はBASEの管理画面で確かめてください。`;
	const group = phase === 'unpaid' || phase === 'cancelled' ? phase : 'sent';
	return { group, entry: { title, asin: '-', lines: [words, orderLink(key)] } };
}

/** The row stands behind however long a title: who reads it buys that colour and size. */
const nameLine = ({ line: { title, variation, item_id } }: JudgedLine): string => {
	const name = shorten(title || `商品 ${item_id}`, LONGEST_TITLE);
	return variation ? `${name} (${shorten(variation, LONGEST_TITLE)})` : name;
};

/** The verdict, and the figures behind it. */
function describeVerdict({ line, verdict }: JudgedLine): string[] {
	const { kind, cost, profit, reason } = verdict;
	const why = reason === null ? '' : shorten(reason, LONGEST_REASON);
	const sold = `売値 ${times(line.price, line.amount)}`;
	switch (kind) {
		case 'buyable':
		case 'loss': {
			const words = kind === 'loss' ? `赤字です ${formatYen(profit!)}` : '買えます';
			const figures = `${sold}、仕入値 ${times(cost!, line.amount)}、${describeShipping(verdict.ships_within_hours)}、利益 ${formatYenChange(profit!)}`;
			return [words, figures];
		}
		case 'not_buyable':
			return [`買えません: キャンセルまたは代わりを${why ? ` (${why})` : ''}`, sold];
		case 'unknown': {
			const words = `確認できません${why ? ` (${why})` : ''}`;
			return line.unreadable === undefined ? [words, sold] : [words];
		}
		case 'foreign':
			return [why, sold];
		case 'cancelled':
			return ['キャンセルされました'];
		case 'sent':
			return ['発送済みです'];
	}
}

const times = (yen: number, amount: number): string =>
	amount === 1 ? formatYen(yen) : `${formatYen(yen)} × ${formatCount(amount)}`;

const DAY_HOURS = 24;

function describeShipping(hours: number | null): string {
	if (hours === null) return '発送の時期は不明';
	if (hours === 0) return 'すぐに発送';
	if (hours <= 2 * DAY_HOURS) return `${hours}時間以内に発送`;
	return `${Math.ceil(hours / DAY_HOURS)}日以内に発送`;
}

/** Returns how long an entry is, in characters, with the marks around it. */
export const measure = ({ title, asin, lines }: Entry): number =>
	title.length + asin.length + lines.join('').length + 10 + lines.length * 2;
