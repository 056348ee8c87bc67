import type { ListReading } from '../../../lib/shop/ports';
import { BaseShopClient } from '../../../lib/baseShop/client';

const wire = (item_id: number) => ({
	item_id,
	title: `${item_id}`,
	price: 1,
	stock: 1,
	visible: 1,
});
const numbered = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** A shop of so many items, whose pages a test may spoil by where they begin. */
async function read(
	count: number,
	spoil: (page: number[], offset: number) => number[] = (page) => page,
): Promise<{ reading: ListReading; offsets: number[] }> {
	const offsets: number[] = [];
	const client = new BaseShopClient('shop', {
		send: async ({ query }) => {
			const offset = Number(query?.offset);
			offsets.push(offset);
			const page = spoil(numbered(count).slice(offset, offset + 100), offset);
			return { status: 200, json: { items: page.map(wire) } };
		},
		timestamp: () => '2026-11-24T12:00:00.000+09:00',
		sleep: async () => undefined,
	});
	return { reading: await client.readList(), offsets };
}

const without =
	(where: number, last: number) =>
	(page: number[], offset: number): number[] =>
		offset === where ? page.slice(0, page.length - last) : page;

describe('one pass over the list', () => {
	it.each<[number, number[]]>([
		[0, [0, 1]],
		[1, [0, 1]],
		[99, [0, 99]],
		[100, [0, 100, 101]],
		[101, [0, 100, 101]],
		[230, [0, 100, 200, 230]],
	])('should read %i items and ask once what follows', async (count, expected) => {
		const { reading, offsets } = await read(count);

		expect(reading.listings.map(({ item_id }) => item_id)).toEqual(numbered(count));
		expect(reading.flaw).toBeNull();
		expect(offsets).toEqual(expected);
	});

	it.each<[string, number, number]>([
		['the first page lacks an item', 0, 1],
		['a page in the middle lacks an item', 100, 1],
		['a page in the middle lacks nearly all', 100, 99],
		['a page in the middle is empty', 100, 100],
		['the last page lacks an item', 200, 1],
	])('should see that %s', async (_, where, last) => {
		expect((await read(230, without(where, last))).reading.flaw).toBe('cut');
	});

	it('should still give every item that some page held, each once', async () => {
		const { reading } = await read(230, without(100, 50));

		expect(reading.listings.map(({ item_id }) => item_id)).toEqual(numbered(230));
	});

	it('should end where any further page is the last one again', async () => {
		const { reading, offsets } = await read(30, (page) => (page.length > 0 ? page : [29, 30]));

		expect(reading).toMatchObject({ flaw: 'cut', listings: { length: 30 } });
		expect(offsets).toEqual([0, 30]);
	});

	it('should see that the list moved while it was read', async () => {
		const { reading } = await read(230, (page, offset) =>
			offset === 100 ? [100, ...page.slice(0, -1)] : page,
		);

		expect(reading.flaw).toBe('shifted');
	});

	it('should count an unreadable item as one of its page', async () => {
		const client = new BaseShopClient('shop', {
			send: async ({ query }) => ({
				status: 200,
				json: {
					items: Number(query?.offset) > 0 ? [] : [wire(1), { ...wire(2), stock: null }],
				},
			}),
			timestamp: () => '2026-11-24T12:00:00.000+09:00',
			sleep: async () => undefined,
		});

		expect(await client.readList()).toMatchObject({
			listings: [{ item_id: 1 }],
			unreadable: [{ item_id: 2, field: 'stock' }],
			flaw: null,
		});
	});
});
