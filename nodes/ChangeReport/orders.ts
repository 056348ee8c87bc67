import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { getClock } from '../../lib/n8n/clock';
import { newItem, readPart } from '../../lib/n8n/items/items';
import { readRun } from '../../lib/n8n/items/run';
import { findTellingStep } from '../../lib/n8n/messageStep';
import { openShopData } from '../../lib/n8n/connections/openShopData';
import {
	hasNews,
	judgeOrders,
	sayOrder,
	type OrderItem,
} from '../../lib/report/orders/judgeOrders';
import { listPriced } from '../../lib/report/orders/listPriced';
import { composeOrders } from '../../lib/report/orders/ordersMessage';
import { renderTexts } from '../../lib/report/render/renderTexts';
import { countWaiting } from '../../lib/shop/orders/countWaiting';
import { readShopRules } from '../../lib/shop/runs/shopRules';
import { tellNobodyHears } from './offerNotices';

/** Makes one message of the orders with news, and notes which of them it tells. */
export async function ordersReport(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const input = context.getInputData();
	const run = input.map(readRun).find((each) => each !== undefined);
	const items = input.flatMap(readOrderItem);
	const account = items[0]?.order.account ?? run?.account ?? '';
	const { ledger } = await openShopData(context);
	const { now } = getClock();
	const { values } = await readShopRules(ledger.rules, account);
	const { maximumAnswerAgeMs } = values.guards;
	const rules = { rule: values.pricing, maximumAnswerAgeMs, now: now() };
	const judged = judgeOrders(items, rules);
	await ledger.profits.price(account, judged.flatMap(listPriced));
	const waiting = run ? await countWaiting(ledger, account, judged) : 0;
	const { message, told, left } = composeOrders(judged, { account, now: now(), waiting });
	const looked = judged.filter((order) => order.settled && !hasNews(order));
	await ledger.orders.noteLooks(account, new Set(looked.map(({ key }) => key)));
	const said = new Map(told.map((order) => [order.key, sayOrder(order)]));
	if (findTellingStep(context) !== 'none') await ledger.orders.offer(account, run?.id ?? '-', said);
	else if (said.size > 0) tellNobodyHears(context, said.size);
	const lines = judged.flatMap((order) => order.lines);
	const unknown = lines.filter(({ verdict }) => verdict.kind === 'unknown').length;
	return [
		[
			newItem({
				run: run ?? null,
				has_changes: told.length > 0,
				needs_attention: told.some(({ lines: of }) => of.some(isBad)),
				title: message.title,
				summary: { total: lines.length, fetched: lines.length - unknown, unknown },
				...renderTexts(message),
				orders: judged.map(({ key, phase, lines: of }) => ({ key, phase, lines: of })),
				orders_left: left,
				notices: { account, ids: [], orders: [...said.keys()] },
			}),
		],
	];
}

const isBad = ({ verdict: { kind } }: { verdict: { kind: string } }): boolean =>
	kind === 'loss' || kind === 'not_buyable' || kind === 'unknown';

function readOrderItem(item: INodeExecutionData): OrderItem[] {
	const order = readPart(item, 'order');
	if (!order) return [];
	const { asin, unrecognised } = item.json;
	return [
		{
			order,
			asin: typeof asin === 'string' ? asin : null,
			offer: asin ? (readPart(item, 'offer') ?? null) : null,
			unrecognised: typeof unrecognised === 'string' ? unrecognised : null,
			isRefused: readPart(item, 'recognition')?.agrees === false,
		},
	];
}
