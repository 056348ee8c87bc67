import type { IExecuteFunctions } from 'n8n-workflow';
import { makeFinding, type Finding } from '../../lib/findings/finding';
import { askRoom, CHATWORK_CREDENTIAL } from '../../lib/n8n/connections/askRoom';
import { readRoom } from '../../lib/report/typedRoom';
import { findRoom } from '../../lib/shop/runs/findRoom';
import type { ShopData } from '../../lib/shop/shopData';
import { readShortCode } from '../../lib/stores/errors';

/** Asks Chatwork for the room that messages go to. Nothing is sent to it. */
export async function checkRoom(
	context: IExecuteFunctions,
	data: ShopData | null,
	account: string,
): Promise<Finding> {
	const typed = readRoom(context.getNodeParameter('room', 0, ''));
	if (typed.kind === 'unreadable') return makeFinding('chatwork_room', 'unreadable');
	const known = data ? await findRoom(data.ledger, account) : '';
	const room = typed.kind === 'room' ? typed.room : known;
	if (room === '' || !context.getNode().credentials?.[CHATWORK_CREDENTIAL]) {
		return makeFinding('chatwork_room', 'unknown');
	}
	try {
		const problem = await askRoom(context, room);
		if (problem?.kind === 'bad_token' || problem?.kind === 'no_such_room') {
			return makeFinding('chatwork_room', problem.kind, { status: problem.status });
		}
		return makeFinding('chatwork_room', 'reached');
	} catch (error) {
		const code = readShortCode(error) || 'NoAnswer';
		return makeFinding('chatwork_room', 'unreachable', { code });
	}
}
