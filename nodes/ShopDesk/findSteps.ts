import type { IWebhookFunctions } from 'n8n-workflow';

/**
 * Returns the operations of the enabled nodes after the desk. A workflow that was imported before lacks some: it
 * would take their job for a brake.
 */
export const findSteps = (
	context: Pick<IWebhookFunctions, 'getNode' | 'getChildNodes'>,
): Set<string> =>
	new Set(
		context
			.getChildNodes(context.getNode().name, { includeNodeParameters: true })
			.flatMap(({ disabled, parameters }) => (disabled ? [] : String(parameters?.operation))),
	);
