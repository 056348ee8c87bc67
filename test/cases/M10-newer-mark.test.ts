import type { INode } from 'n8n-workflow';
import type { ShopMemory } from '../../lib/listing/memory';
import { toRedisAddress } from '../../lib/stores/redis/redisAddress';
import { listing, offer } from '../support/situation';
import { inARow, itemsNode, runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { describeWithRedis, RedisServer } from '../support/redisServer';
import { openRedis, type Stored } from '../support/stored';
import { withStoredData } from '../support/withStoredData';

/**
 * M10: a run read an item before another run hid it. What the first run decides by its older reading must not
 * take away the newer mark: without it the item would stay hidden for ever.
 */

const PACKAGE = 'n8n-nodes-amazon-base-sync';
const ASIN = 'B0006L0120';
const marks = [
	'hidden_by_sync_at',
	'hide_intended_at',
	'hidden_by_brake_at',
	'adopted_at',
] as const;

type Mark = (typeof marks)[number];

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

interface Place {
	/** Where the nodes keep their data. */
	parameters: Partial<INode['parameters']>;
	credentials: Parameters<typeof runWorkflow>[1]['credentials'];
	withStored: <T>(work: (stored: Stored) => Promise<T>) => Promise<T>;
}

function describeMarks(open: () => Place): void {
	const shop = listing({ read_at: minutesAgo(30) });
	const key = `${shop.account}/${shop.item_id}`;

	const setMark = async (mark: Mark, at: string) => {
		const [outcome] = await open().withStored(
			async (cache) =>
				await cache.write([{ asin: ASIN, set: { shop: { [key]: { [mark]: at } } } }]),
		);
		expect(outcome?.ok).toBe(true);
	};
	const memory = async (): Promise<ShopMemory | undefined> =>
		(await open().withStored(async (cache) => (await cache.read([ASIN])).get(ASIN)))?.shop?.[key];

	/** Runs nodes in a row; gives the items of the last one. */
	const run = async (items: object[], ...nodes: Array<Partial<INode> & { type: string }>) => {
		const { credentials } = open();
		const done = await runWorkflow(inARow(itemsNode(items), ...nodes), { credentials });
		expect(done.error).toBeUndefined();
		return done.output(`n${nodes.length}`);
	};
	const cacheNode = (parameters: INode['parameters']) => ({
		type: `${PACKAGE}.ttlCache`,
		parameters: { ...parameters, ...open().parameters } as INode['parameters'],
	});
	const read = async () =>
		await run(
			[{ asin: ASIN, listing: shop, run: { id: 'run', account: shop.account, dry_run: false } }],
			cacheNode({ operation: 'read', readOptions: { keepOrder: true } }),
		);
	const decideAndWrite = async (items: object[]) =>
		await run(
			items.map((item) => ({ ...item, offer: offer({ fetched_at: minutesAgo(0) }) })),
			{
				type: `${PACKAGE}.detectChanges`,
				parameters: { operation: 'detect', rulesFrom: 'here', markup: 1.3 },
			},
			cacheNode({ operation: 'write', groups: ['price_stock'] }),
		);

	beforeEach(async () => {
		await open().withStored(async (cache) => await cache.delete([ASIN]));
	});

	it.each(marks)(
		'should keep a mark that is newer than the one that was read: %s',
		async (mark) => {
			await setMark(mark, minutesAgo(60));
			const items = await read();
			const newer = minutesAgo(10);
			await setMark(mark, newer);

			await decideAndWrite(items);

			expect(await memory()).toMatchObject({ [mark]: newer });
		},
	);

	it.each(marks)('should keep a mark that came after the shop was read: %s', async (mark) => {
		await setMark(mark, minutesAgo(20));
		const items = await read();
		const newer = minutesAgo(10);
		await setMark(mark, newer);

		await decideAndWrite(items);

		expect(await memory()).toMatchObject({ [mark]: newer });
	});

	it.each(marks)('should keep a mark that was not there when it was read: %s', async (mark) => {
		const items = await read();
		const newer = minutesAgo(10);
		await setMark(mark, newer);

		await decideAndWrite(items);

		expect(await memory()).toMatchObject({ [mark]: newer });
	});

	it.each(marks)('should clear the old mark of an item on sale: %s', async (mark) => {
		await setMark(mark, minutesAgo(60));

		await decideAndWrite(await read());

		expect((await memory())?.[mark] ?? null).toBeNull();
	});
}

describe('in files', () => {
	useTemporaryUserFolder();
	describeMarks(() => ({ parameters: {}, credentials: {}, withStored: withStoredData }));
});

describeWithRedis('in Redis', () => {
	let server: RedisServer;
	let stored: Stored;
	const address = () => ({ host: '127.0.0.1', port: server.port, ssl: false });

	beforeAll(async () => {
		server = await RedisServer.start();
		stored = openRedis({
			address: toRedisAddress(address()),
			cacheName: 'default',
			now: Date.now,
		});
	}, 60_000);
	afterAll(async () => {
		await stored.close();
		await server.stop();
	});

	describeMarks(() => ({
		parameters: { store: 'redis' },
		credentials: { ttlCacheRedis: address() },
		withStored: async (work) => await work(stored),
	}));
});
