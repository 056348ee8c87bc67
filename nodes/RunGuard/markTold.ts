import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ToldNews } from '../../lib/ledger/heartbeat';
import { newItem } from '../../lib/n8n/items/items';
import { openShopData } from '../../lib/n8n/parameters/storeParameters';

/** Marks the content of a sent message as told. */
export async function markTold(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const news = context.getNodeParameter('news', 0) as Partial<ToldNews> | undefined;
	if (!Array.isArray(news?.alarms) || !Array.isArray(news.recovered)) {
		throw new Error(
			'知らせた内容 (news) がありません。Check Health の出力の news を News 欄に渡してください。',
		);
	}
	const { alarms, recovered } = news;
	await (await openShopData(context)).ledger.heartbeat.told({ alarms, recovered });
	return [[newItem({ told: alarms.length, recovered: recovered.length })]];
}
