import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requireRunning } from '../../lib/n8n/cancel';
import { getClock } from '../../lib/n8n/clock';
import { newItem } from '../../lib/n8n/items/items';
import { makeOrderItems, makeTroubledItem } from '../../lib/n8n/orders/orderItems';
import { nameRunner } from '../../lib/n8n/items/run';
import { logWarning } from '../../lib/n8n/log';
import { isUntold } from '../../lib/orders/telling';
import { collectOrders } from '../../lib/shop/orders/collectOrders';
import { matchLines } from '../../lib/shop/orders/matchLines';
import { requireOnlyCopy } from '../../lib/shop/runs/requireOnlyCopy';
import { learnRun } from './learnRun';
import { openShop } from './openShop';

/** Returns the lines of all orders to tell of or to look at; a run without any gets one item with its run. */
export async function getNew(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { client, account, data, run } = await openShop(context);
	const { now } = getClock();
	if (run) {
		const { workflow: name } = nameRunner(context, run);
		const isManual = context.getMode() === 'manual';
		await requireOnlyCopy(data.ledger, { run, name, account, isManual });
	}
	const { orders, sales, profits } = data.ledger;
	const onCall = () => requireRunning(context);
	const found = await collectOrders({ account, client, orders, sales, profits, now, onCall });
	tellSkipped(context, found.skipped);
	// A run by hand takes a part; the next one finds the others untold.
	const chosen = run?.limit ? found.orders.slice(0, run.limit) : found.orders;
	const matched = await matchLines(chosen, {
		...{ account, items: data.ledger.items, client },
		isNew: (key) => isUntold(found.notes[key]!),
	});
	const items = [
		...[...found.troubled].map(([key, note]) => makeTroubledItem(key, note, account)),
		...chosen.flatMap((order) =>
			makeOrderItems(order, matched.get(order.key) ?? [], {
				...{ account, note: found.notes[order.key], index: 0 },
			}),
		),
	];
	if (!run) return [items];
	const known = await learnRun(context, { run, account, data, total: items.length });
	if (items.length === 0) return [[newItem({ run: known, asin: null })]];
	for (const item of items) item.json = { run: known, ...item.json };
	return [items];
}

function tellSkipped(context: IExecuteFunctions, skipped: ReadonlyMap<string, string>): void {
	const [example] = skipped.values();
	if (example === undefined) return;
	const message = `知らせたことのある注文 ${skipped.size}件の今の状態を読めませんでした (例: ${example})。次の実行で読み直します。`;
	context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	logWarning(context, `BASE Orders: ${message}`);
}
