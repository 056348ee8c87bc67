import { formatCount, formatYen, formatYenChange } from '../../listing/money';
import type { VerdictKind } from '../../orders/judgeLine';
import { formatMoment } from '../formatTime';
import { SAID_AGAIN } from '../notices/describeNotice';
import { shorten } from '../render/chatwork';
import type { Entry, Message, Section } from '../render/parts';
import { hasNews, type JudgedLine, type JudgedOrder } from './judgeOrders';

/** A message can be read on a phone, and every service takes it whole, in so many characters. */
const LONGEST_MESSAGE = 3_900;
const LONGEST_TITLE = 40;
const LONGEST_REASON = 160;

/** A message, and the orders that it tells of. */
export interface OrdersMessage {
	message: Message;
	told: JudgedOrder[];
	/** Orders with news that a later message tells. */
	left: number;
}

type Group = VerdictKind | 'unpaid' | 'unread';

/** In the order in which the owner reads them. */
const headings: ReadonlyArray<[Group, string]> = [
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

/**
 * Composes one message of all orders with news. An order is told with all of its lines or not at all; what
 * does not fit is left for the next message, the latest orders first.
 */
export function composeOrders(
	judged: readonly JudgedOrder[],
	{ account, now }: { account: string; now: number },
): OrdersMessage {
	const news = judged
		.filter(hasNews)
		.sort((one, other) => one.ordered_at.localeCompare(other.ordered_at));
	const told: JudgedOrder[] = [];
	let left = LONGEST_MESSAGE;
	for (const order of news) {
		left -= entriesOf(order).reduce((sum, { entry }) => sum + measure(entry), 0);
		if (left < 0 && told.length > 0) break;
		told.push(order);
	}
	const rest = news.length - told.length;
	const entries = Map.groupBy(told.flatMap(entriesOf), ({ group }) => group);
	const sections = headings.flatMap(([group, heading]): Section[] => {
		const found = entries.get(group);
		if (!found) return [];
		return [
			{
				heading: `${heading} ${formatCount(found.length)}点`,
				entries: found.map(({ entry }) => entry),
			},
		];
	});
	const name = account === '' ? '' : ` (${account})`;
	return {
		message: {
			title: `注文のお知らせ ${formatMoment(now)}${name}`,
			alarms: [],
			summary: summarize(told, rest),
			sections,
		},
		told,
		left: rest,
	};
}

function summarize(told: readonly JudgedOrder[], rest: number): string[] {
	if (told.length === 0) return ['知らせる注文はありません。'];
	const fresh = told.filter(({ isNew }) => isNew).length;
	const parts = [
		...(fresh > 0 ? [`注文 ${formatCount(fresh)}件`] : []),
		...(told.length > fresh
			? [`前に知らせた注文の続報 ${formatCount(told.length - fresh)}件`]
			: []),
	];
	const isPriced = told.some(({ lines }) => lines.some(({ verdict }) => verdict.profit !== null));
	return [
		`${parts.join('、')}があります。`,
		...(isPriced
			? ['仕入値は今のAmazonの価格 (送料込み)、利益はBASEの手数料・送料・費用を引いた見込みです。']
			: []),
		...(rest > 0 ? [`ほか ${formatCount(rest)}件の注文は、次のお知らせで知らせます。`] : []),
	];
}

interface GroupedEntry {
	group: Group;
	entry: Entry;
}

function entriesOf(order: JudgedOrder): GroupedEntry[] {
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
		const title = `${again}${turned}${shorten(nameLine(each), LONGEST_TITLE)}${amount}`;
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

const nameLine = ({ line: { title, variation, item_id } }: JudgedLine): string =>
	`${title || `商品 ${item_id}`}${variation ? ` (${variation})` : ''}`;

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

/** With the marks around it. */
const measure = ({ title, asin, lines }: Entry): number =>
	title.length + asin.length + lines.join('').length + 10 + lines.length * 2;
