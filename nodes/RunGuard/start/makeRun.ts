import type { IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../../../lib/ledger/ledger';
import { makeFreeRunId } from '../../../lib/ledger/runs/makeRunId';
import type { Run } from '../../../lib/ledger/runs/run';
import type { Clock } from '../../../lib/n8n/clock';
import { readAccount, readRules, readRunNumber, readTask } from './startParameters';

/**
 * Returns a new run by the node's parameters.
 * @param room number of the Chatwork room; empty = none is known
 */
export async function makeRun(
	context: IExecuteFunctions,
	clock: Clock,
	{ room, history }: { room: string } & Pick<Ledger, 'history'>,
): Promise<Run> {
	const workflow = context.getWorkflow();
	const isManual = context.getMode() === 'manual';
	// A setting that names nothing (an expression without a value) must not let a shop go live.
	const dryRun = context.getNodeParameter('dryRun', 0) !== false;
	return {
		id: readRunNumber(context) ?? (await makeFreeRunId(clock.now(), history)),
		workflow: workflow.id ?? workflow.name ?? 'workflow',
		account: readAccount(context),
		dry_run: dryRun,
		limit: isManual ? (context.getNodeParameter('manualLimit', 0) as number) : 0,
		total: null,
		started_at: clock.timestamp(),
		lease: null,
		room,
		...readTask(context),
		...readRules(context, dryRun, room),
	};
}
