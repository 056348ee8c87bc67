import { BrokenRecordError } from '../../lib/stores/errors';
import type { Collection, Store } from '../../lib/stores/store';

export interface StoreUnderTest {
	store: Store;
	/** A second store on the same place, as another process would open it; none for a memory store. */
	another: Store | null;
	/** Makes a stored record unreadable; none for a memory store. */
	spoil: ((collection: Collection, key: string) => Promise<void>) | null;
	end: () => Promise<void>;
}

const collect = async (keys: AsyncIterable<string>): Promise<string[]> => {
	const found: string[] = [];
	for await (const key of keys) found.push(key);
	return found.sort();
};

/** What every store must do, whatever lies behind it. */
export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
	describe(`${name} keeps the store contract`, () => {
		let store: Store;
		let another: Store | null;
		let spoil: StoreUnderTest['spoil'];
		let end: () => Promise<void>;

		beforeEach(async () => ({ store, another, spoil, end } = await open()));
		afterEach(async () => await end());

		const put = (key: string, value: { [field: string]: unknown }) =>
			store.update('documents', [{ key, change: () => value }]);
		const get = async (key: string) => (await store.read('documents', [key])).get(key);

		it('should give back what was written, and nothing for what was not', async () => {
			await put('B000000001', { price: 1200, title: '箸 "竹" \n<b>', images: [], none: null });

			const found = await store.read('documents', ['B000000001', 'B000000002']);

			expect([...found.keys()]).toEqual(['B000000001']);
			expect(found.get('B000000001')).toEqual({
				price: 1200,
				title: '箸 "竹" \n<b>',
				images: [],
				none: null,
			});
		});

		it('should hand the stored record to the change and keep what it leaves', async () => {
			await put('B000000001', { a: 1, extra: { deep: [1, 2] } });

			const [outcome] = await store.update('documents', [
				{ key: 'B000000001', change: (current) => ({ ...current, b: 2 }) },
			]);

			expect(outcome).toEqual({
				key: 'B000000001',
				ok: true,
				value: { a: 1, extra: { deep: [1, 2] }, b: 2 },
			});
			expect(await get('B000000001')).toEqual({ a: 1, extra: { deep: [1, 2] }, b: 2 });
		});

		it('should leave a record as it is for undefined, and delete it for null', async () => {
			await put('B000000001', { a: 1 });

			const kept = await store.update('documents', [
				{ key: 'B000000001', change: () => undefined },
				{ key: 'B000000002', change: () => undefined },
			]);
			expect(kept.map((outcome) => outcome.ok && outcome.value)).toEqual([{ a: 1 }, undefined]);

			await store.update('documents', [{ key: 'B000000001', change: () => null }]);
			expect(await get('B000000001')).toBeUndefined();
			expect(await collect(store.keys('documents'))).toEqual([]);
		});

		it('should fail one update alone, changing nothing of it', async () => {
			await put('B000000002', { a: 1 });

			const outcomes = await store.update('documents', [
				{ key: 'B000000001', change: () => ({ a: 1 }) },
				{
					key: 'B000000002',
					change: () => {
						throw new RangeError('no');
					},
				},
				{ key: '', change: () => ({ a: 1 }) },
				{ key: 'B000000003', change: () => ({ a: 3 }) },
			]);

			expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false, true]);
			expect(outcomes[1]).toMatchObject({ key: 'B000000002', error: new RangeError('no') });
			expect(outcomes[2]).toMatchObject({ error: { name: 'KeyRefusedError' } });
			expect(await get('B000000002')).toEqual({ a: 1 });
			expect(await collect(store.keys('documents'))).toEqual([
				'B000000001',
				'B000000002',
				'B000000003',
			]);
		});

		it('should make updates of one key one after another, in order', async () => {
			const updates = Array.from({ length: 30 }, (_, step) => ({
				key: 'B000000001',
				change: (current: { [field: string]: unknown } | undefined) => ({
					steps: [...((current?.steps as number[]) ?? []), step],
				}),
			}));

			await store.update('documents', updates);

			const expected = Array.from({ length: 30 }, (_, step) => step);
			expect(await get('B000000001')).toEqual({ steps: expected });
		});

		it('should lose nothing between two writers of the same keys', async () => {
			const keys = Array.from({ length: 10 }, (_, index) => `B00000000${index}`);
			const write = async (writer: Store, field: string) => {
				for (let round = 1; round <= 10; round++) {
					const change = (current: { [field: string]: unknown } | undefined) => ({
						...current,
						[field]: ((current?.[field] as number) ?? 0) + 1,
					});
					const outcomes = await writer.update(
						'documents',
						keys.map((key) => ({ key, change })),
					);
					expect(outcomes.every(({ ok }) => ok)).toBe(true);
				}
			};

			await Promise.all([write(store, 'left'), write(another ?? store, 'right')]);

			for (const key of keys) expect(await get(key)).toEqual({ left: 10, right: 10 });
		});

		it('should notice at once what another writer changed', async () => {
			const other = another ?? store;
			for (let version = 1; version <= 20; version++) {
				await other.update('documents', [{ key: 'B000000001', change: () => ({ version }) }]);
				expect(await get('B000000001')).toEqual({ version });
			}
		});

		it('should give frozen records, so that nobody changes what the index holds', async () => {
			await put('B000000001', { list: [{ a: 1 }] });
			const record = (await get('B000000001')) as { list: Array<{ a: number }> };

			expect(() => (record.list[0]!.a = 2)).toThrow(TypeError);
			expect(await get('B000000001')).toEqual({ list: [{ a: 1 }] });
		});

		it('should show views of records, and show a changed record anew', async () => {
			const view = { name: 'price', of: (value: { [field: string]: unknown }) => value.price };
			await put('B000000001', { price: 100 });
			await put('B000000002', { price: 200 });

			const keys = ['B000000001', 'B000000002', 'B000000003'];
			expect([...(await store.view('documents', keys, view))]).toEqual([
				['B000000001', 100],
				['B000000002', 200],
			]);
			await put('B000000001', { price: 150 });
			expect((await store.view('documents', keys, view)).get('B000000001')).toBe(150);
		});

		it('should keep collections apart, and keys apart that look alike', async () => {
			const keys = [
				'Main',
				'main',
				'MAIN',
				'ショップ1',
				'a/b',
				'../x',
				'CON',
				'nul',
				'a.b',
				' ',
				'%',
				'~',
			];
			for (const key of keys) {
				await store.update('leases', [{ key, change: () => ({ key }) }]);
			}

			const found = await store.read('leases', keys);
			expect(keys.map((key) => found.get(key))).toEqual(keys.map((key) => ({ key })));
			expect(await collect(store.keys('leases'))).toEqual([...keys].sort());
			expect(await collect(store.keys('documents'))).toEqual([]);
			expect(await collect(store.keys('pauses'))).toEqual([]);
		});

		it.each([
			['an empty key', ''],
			['a key of 4 KB', 'x'.repeat(4096)],
			['a long key of 4 bytes a letter', '𩸽'.repeat(60)],
			['half a letter', '\ud867'],
		])('should refuse %s', async (_, key) => {
			await expect(store.read('documents', [key])).rejects.toMatchObject({
				name: 'KeyRefusedError',
				message: expect.stringContaining('使えません'),
			});
		});

		it('should count what it deletes', async () => {
			await put('B000000001', { a: 1 });
			await put('B000000002', { a: 1 });

			expect(await store.delete('documents', ['B000000001', 'B000000003'])).toBe(1);
			expect(await collect(store.keys('documents'))).toEqual(['B000000002']);
		});

		it('should keep big records and all of Unicode', async () => {
			const record = {
				text: '𩸽の干物👨‍👩‍👧 é é \u2028 \u0000',
				blob: 'あ'.repeat(400_000),
				__proto__x: 1,
				numbers: [0.1, -0, 1e21, Number.MAX_SAFE_INTEGER],
				empty: {},
			};
			await put('B000000001', record);

			expect(await get('B000000001')).toEqual({ ...record, numbers: [0.1, 0, 1e21, 2 ** 53 - 1] });
		});

		it('should keep a field called __proto__ a plain field', async () => {
			const record = JSON.parse('{"reported":{"__proto__":{"price":1}}}');
			await put('B000000001', record);

			expect(JSON.stringify(await get('B000000001'))).toBe(
				'{"reported":{"__proto__":{"price":1}}}',
			);
		});

		it('should append to logs in order, and delete them', async () => {
			await store.append('run 1', [{ n: 1 }, { n: 2 }]);
			await store.append('run 1', []);
			await store.append('run 2', [{ n: 9, text: 'い\nろ' }]);
			await (another ?? store).append('run 1', [{ n: 3 }]);

			expect(await store.readLog('run 1')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
			expect(await store.readLog('run 2')).toEqual([{ n: 9, text: 'い\nろ' }]);
			expect(await store.readLog('run 3')).toEqual([]);
			await store.deleteLog('run 1');
			expect(await store.readLog('run 1')).toEqual([]);
		});

		it('should lose no line between two writers of one log', async () => {
			const lines = Array.from({ length: 40 }, (_, n) => n);
			await Promise.all(
				lines.map((n) => (n % 2 ? (another ?? store) : store).append('log', [{ n }])),
			);

			const found = (await store.readLog('log')).map(({ n }) => n as number);
			expect(found.sort((a, b) => a - b)).toEqual(lines);
		});

		it('should hold many records', async () => {
			const keys = Array.from({ length: 1500 }, (_, n) => `B${String(n).padStart(9, '0')}`);
			const outcomes = await store.update(
				'documents',
				keys.map((key) => ({ key, change: () => ({ key }) })),
			);

			expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
			expect((await store.read('documents', keys)).size).toBe(1500);
			expect(await collect(store.keys('documents'))).toEqual(keys);
		});

		it('should have nothing broken to report', async () => {
			expect(await store.broken()).toEqual([]);
		});

		it('should set a broken record aside, and report it once', async () => {
			await put('B000000001', { price: 1200 });
			await put('B000000002', { price: 900 });
			if (!spoil) return;
			await spoil('documents', 'B000000001');
			const found = await store.read('documents', ['B000000001', 'B000000002']);
			expect([...found.keys()]).toEqual(['B000000002']);
			expect(await get('B000000001')).toBeUndefined();
			const broken = await store.broken();
			expect(broken.map(({ collection, key }) => [collection, key])).toEqual([
				['documents', 'B000000001'],
			]);
		});

		it.each(['rules', 'pauses', 'brakes'] as const)(
			'should stop at broken %s, and never take them for absent',
			async (collection) => {
				const change = () => ({ versions: [] });
				await store.update(collection, [{ key: 'shop', change }]);
				if (!spoil) return;
				await spoil(collection, 'shop');
				await expect(store.read(collection, ['shop'])).rejects.toThrow(BrokenRecordError);
				const [outcome] = await store.update(collection, [{ key: 'shop', change }]);
				expect(outcome).toMatchObject({ ok: false, error: expect.any(BrokenRecordError) });
				await expect(store.read(collection, ['shop'])).rejects.toThrow(BrokenRecordError);
			},
		);
	});
}
