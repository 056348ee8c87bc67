import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isDryRun } from '../items/run';

/**
 * Returns true if nothing may be written: by the node's own setting, or by the run's if the node follows
 * it.
 */
export function isDryIn(context: IExecuteFunctions, item: INodeExecutionData | undefined): boolean {
	const mode = context.getNodeParameter('mode', 0) as 'run' | 'dry_run' | 'live';
	return mode === 'dry_run' || (mode === 'run' && isDryRun(item));
}
