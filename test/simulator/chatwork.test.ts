import { type Simulator, startSimulator } from '../../simulator/start';
import { call, form, handClock } from './callers';

const clock = handClock();
let simulator: Simulator;

beforeEach(async () => {
	simulator = await startSimulator({ products: 1, plain: true, now: clock.now });
});

afterEach(() => simulator.stop());

const post = (body: string, room = 424_242, token = 'chatwork-simulator') =>
	call(`${simulator.chatworkUrl}/v2/rooms/${room}/messages`, {
		method: 'POST',
		headers: { 'x-chatworktoken': token },
		body: form({ body, self_unread: 1 }),
	});

const me = (token = 'chatwork-simulator') =>
	call(`${simulator.chatworkUrl}/v2/me`, { headers: { 'x-chatworktoken': token } });

it('should keep what was said and answer with its id', async () => {
	const { status, body, headers } = await post('[info][title]価格変動[/title]1,770円[/info]');

	expect(status).toBe(200);
	expect(body).toEqual({ message_id: '1000000001' });
	expect(headers.get('x-ratelimit-limit')).toBe('300');
	expect(headers.get('x-ratelimit-remaining')).toBe('299');
	expect(headers.get('x-ratelimit-reset')).toBe(String(Math.ceil((clock.now() + 300_000) / 1000)));
	expect(simulator.messages.list()).toEqual([
		{
			message_id: '1000000001',
			room_id: 424_242,
			body: '[info][title]価格変動[/title]1,770円[/info]',
			self_unread: true,
			at: clock.now(),
		},
	]);
});

it('should check the token', async () => {
	for (const { status, body } of [await post('a', 424_242, 'wrong'), await me('wrong')]) {
		expect(status).toBe(401);
		expect(body).toEqual({ errors: ['Invalid API token'] });
	}
	expect((await me()).body.account_id).toBe(1_234_567);
});

it('should not know another room', async () => {
	expect((await post('a', 1)).status).toBe(404);
	expect(simulator.messages.list()).toEqual([]);
});

it('should describe its room to the owner of the token', async () => {
	const room = (id: number, token = 'chatwork-simulator') =>
		call(`${simulator.chatworkUrl}/v2/rooms/${id}`, { headers: { 'x-chatworktoken': token } });
	const { status, body } = await room(424_242);
	expect(status).toBe(200);
	expect(body).toMatchObject({ room_id: 424_242, name: 'お知らせ', type: 'group' });
	expect(await room(1)).toMatchObject({ status: 404, body: { errors: ['Room not found'] } });
	expect(await room(424_242, 'wrong')).toMatchObject({
		status: 401,
		body: { errors: ['Invalid API token'] },
	});
});

it('should take 1 to 65,535 bytes, not characters', async () => {
	expect((await post('')).status).toBe(400);
	expect((await post('a'.repeat(65_535))).status).toBe(200);
	expect((await post('a'.repeat(65_536))).status).toBe(400);
	expect((await post('円'.repeat(21_846))).status).toBe(400);
});

it('should take 10 messages in 10 seconds', async () => {
	for (let message = 0; message < 10; message++) await post('a');
	const eleventh = await post('a');
	clock.pass(10_000);
	const later = await post('a');

	expect(eleventh.status).toBe(429);
	expect(eleventh.headers.get('x-ratelimit-remaining')).toBe('0');
	expect(later.status).toBe(200);
	expect(simulator.messages.list()).toHaveLength(11);
});

it('should take 300 calls in 5 minutes', async () => {
	for (let asked = 0; asked < 300; asked++) await me();
	const tooMany = await me();
	clock.pass(300_000);

	expect(tooMany.status).toBe(429);
	expect((await me()).status).toBe(200);
});
