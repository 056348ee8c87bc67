import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { hasChatworkStep } from '../../lib/n8n/chatworkStep';
import { newItem } from '../../lib/n8n/items/items';
import { readFailure } from '../../lib/n8n/items/readFailure';
import { openShopData } from '../../lib/n8n/parameters/storeParameters';
import { composeFailure } from '../../lib/report/failureMessage';
import { renderChatwork } from '../../lib/report/render/chatwork';
import { renderHtml } from '../../lib/report/render/html';
import { renderText } from '../../lib/report/render/plainText';
import { describeRoomProblem } from '../../lib/report/roomProblem';
import { findRoomOfFailure } from '../../lib/shop/runs/findRoom';
import { readAlarmUrl } from './healthParameters';

/** Makes the message about a workflow that stopped, and finds the room that it goes to. */
export async function failed(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const failure = readFailure(context.getInputData()[0]);
	if (!failure) {
		throw new Error(
			'止まった実行の情報がありません。「エラー発生時」(Error Trigger) の次にこのノードを置いてください。',
		);
	}
	const advice = (context.getNodeParameter('advice', 0, '') as string).trim();
	const { ledger } = await openShopData(context);
	const room = await findRoomOfFailure(ledger, failure);
	const alarmUrl = readAlarmUrl(context);
	if (room === '' && alarmUrl === '' && hasChatworkStep(context)) {
		throw new Error(describeRoomProblem({ kind: 'unknown' }));
	}
	const message = composeFailure({ ...failure, advice });
	return [
		[
			newItem({
				room,
				alarm_url: alarmUrl,
				workflow: failure.workflow,
				title: message.title,
				chatwork_message: renderChatwork(message),
				text: renderText(message),
				html: renderHtml(message),
				notices: { account: '', ids: [] },
				has_message: true,
			}),
		],
	];
}
