import type { IExecuteFunctions } from 'n8n-workflow';
import type { RoomProblem } from '../../report/roomProblem';
import { CHATWORK } from './serviceAddress';

export const CHATWORK_CREDENTIAL = 'chatworkTokenApi';

/** One call, while a person waits. */
const TIMEOUT_MS = 10_000;

/**
 * Asks Chatwork for a room, as the token of the chosen credential.
 * @returns null if the token may see the room
 * @throws Error if Chatwork can't be reached, or answers nothing about token and room
 */
export async function askRoom(
	context: IExecuteFunctions,
	room: string,
): Promise<RoomProblem | null> {
	const { statusCode: status } = (await context.helpers.httpRequestWithAuthentication.call(
		context,
		CHATWORK_CREDENTIAL,
		{
			method: 'GET',
			url: `${CHATWORK.real}/rooms/${room}`,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: TIMEOUT_MS,
		},
	)) as { statusCode: number };
	if (status === 401) return { kind: 'bad_token', status };
	if (status === 403 || status === 404) return { kind: 'no_such_room', room, status };
	if (status === 200) return null;
	throw new Error(`Chatworkの応答 ${status}`);
}
