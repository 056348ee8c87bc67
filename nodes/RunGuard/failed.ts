import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { getClock } from '../../lib/n8n/clock';
import { newItem } from '../../lib/n8n/items/items';
import { readFailure } from '../../lib/n8n/items/readFailure';
import { findTellingStep, mayHaveArrived } from '../../lib/n8n/messageStep';
import { openShopData } from '../../lib/n8n/connections/openShopData';
import { composeFailure } from '../../lib/report/failureMessage';
import { renderTexts } from '../../lib/report/render/renderTexts';
import { makeFailureRow } from '../../lib/report/tables/runRow';
import { offerEndedRun } from '../../lib/shop/notices/endedRuns';
import { failExecution, noteFailure } from '../../lib/shop/runs/failExecution';
import { readDeskPlace } from '../../lib/shop/rules/readDeskPlace';
import { readAlarmUrl } from './healthParameters';
import { findRoomForFailure } from './findRoomForFailure';

/** Closes the run of a workflow that stopped, makes the message about it, and finds its room. */
export async function failed(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const failure = readFailure(context.getInputData()[0]);
	if (!failure) {
		throw new Error(
			'止まった実行の情報がありません。「エラー発生時」(Error Trigger) の次にこのノードを置いてください。',
		);
	}
	const advice = (context.getNodeParameter('advice', 0, '') as string).trim();
	const { now } = getClock();
	const closedAt = now();
	const { ledger } = await openShopData(context);
	const run = await failExecution(ledger, failure, closedAt);
	const alarmUrl = readAlarmUrl(context);
	const room = await findRoomForFailure(context, ledger, { failure, hasOtherWay: alarmUrl !== '' });
	const { record = null, edits = [] } = run ?? {};
	const isFinished = record?.state === 'finished';
	const isMarked = findTellingStep(context) === 'marked';
	const isNews = await noteFailure(ledger, failure, run, isMarked);
	const hasMessage = isNews || (!isFinished && edits.length > 0);
	// A workflow without a condition before its message step sends whatever comes.
	if (!hasMessage && !isMarked) return [[]];
	const isToTell = !isFinished && hasMessage && isMarked;
	const notices = run && isToTell ? await offerEndedRun(ledger, run) : null;
	if (record && !isFinished) await ledger.history.tell(record.id, hasMessage ? 'due' : 'none');
	if (isFinished && !mayHaveArrived(context, failure)) {
		await ledger.notices.withdraw(record.account, record.id);
		await ledger.orders.withdraw(record.account, record.id);
	}
	const { workflow, reason } = failure;
	const message = composeFailure({
		...{ ...failure, advice, edits: isFinished ? [] : edits },
		runId: record?.id ?? '',
		place: await readDeskPlace(ledger.rules, record?.account ?? ''),
	});
	const row = { record, edits: edits.length, workflow, reason: reason ?? '', hasMessage, closedAt };
	// A run that had finished before, when only its message failed, keeps its row.
	const history = isFinished ? null : makeFailureRow(row);
	return [
		[
			newItem({
				room,
				alarm_url: alarmUrl,
				workflow,
				title: message.title,
				...renderTexts(message),
				has_message: hasMessage,
				notices: { ...(notices ?? { account: '', ids: [] }), runs: record ? [record.id] : [] },
				run: record && { id: record.id, account: record.account, edits: edits.length },
				history,
				histories: history === null ? [] : [history],
			}),
		],
	];
}
