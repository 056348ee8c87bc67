import { formatCount } from '../../listing/money';
import { formatMoment } from '../formatTime';
import type { Message, Section } from '../render/parts';
import { LONGEST_MESSAGE } from '../render/shorten';
import { describeLeft, fitOrder, type FittedOrder } from './fitOrder';
import { hasNews, type JudgedOrder } from './judgeOrders';
import { headings } from './orderEntries';

/** A message, and the orders that it tells of, each with the lines that it tells. */
export interface OrdersMessage {
	message: Message;
	told: JudgedOrder[];
	/** Orders that a later message tells. */
	left: number;
}

/**
 * Composes one message of all orders with news. An order is told with all of its lines or not at all; what
 * does not fit is left for the next message, the latest orders first. One that is longer than any message is told in
 * parts.
 * @param waiting untold orders that this run did not read
 */
export function composeOrders(
	judged: readonly JudgedOrder[],
	{ account, now, waiting = 0 }: { account: string; now: number; waiting?: number },
): OrdersMessage {
	const news = judged
		.filter(hasNews)
		.sort((one, other) => one.ordered_at.localeCompare(other.ordered_at));
	const fitted: FittedOrder[] = [];
	let room = LONGEST_MESSAGE;
	for (const order of news) {
		const part = fitOrder(order);
		room -= part.size;
		if (room < 0 && fitted.length > 0) break;
		fitted.push(part);
	}
	const left = news.length - fitted.length + waiting;
	const entries = Map.groupBy(
		fitted.flatMap((part) => part.entries),
		({ group }) => group,
	);
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
			summary: summarize(fitted, left),
			sections,
		},
		told: fitted.map(({ order }) => order),
		left,
	};
}

function summarize(fitted: readonly FittedOrder[], left: number): string[] {
	const told = fitted.map(({ order }) => order);
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
		...fitted.flatMap(describeLeft),
		...(left > 0 ? [`ほか ${formatCount(left)}件の注文は、次のお知らせで知らせます。`] : []),
	];
}
