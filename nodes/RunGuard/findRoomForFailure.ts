import type { IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../../lib/ledger/ledger';
import { hasChatworkStep } from '../../lib/n8n/chatworkStep';
import { describeRoomProblem } from '../../lib/report/roomProblem';
import { findRoomOfFailure, type FailedExecution } from '../../lib/shop/runs/findRoom';

/**
 * Finds the room for the message about a workflow that stopped; empty if it needs none.
 * @throws Error if the message would reach nobody
 */
export async function findRoomForFailure(
	context: IExecuteFunctions,
	ledger: Ledger,
	{ failure, hasOtherWay }: { failure: FailedExecution; hasOtherWay: boolean },
): Promise<string> {
	const room = await findRoomOfFailure(ledger, failure);
	if (room === '' && !hasOtherWay && hasChatworkStep(context)) {
		throw new Error(describeRoomProblem({ kind: 'unknown' }));
	}
	return room;
}
