import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ToldNews } from '../../lib/ledger/heartbeat';
import { getClock } from '../../lib/n8n/clock';
import { newItem } from '../../lib/n8n/items/items';
import type { NoticesToTell } from '../../lib/ledger/notices/notices';
import { readReport } from '../../lib/n8n/items/reportItem';
import { logWarning } from '../../lib/n8n/log';
import { hasMessageStep } from '../../lib/n8n/messageStep';
import { openShopData } from '../../lib/n8n/connections/openShopData';
import { markTold as markNoticesTold } from '../../lib/shop/notices/markTold';
import { noteRunTold } from '../../lib/shop/runs/failExecution';
import { isTold } from '../../lib/health/news';

/** Marks the content of a sent message as told. */
export const markTold = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	context.getNodeParameter('toldFrom', 0, 'health') === 'report'
		? await markNotices(context)
		: await markAlarms(context);

async function markNotices(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const told = context.getNodeParameter('notices', 0) as Partial<NoticesToTell> | null | undefined;
	if (typeof told?.account !== 'string' || !Array.isArray(told.ids)) {
		throw new Error(
			'知らせた内容 (notices) がありません。Run Guard の Finish か Failed の出力の notices を Notices 欄に渡してください。',
		);
	}
	const { error } = readReport(context.getInputData()[0] ?? { json: {} });
	if (error !== undefined) {
		const reason = typeof error === 'string' ? error : String(error.message ?? '原因不明');
		return tellUntold(context, `お知らせを送れませんでした (${reason})`);
	}
	if (!hasMessageStep(context)) {
		return tellUntold(context, 'お知らせを送るステップがないか、無効になっています');
	}
	const data = await openShopData(context);
	await markNoticesTold(data, told.account, new Set(told.ids), getClock().timestamp());
	await data.ledger.orders.tell(told.account, new Set(told.orders));
	for (const run of told.runs ?? []) await noteRunTold(data.ledger, run);
	return [[newItem({ told: told.ids.length + (told.orders?.length ?? 0) })]];
}

/** Nobody heard of the notices: the next message tells them. Nothing goes on as if they had been told. */
function tellUntold(context: IExecuteFunctions, why: string): INodeExecutionData[][] {
	const message = `${why}。お知らせは届いていないので、次のお知らせに載せます。`;
	context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	logWarning(context, `Run Guard: ${message}`);
	return [[]];
}

async function markAlarms(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
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
	else if (!isTold({ alarms, recovered }, await heartbeat.get(), getClock().now())) {
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
