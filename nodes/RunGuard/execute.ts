import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requireRunning } from '../../lib/n8n/cancel';
import { toNodeError } from '../../lib/n8n/errors';
import { newItem } from '../../lib/n8n/items/items';
import { runOperation, type Operation } from '../../lib/n8n/runOperation';
import { check } from './check';
import { failed } from './failed';
import { finish } from './finish';
import { markTold } from './markTold';
import { pause, resume } from './pause';
import { start } from './start/start';

/** n8n sends an item with a bare `error` to the error output, and adds the input's fields itself. */
const orErrorItem =
	(operation: Operation): Operation =>
	async (context) => {
		try {
			return await operation(context);
		} catch (error) {
			if (!context.continueOnFail()) throw error;
			requireRunning(context);
			const { message } = toNodeError(context.getNode(), error, 0);
			return [[newItem({ error: message })]];
		}
	};

const operations: Record<string, Operation> = {
	// If a run could not be started, the workflow must not continue as if it had been.
	start,
	finish: orErrorItem(finish),
	failed: orErrorItem(failed),
	check: orErrorItem(check),
	markTold: orErrorItem(markTold),
	pause: orErrorItem(pause),
	resume: orErrorItem(resume),
};

export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await runOperation(context, operations);
