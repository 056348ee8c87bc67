import type { IWebhookFunctions } from 'n8n-workflow';

/**
 * True if an enabled node after the desk can give an item another ASIN. A workflow that was imported before would
 * take that job for a brake.
 */
export const hasRecodeStep = (
	context: Pick<IWebhookFunctions, 'getNode' | 'getChildNodes'>,
): boolean =>
	context
		.getChildNodes(context.getNode().name, { includeNodeParameters: true })
		.some(({ disabled, parameters }) => !disabled && parameters?.operation === 'changeCode');
