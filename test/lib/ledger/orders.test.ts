import { openLedger, type Ledger } from '../../../lib/ledger/ledger';
import type { OrderHead } from '../../../lib/orders/order';
import type { ToldOrder } from '../../../lib/orders/telling';
import { MemoryStore } from '../../support/memoryStore';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-11-24T12:00:00Z');

describe('the orders of a shop', () => {
	let now: number;
	let orders: Ledger['orders'];

	beforeEach(() => {
		now = START;
		orders = openLedger({ store: new MemoryStore(), now: () => now }).orders;
	});

	const head = (key: string, at: number, changes: Partial<OrderHead> = {}): OrderHead => ({
		...{ key, ordered_at: new Date(at).toISOString(), status: 'ordered' },
		...changes,
	});
	const said = (phase: ToldOrder['phase'], settled = true): ToldOrder => ({
		...{ phase, lines: { 1: ['buyable'] }, settled },
	});
	const tell = async (key: string, told = said('open')) => {
		await orders.offer('shop', 'run', new Map([[key, told]]));
		return await orders.tell('shop', new Set([key]));
	};

	it('should be read a week back at first, then a day behind the latest one', async () => {
		expect(await orders.readFrom('shop')).toBe(START - 7 * DAY);
		await orders.noteListed('shop', []);
		now += DAY;
		expect(await orders.readFrom('shop')).toBe(START - 7 * DAY);
		await orders.noteListed('shop', [head('a', START - HOUR)]);
		expect(await orders.readFrom('shop')).toBe(START - HOUR - DAY);
	});

	it('should not be passed over because of a time in the future, nor of a list without them', async () => {
		await orders.noteListed('shop', [head('now', START), head('a', START + 400 * DAY)]);
		expect(await orders.readFrom('shop')).toBe(START - DAY);
		await orders.noteListed('shop', []);
		expect(await orders.readFrom('shop')).toBe(START - DAY);
	});

	it('should be read a week back where the first look came by a clock that was ahead', async () => {
		now = START + 365 * DAY;
		await orders.noteListed('shop', []);
		now = START;
		expect(await orders.readFrom('shop')).toBe(START - 7 * DAY);
		await orders.noteListed('shop', [head('a', START)]);
		expect(Date.parse((await orders.read('shop')).since!)).toBe(START - 7 * DAY);
	});

	it('should be remembered beside an order of a time to come', async () => {
		await orders.noteListed('shop', [head('a', START), head('odd', START + 400 * DAY)]);
		await tell('a');
		const sent = head('a', START, { status: 'dispatched' });
		const { notes } = await orders.noteListed('shop', [sent, head('odd', START + 400 * DAY)]);
		expect(Object.keys(notes).sort()).toEqual(['a', 'odd']);
	});

	it('should never be read from before the first look', async () => {
		await orders.noteListed('shop', [head('a', START - 7 * DAY + HOUR)]);
		expect(await orders.readFrom('shop')).toBe(START - 7 * DAY);
	});

	it('should count as told only after the mark, with what the message said', async () => {
		await orders.noteListed('shop', [head('a', START)]);
		await orders.offer('shop', 'run', new Map([['a', said('open')]]));
		const offered = (await orders.read('shop')).notes.a!;
		expect(offered).toMatchObject({ told: null, offered: { run: 'run' }, looked_at: null });
		now += HOUR;
		expect(await orders.tell('shop', new Set(['a']))).toBe(1);
		expect((await orders.read('shop')).notes.a).toMatchObject({
			...{ told: said('open'), offered: null, looked_at: new Date(START).toISOString() },
		});
		expect(await orders.tell('shop', new Set(['a', 'unknown']))).toBe(0);
	});

	it('should be looked at again soon where Amazon did not settle it', async () => {
		await orders.noteListed('shop', [head('a', START)]);
		await tell('a', said('open', false));
		expect((await orders.read('shop')).notes.a!.looked_at).toBeNull();
	});

	it('should not be on its way any more where the message certainly did not go out', async () => {
		await orders.noteListed('shop', [head('a', START)]);
		await orders.offer('shop', 'run', new Map([['a', said('open')]]));
		await orders.withdraw('shop', 'other');
		expect((await orders.read('shop')).notes.a!.offered).not.toBeNull();
		await orders.withdraw('shop', 'run');
		expect((await orders.read('shop')).notes.a!.offered).toBeNull();
	});

	it('should keep what was told when the list shows them again, with its new state', async () => {
		await orders.noteListed('shop', [head('a', START)]);
		await tell('a');
		const { notes } = await orders.noteListed('shop', [head('a', START, { status: 'cancelled' })]);
		expect(notes.a).toMatchObject({ status: 'cancelled', told: { phase: 'open' } });
	});

	it('should be forgotten when settled for four days, and never while open or untold', async () => {
		const sent = { status: 'dispatched' } as const;
		const cancelled = { status: 'cancelled' } as const;
		await orders.noteListed('shop', [head('open', START), head('cut', START)]);
		await tell('cut');
		await orders.noteListed('shop', [head('sent', START, sent), head('cut', START, cancelled)]);
		now += 5 * DAY;
		const { notes } = await orders.noteListed('shop', [head('late', START + 5 * DAY)]);
		expect(Object.keys(notes).sort()).toEqual(['cut', 'late', 'open']);
		await tell('cut', said('cancelled'));
		const after = (await orders.noteListed('shop', [])).notes;
		expect(Object.keys(after).sort()).toEqual(['late', 'open']);
	});

	it('should be forgotten after 60 days where nobody ever marks them as sent', async () => {
		await orders.noteListed('shop', [head('told', START), head('untold', START)]);
		await tell('told');
		now += 59 * DAY;
		await orders.noteListed('shop', [head('b', START + 59 * DAY, { status: 'dispatched' })]);
		expect(Object.keys((await orders.read('shop')).notes)).toContain('told');
		now += 2 * DAY;
		await orders.noteListed('shop', [head('c', START + 61 * DAY, { status: 'dispatched' })]);
		const { notes } = await orders.read('shop');
		expect(Object.keys(notes).sort()).toEqual(['b', 'c', 'untold']);
	});

	it('should be those of their own account', async () => {
		await orders.noteListed('shop', [head('a', START)]);
		expect((await orders.read('other')).notes).toEqual({});
	});
});
