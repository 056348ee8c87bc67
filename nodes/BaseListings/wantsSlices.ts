import type { IExecuteFunctions } from 'n8n-workflow';

/** True if the node opens a watch: the items stay in the store. */
export const wantsSlices = (context: IExecuteFunctions): boolean =>
	context.getNodeParameter('operation', 0) === 'getAll' &&
	context.getNodeParameter('output', 0, 'items') === 'slices';
