import type { IExecuteFunctions } from 'n8n-workflow';

const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';

/**
 * True if an enabled node after this one sends to the Chatwork room that this package names. A step of an
 * older workflow brings its own room, and a step for Slack or mail needs none.
 */
export const hasChatworkStep = (
	context: Pick<IExecuteFunctions, 'getNode' | 'getChildNodes'>,
): boolean =>
	context
		.getChildNodes(context.getNode().name, { includeNodeParameters: true })
		.some(
			({ type, disabled, parameters }) =>
				type === HTTP_REQUEST && !disabled && takesOurRoom(parameters?.url),
		);

const takesOurRoom = (url: unknown): boolean =>
	typeof url === 'string' && url.includes('chatwork.com') && /\.room\b/.test(url);
