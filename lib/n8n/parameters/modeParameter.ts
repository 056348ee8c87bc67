import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isDryRun } from '../items/run';

/** True where nothing may be written: the node says so, or leaves it to the run, which does. */
export function isDryIn(context: IExecuteFunctions, item: INodeExecutionData | undefined): boolean {
	const mode = context.getNodeParameter('mode', 0) as 'run' | 'dry_run' | 'live';
	return mode === 'dry_run' || (mode === 'run' && isDryRun(item));
}
