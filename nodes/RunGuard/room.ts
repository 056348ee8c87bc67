import type { IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../../lib/ledger/ledger';
import type { Run } from '../../lib/ledger/runs/run';
import { askRoom, CHATWORK_CREDENTIAL } from '../../lib/n8n/connections/askRoom';
import { hasChatworkStep } from '../../lib/n8n/chatworkStep';
import { describeError } from '../../lib/n8n/errors';
import { logWarning } from '../../lib/n8n/log';
import { describeRoomProblem } from '../../lib/report/roomProblem';
import { readRoom } from '../../lib/report/typedRoom';
import { chooseRoom, type PlaceFacts } from '../../lib/shop/runs/choosePlaces';
import { findAnyRoom, findRoom } from '../../lib/shop/runs/findRoom';

/**
 * Finds the room of a run's messages. By hand a room that a Chatwork step can't use stops the run; on
 * schedule the run goes on and says so, because the shop matters more than the message.
 */
export async function settleRoom(
	context: IExecuteFunctions,
	ledger: Ledger,
	account: string,
	places: PlaceFacts,
): Promise<Pick<Run, 'room' | 'room_problem'>> {
	const typed = readRoom(context.getNodeParameter('room', 0, ''));
	const chosen = chooseRoom(typed.kind === 'room' ? typed.room : '', places);
	const room = chosen || (await findRoom(ledger, account));
	if (!hasChatworkStep(context)) return { room };
	const isByHand = context.getMode() === 'manual';
	if (typed.kind === 'unreadable' || room === '') {
		const isSeveral = room === '' && account === '' && (await findAnyRoom(ledger)) !== '';
		const missing = { kind: isSeveral ? ('several' as const) : ('unknown' as const) };
		const problem = describeRoomProblem(typed.kind === 'unreadable' ? typed : missing);
		if (isByHand && !isForm(context)) throw new Error(problem);
		return { room, room_problem: problem };
	}
	if (isByHand) await tryRoom(context, room);
	return { room };
}

export function tellProblem(context: IExecuteFunctions, problem: string): void {
	context.addExecutionHints({ message: problem, type: 'warning', location: 'outputPane' });
	logWarning(context, `Run Guard: ${problem}`);
}

/**
 * Finds the room for news about the runs of all shops.
 * @param hasOtherWay whether the news goes out by another way too, which needs no room
 * @throws Error if the news would reach nobody: it must not look as if it had been told
 */
export async function findRoomForNews(
	context: IExecuteFunctions,
	ledger: Ledger,
	{ hasNews, hasOtherWay }: { hasNews: boolean; hasOtherWay: boolean },
): Promise<Pick<Run, 'room' | 'room_problem'>> {
	const room = await findAnyRoom(ledger);
	if (room !== '' || !hasChatworkStep(context)) return { room };
	const problem = describeRoomProblem({ kind: 'unknown' });
	if (!hasOtherWay && (hasNews || context.getMode() === 'manual')) throw new Error(problem);
	tellProblem(context, problem);
	return { room, room_problem: problem };
}

/** Who sends a form reads the result on its page, and an emergency stop waits for no room. */
export const isForm = (context: IExecuteFunctions): boolean =>
	context.getParentNodes(context.getNode().name).some(({ type }) => type.endsWith('.formTrigger'));

async function tryRoom(context: IExecuteFunctions, room: string): Promise<void> {
	if (!context.getNode().credentials?.[CHATWORK_CREDENTIAL]) return;
	let problem;
	try {
		problem = await askRoom(context, room);
	} catch (error) {
		return tellProblem(
			context,
			`Chatworkのルームを確かめられないまま実行します: ${describeError(error)}`,
		);
	}
	if (problem) throw new Error(describeRoomProblem(problem));
}
