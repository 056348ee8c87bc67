import type { ItemChange, SeenItem } from '../../../lib/ledger/notices/itemChange';
import type { NewNotice, NoticeOf } from '../../../lib/ledger/notices/notice';
import { Notices } from '../../../lib/ledger/notices/notices';
import { MemoryStore } from '../../support/memoryStore';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SHOP = 'shop';

let now: number;
let notices: Notices;

beforeEach(() => {
	now = Date.UTC(2026, 10, 28);
	notices = new Notices(new MemoryStore(), () => now);
});

const sender = (run: string, task = 'sync') => ({ run, task });

const move = (before: number, after: number): ItemChange => ({
	amazon: {
		kinds: ['price'],
		before: { price: before, in_stock: true },
		after: { price: after, in_stock: true },
		replaces: '2026-11-27T00:00:00Z',
	},
	shop: { before: { price: 2600, visible: true }, after: { price: 2600, visible: true } },
	...{ stock: null, rows: [], stop: null, why: '', staysOnSale: false },
});

const item = (item_id: number) => ({ item_id, asin: 'B000000001', title: '給水器' });

const change = (item_id: number, before: number, after: number): NewNotice => ({
	...{ key: `change @${item_id}`, kind: 'change', facts: move(before, after) },
	...{ item: item(item_id), run: 'r1' },
});

const failed = (item_id: number): NewNotice => ({
	...{ key: `failed @${item_id}`, kind: 'failed', facts: { reason: '503', isOnSale: true } },
	...{ item: item(item_id), run: 'r1' },
});

const seen = (item_id: number, price: number): ReadonlyMap<string, SeenItem> =>
	new Map([
		[
			String(item_id),
			{
				amazon: { price, in_stock: true },
				shop: { price: 2600, visible: true },
				staysOnSale: false,
			},
		],
	]);

const due = async (run = 'r1', task = 'sync') => (await notices.due(SHOP, sender(run, task))).due;

/** A message with everything that is due goes out. */
const send = async (run = 'r1') => {
	const ids = new Set((await due(run)).map(({ id }) => id));
	await notices.offer(SHOP, ids, sender(run));
	await notices.tell(SHOP, ids);
	return ids.size;
};

const prices = async () =>
	((await due()) as Array<NoticeOf<'change'>>).map(({ facts: { amazon } }) => [
		amazon?.before.price,
		amazon?.after.price,
	]);

it('should keep a notice until its message went out', async () => {
	await notices.note(SHOP, { found: [change(1, 2000, 2800)] });
	expect(await prices()).toEqual([[2000, 2800]]);
	expect(await send()).toBe(1);
	expect(await due()).toEqual([]);
});

it('should join what moved twice before anybody heard of it', async () => {
	await notices.note(SHOP, { found: [change(1, 2000, 2800)] });
	await notices.note(SHOP, { found: [change(1, 2000, 3000)] });
	expect(await prices()).toEqual([[2000, 3000]]);
});

it('should bring an untold move up to what a later run saw', async () => {
	await notices.note(SHOP, { found: [change(1, 2000, 2800)] });
	await notices.note(SHOP, { found: [], seen: seen(1, 2750) });
	expect(await prices()).toEqual([[2000, 2750]]);
});

it('should tell nothing of what is back where it was', async () => {
	await notices.note(SHOP, { found: [change(1, 2000, 2800)] });
	await notices.note(SHOP, { found: [], seen: seen(1, 2000) });
	expect(await notices.all(SHOP)).toEqual([]);
});

it('should tell later what went on while the message was on its way', async () => {
	await notices.note(SHOP, { found: [change(1, 2000, 2800)] });
	const ids = new Set((await due()).map(({ id }) => id));
	await notices.offer(SHOP, ids, sender('r1'));
	await notices.note(SHOP, { found: [], seen: seen(1, 3100) });
	await notices.tell(SHOP, ids);
	expect(await prices()).toEqual([[2800, 3100]]);
});

it('should leave to another task what is on its way, for ten minutes', async () => {
	await notices.note(SHOP, { found: [failed(1)] });
	const ids = new Set((await due()).map(({ id }) => id));
	await notices.offer(SHOP, ids, sender('w1', 'watch'));
	expect(await due('r1')).toEqual([]);
	now += 11 * MINUTE;
	expect(await due('r1')).toHaveLength(1);
});

it('should mark as sent again what a run before may have told', async () => {
	await notices.note(SHOP, { found: [failed(1)] });
	const ids = new Set((await due()).map(({ id }) => id));
	await notices.offer(SHOP, ids, sender('r1'));
	await notices.offer(SHOP, ids, sender('r2'));
	expect(await due('r2')).toMatchObject([{ maybe_told: true }]);
});

it('should not mark what certainly did not go out', async () => {
	await notices.note(SHOP, { found: [failed(1)] });
	const ids = new Set((await due()).map(({ id }) => id));
	await notices.offer(SHOP, ids, sender('r1'));
	await notices.withdraw(SHOP, 'r1');
	await notices.offer(SHOP, ids, sender('r2'));
	expect(await due('r2')).toMatchObject([{ maybe_told: false }]);
});

it('should repeat daily what lasts and needs the owner, whatever the clock was', async () => {
	await notices.note(SHOP, { found: [failed(1)] });
	await send();
	now += 22 * HOUR;
	await notices.note(SHOP, { found: [failed(1)], seen: seen(1, 2000) });
	expect(await due()).toEqual([]);
	now += HOUR;
	expect(await send()).toBe(1);
	now -= 30 * 24 * HOUR;
	expect(await due()).toHaveLength(1);
});

it('should forget a matter that a later look at the item does not find', async () => {
	await notices.note(SHOP, { found: [failed(1), failed(2)] });
	await notices.note(SHOP, { found: [], seen: seen(1, 2000) });
	expect((await due()).map(({ key }) => key)).toEqual(['failed @2']);
});

it('should forget what waits for an item that the shop has no more, but not what happened to it', async () => {
	await notices.note(SHOP, { found: [failed(1), change(1, 2000, 2800), failed(2)] });
	await notices.note(SHOP, { found: [], listed: new Set(['2']) });
	expect((await due()).map(({ key }) => key)).toEqual(['change @1', 'failed @2']);
});

it('should count as told at first what version 0.1 told, and only at first', async () => {
	const isTold = () => true;
	await notices.note(SHOP, { found: [failed(1)], isTold, run: 'r1' });
	await notices.note(SHOP, { found: [failed(2)], isTold, run: 'r2' });
	expect((await due()).map(({ key }) => key)).toEqual(['failed @2']);
});

it('should keep the shops apart', async () => {
	await notices.note(SHOP, { found: [failed(1)] });
	expect((await notices.due('other', sender('r1'))).due).toEqual([]);
});
