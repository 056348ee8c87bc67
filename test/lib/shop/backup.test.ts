import { makeBackup, parseBackup, type Backup } from '../../../lib/shop/backup/backup';
import { restoreBackup } from '../../../lib/shop/backup/restore';
import { defaultValues } from '../../../lib/ledger/rules/ruleValues';
import { MemoryStore } from '../../support/memoryStore';
import { openStored, type Stored } from '../../support/stored';

const NOW = Date.UTC(2026, 10, 28, 3);
const AT = '2026-11-28T12:00:00+09:00';
const ASIN = 'B0006L0120';
const OTHER = 'B0006L0121';

const go = () => undefined;

let store: MemoryStore;
let shop: Stored;

const dataOf = (stored: Stored) => ({ cache: stored, ledger: stored });
const open = (of: MemoryStore) => openStored({ store: of, now: () => NOW });
const backUp = async (stored: Stored): Promise<Backup> =>
	parseBackup(JSON.stringify(await makeBackup(dataOf(stored), AT, go)));
const restore = async (stored: Stored, backup: Backup, isDryRun = false) =>
	await restoreBackup(dataOf(stored), backup, { isDryRun, onChunk: go });

const edit = {
	run: 'run-1',
	account: 'shop',
	item_id: 1,
	asin: ASIN,
	field_edits: { price: { from: 1300, to: 1400 } },
	why: ['仕入 1,077円 × 1.3 = 1,400円'],
	at: AT,
};

beforeEach(async () => {
	store = new MemoryStore();
	shop = open(store);
	await shop.rules.save('shop', defaultValues, 'settings');
	await shop.pauses.set('shop', { by: 'owner', reason: '棚卸し' });
	await shop.brakes.add('other', {
		run: 'brake-1',
		pausedBefore: { by: 'owner', reason: '棚卸し' },
	});
	const id = await shop.journal.intend(edit);
	await shop.journal.answer(id, { outcome: 'applied', detail: null, at: AT });
	await shop.lists.accept('shop', { count: 300, visible: 300, empty: [], emptyHidden: [] });
	await shop.write([
		{
			asin: ASIN,
			set: {
				price: { price: 1077, at: AT },
				stock: { in_stock: true, at: AT },
				shop: { 'shop/1': { last_written: { price: 1400, at: AT }, hidden_by_sync_at: null } },
				reported: { shop: { price: 1077, in_stock: true, at: AT } },
				identity: { title: '給水器', brand: 'W', at: AT },
			},
		},
		{ asin: OTHER, set: { price: { price: 500, at: AT } } },
	]);
});

describe('a backup', () => {
	it('should bring everything but what Amazon said to an empty machine', async () => {
		const backup = await backUp(shop);
		const empty = open(new MemoryStore());
		const restored = await restore(empty, backup);

		expect(restored).toMatchObject({ memory: { added: 1, kept: 0 }, refused: [] });
		expect(await empty.rules.ruling('shop')).toEqual(await shop.rules.ruling('shop'));
		expect(await empty.pauses.get('shop')).toEqual(await shop.pauses.get('shop'));
		expect(await empty.brakes.get('other')).toEqual(await shop.brakes.get('other'));
		expect(await empty.journal.ofRun('run-1')).toEqual(await shop.journal.ofRun('run-1'));
		expect(await empty.lists.get('shop')).toEqual(await shop.lists.get('shop'));
		const document = (await empty.read([ASIN])).get(ASIN);
		const { shop: memory, reported, identity } = (await shop.read([ASIN])).get(ASIN)!;
		expect(document).toMatchObject({ shop: memory, reported, identity });
		expect(document?.price).toBeUndefined();
		expect(document?.price_updated_at).toBeUndefined();
		expect((await empty.read([OTHER])).size).toBe(0);
	});

	it('should change nothing in a dry run, and count the same', async () => {
		const backup = await backUp(shop);
		const emptyStore = new MemoryStore();
		const dry = await restore(open(emptyStore), backup, true);

		expect(await makeBackup(dataOf(open(emptyStore)), AT, go)).toMatchObject({ memory: {} });
		expect(await open(emptyStore).rules.ruling('shop')).toBeNull();
		expect(await restore(open(emptyStore), backup)).toEqual(dry);
	});

	it('should leave what stands there already, newer as it is', async () => {
		const backup = await backUp(shop);
		await shop.pauses.set('shop', { by: 'brake', reason: '緊急停止' });
		await shop.write([
			{ asin: ASIN, set: { shop: { 'shop/1': { last_written: { price: 1500, at: AT } } } } },
		]);
		const before = JSON.stringify(await makeBackup(dataOf(shop), AT, go));
		const restored = await restore(shop, backup);

		expect(restored).toMatchObject({ ledger: { added: 0 }, memory: { added: 0, kept: 1 } });
		expect(JSON.stringify(await makeBackup(dataOf(shop), AT, go))).toBe(before);
	});

	it('should add the memory of one more listing to a document that is there', async () => {
		const backup = await backUp(shop);
		const other = open(new MemoryStore());
		const set = { shop: { 'second/7': { last_written: { price: 900, at: AT } } } };
		await other.write([{ asin: ASIN, set }]);
		await restore(other, backup);

		const document = (await other.read([ASIN])).get(ASIN);
		expect(Object.keys(document?.shop ?? {}).sort()).toEqual(['second/7', 'shop/1']);
	});

	it('should add a journal once, whole, however often it is restored', async () => {
		const backup = await backUp(shop);
		const empty = open(new MemoryStore());
		await restore(empty, backup);
		await restore(empty, backup);

		expect(await empty.journal.ofRun('run-1')).toHaveLength(1);
	});

	it('should name an ASIN whose memory cannot be taken, and take the rest', async () => {
		const backup = await backUp(shop);
		const spoiled = {
			...backup,
			memory: { ...backup.memory, [OTHER]: { shop: { 'shop/2': { no_such_field: 1 } } } },
		} as Backup;
		const { memory, refused } = await restore(open(new MemoryStore()), spoiled);

		expect(memory.added).toBe(1);
		expect(refused).toEqual([{ asin: OTHER, reason: expect.stringContaining('no_such_field') }]);
	});
});

describe('a file that is no backup', () => {
	it.each([
		['no JSON', 'abc', 'バックアップではありません'],
		['nothing', '', 'バックアップではありません'],
		['other JSON', '{"rows":[]}', 'バックアップではありません'],
		['a workflow', '{"nodes":[],"connections":{}}', 'バックアップではありません'],
	])('should be refused: %s', (_, text, words) => {
		expect(() => parseBackup(text)).toThrow(words);
	});

	it('should be refused when a newer package made it', async () => {
		const text = JSON.stringify({ ...(await backUp(shop)), version: 2 });

		expect(() => parseBackup(text)).toThrow('より新しい版');
	});
});
