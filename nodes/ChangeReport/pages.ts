import { DateTime } from 'luxon';
import { SHOP_ZONE } from '../../lib/listing/stamp';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requireCacheHealth, requireHealth } from '../../lib/report/pages/healthFacts';
import { renderHealthPage } from '../../lib/report/pages/healthPage';
import { renderHistoryPage } from '../../lib/report/pages/historyPage';
import { parseHistoryRow } from '../../lib/report/pages/historyRow';
import { getClock } from '../../lib/n8n/clock';
import { formatTime } from '../../lib/report/formatTime';
import { newItem } from '../../lib/n8n/items/items';
import { openShopData } from '../../lib/n8n/parameters/storeParameters';
import { readRunRows } from '../../lib/report/tables/runChanges';

/** Renders the runs of the last days as one item `{html}`. Without any the page says so. */
export async function historyPage(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { now } = getClock();
	const today = DateTime.fromMillis(now(), { zone: SHOP_ZONE });
	const days = Math.max(1, Math.floor(Number(context.getNodeParameter('days', 0, 30))));
	const dates = Array.from({ length: days }, (_, index) =>
		today.minus({ days: days - 1 - index }).toFormat('yyyy-MM-dd'),
	);
	const found =
		context.getNodeParameter('rowsFrom', 0, 'input') === 'ledger'
			? await readRunRows(await openShopData(context), dates[0]!.replaceAll('-', ''))
			: context.getInputData().map(({ json }) => json);
	const rows = found.map(parseHistoryRow).filter((row) => row !== null);
	const title = chooseTitle(context, `Amazon→BASE 同期の履歴 (${days}日間)`);
	const html = renderHistoryPage(rows, { dates, madeAt: formatTime(now()), title });
	return [[newItem({ html })]];
}

/** Renders Check Health's findings and the cache's statistics as one item `{html}`. */
export async function healthPage(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { now } = getClock();
	const health = requireHealth(context.getNodeParameter('health', 0));
	const cache = requireCacheHealth(context.getInputData()[0]?.json);
	const html = renderHealthPage(health, cache, {
		title: chooseTitle(context, 'Amazon→BASE 同期の健康診断'),
		madeAt: formatTime(now()),
		now: now(),
		timeOf: (stamp) => formatTime(Date.parse(stamp)),
	});
	return [[newItem({ html, is_healthy: health.is_healthy })]];
}

const chooseTitle = (context: IExecuteFunctions, standard: string): string =>
	(context.getNodeParameter('pageTitle', 0, '') as string).trim() || standard;
