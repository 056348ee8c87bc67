import type { IExecuteFunctions } from 'n8n-workflow';

/** True if the node opens a watch: the items stay in the store. */
export const wantsSlices = (context: IExecuteFunctions): boolean =>
	readOutput(context) === 'slices';

/** True if the node opens a sync whose items stay in the store. */
export const wantsMark = (context: IExecuteFunctions): boolean => readOutput(context) === 'mark';

const readOutput = (context: IExecuteFunctions): unknown =>
	context.getNodeParameter('operation', 0) === 'getAll'
		? context.getNodeParameter('output', 0, 'items')
		: 'items';
