import { readRoom } from '../../../lib/report/typedRoom';

const room = (number: string) => ({ kind: 'room', room: number });
const unreadable = (typed: string) => ({ kind: 'unreadable', typed });

it.each<[unknown, unknown]>([
	['123456789', room('123456789')],
	[' 123456789 ', room('123456789')],
	['１２３', room('123')],
	[123, room('123')],
	['rid123', room('123')],
	['ｒｉｄ１２３', room('123')],
	['#!rid123', room('123')],
	['https://www.chatwork.com/#!rid123', room('123')],
	['https://www.chatwork.com/#!rid123-1712345678901234567', room('123')],
	['www.chatwork.com/#!rid123', room('123')],
	['https://kcw.kddi.ne.jp/#!rid123', room('123')],
	['https://api.chatwork.com/v2/rooms/123/messages', room('123')],
	['0123', room('123')],
	['', { kind: 'empty' }],
	['  ', { kind: 'empty' }],
	[null, { kind: 'empty' }],
	[undefined, { kind: 'empty' }],
	[0, unreadable('0')],
	['0', unreadable('0')],
	[-1, unreadable('-1')],
	[1.5, unreadable('1.5')],
	['12 の 34', unreadable('12 の 34')],
	['お知らせ', unreadable('お知らせ')],
	['ここにルームID', unreadable('ここにルームID')],
	['https://example.com/#!rid123', unreadable('https://example.com/#!rid123')],
	['https://www.chatwork.com/', unreadable('https://www.chatwork.com/')],
	['123/messages?x=', unreadable('123/messages?x=')],
	[{ id: 123 }, unreadable('{"id":123}')],
	[['123'], unreadable('["123"]')],
])('should read %j', (typed, expected) => {
	expect(readRoom(typed)).toEqual(expected);
});
