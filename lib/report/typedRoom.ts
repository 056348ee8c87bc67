import { toText } from '../listing/input/toText';

/** The room of a Chatwork as people type it: its number, `rid123`, or a pasted address. */
export type TypedRoom =
	{ kind: 'room'; room: string } | { kind: 'empty' } | { kind: 'unreadable'; typed: string };

/**
 * Chatwork shows a room as https://www.chatwork.com/#!rid123, and a message in it as #!rid123-456. KDDI
 * sells the same service under kcw.kddi.ne.jp. The API's own address names the room as /rooms/123.
 */
const FORMS = [
	/^(\d+)$/,
	/^(?:(?:https:\/\/)?(?:www\.chatwork\.com|kcw\.kddi\.ne\.jp)\/)?(?:#!)?rid(\d+)(?:-\d+)?$/i,
	/^https:\/\/api\.chatwork\.com\/v2\/rooms\/(\d+)(?:\/messages)?$/i,
];

/** @param typed the content of the field: n8n gives a text, a number, or nothing */
export function readRoom(typed: unknown): TypedRoom {
	const text = toText(typed);
	if (text === '') return { kind: 'empty' };
	const plain = text.normalize('NFKC').replace(/\s/g, '');
	const found = FORMS.map((form) => form.exec(plain)?.[1]).find((digits) => digits !== undefined);
	const room = (found ?? '').replace(/^0+/, '');
	return room === '' ? { kind: 'unreadable', typed: text } : { kind: 'room', room };
}
