import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ToldNews } from '../../lib/ledger/heartbeat';
import { getClock } from '../../lib/n8n/clock';
import { newItem } from '../../lib/n8n/items/items';
import { openShopData } from '../../lib/n8n/parameters/storeParameters';
import { isTold } from '../../lib/watch/news';

/** Marks the content of a sent message as told. */
export async function markTold(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const news = context.getNodeParameter('news', 0) as Partial<ToldNews> | undefined;
	if (!Array.isArray(news?.alarms) || !Array.isArray(news.recovered)) {
		throw new Error(
			'知らせた内容 (news) がありません。Check Health の出力の news を News 欄に渡してください。',
		);
	}
	const { alarms, recovered } = news;
	const { heartbeat } = (await openShopData(context)).ledger;
	const disabled = findDisabledStep(context);
	if (disabled === null) await heartbeat.told({ alarms, recovered });
	else if (!isTold({ alarms, recovered }, await heartbeat.get(), getClock(context).now())) {
		throw new Error(
			`「${disabled}」が無効 (Deactivated) のため、お知らせはどこにも届いていません。有効に戻すか、別の送り先のノードに替えてください。`,
		);
	}
	return [[newItem({ told: alarms.length, recovered: recovered.length })]];
}

/** n8n passes items through a disabled node, so a message step that sent nothing looks as if it had. */
function findDisabledStep(context: IExecuteFunctions): string | null {
	const { previousNode } = context.getInputSourceData();
	const steps = context.getParentNodes(context.getNode().name, { depth: 1 });
	return steps.find(({ name, disabled }) => name === previousNode && disabled)?.name ?? null;
}
