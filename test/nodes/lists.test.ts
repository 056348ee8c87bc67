import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { openFileCache } from '../../lib/cache/openFileCache';
import { startSimulator, type Simulator } from '../../simulator/start';
import {
	everyNode,
	inARow,
	itemsNode,
	runWorkflow,
	searchList,
	useTemporaryUserFolder,
	type Credentials,
} from '../support/n8nEngine';
import { credentialsFor } from '../support/shopWorld';

const P = 'n8n-nodes-amazon-base-sync';
const SHOP = 'demo-shop';

/** The lists that fields of the nodes offer. */
describe('the lists of fields', () => {
	let home: string;
	let simulator: Simulator;
	let credentials: Credentials;

	beforeEach(async () => {
		home = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync');
		simulator = await startSimulator({ products: 1, plain: true, speed: 1, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
	});
	afterEach(async () => await simulator.stop());

	const cacheNamed = (name: string) => openFileCache({ folder: join(home, name), now: Date.now });
	const wrote = async (run: string, at: string) =>
		await cacheNamed('default').journal.intend({
			run,
			account: SHOP,
			item_id: 1,
			asin: 'B000000001',
			field_edits: { price: { from: 1000, to: 900 } },
			why: [],
			at,
		});
	const search = async (node: string, method: string, parameters = {}, filter?: string) =>
		await searchList({ type: `${P}.${node}`, parameters }, method, { credentials, filter });
	const names = (entries: Array<{ name: string }>) => entries.map(({ name }) => name);

	it('should be there for every field that wants one', () => {
		for (const { description, methods } of everyNode) {
			const modes = description.properties.flatMap((property) => property.modes ?? []);
			const wanted = modes.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []);
			expect(Object.keys(methods?.listSearch ?? {}).sort()).toEqual([...new Set(wanted)].sort());
		}
	});

	it('should name the caches that are there', async () => {
		await expect(search('ttlCache', 'searchCaches')).rejects.toThrow('保存先はまだありません');
		cacheNamed('second');
		cacheNamed('default');
		expect(names(await search('ttlCache', 'searchCaches'))).toEqual(['default', 'second']);
		expect(names(await search('runGuard', 'searchCaches', {}, 'SEC'))).toEqual(['second']);
		await expect(search('ttlCache', 'searchCaches', { store: 'redis' })).rejects.toThrow('Redis');
	});

	it.each([
		['baseUpdate', { operation: 'undo' }],
		['ttlCache', { operation: 'journal' }],
	])(
		'should name the runs that wrote to the shop, the latest first, for %s',
		async (node, more) => {
			cacheNamed('default');
			await expect(search(node, 'searchRuns', more)).rejects.toThrow(
				'BASEに書き込んだ実行はまだありません',
			);
			await wrote('20261123-2100-aaa', '2026-11-23T21:02:00+09:00');
			await wrote('20261124-2100-bbb', '2026-11-24T21:05:00+09:00');
			expect(await search(node, 'searchRuns', more)).toEqual([
				{ name: '2026-11-24 21:05 (20261124-2100-bbb)', value: '20261124-2100-bbb' },
				{ name: '2026-11-23 21:02 (20261123-2100-aaa)', value: '20261123-2100-aaa' },
			]);
			expect(await search(node, 'searchRuns', more, '11-23')).toHaveLength(1);
		},
	);

	it('should make no folder for a name that is being typed, and ask for one where an expression decides', async () => {
		await expect(search('ttlCache', 'searchRuns', { cacheName: 'typo' })).rejects.toThrow(
			'はまだありません',
		);
		expect(existsSync(join(home, 'typo'))).toBe(false);
		const cacheName = { __rl: true, mode: 'name', value: '={{ $json.cache }}' };
		await expect(
			search('ttlCache', 'searchRuns', { operation: 'journal', cacheName }),
		).rejects.toThrow('保存先が式で決まる');
	});

	it('should name the connected shop, and the others that ran', async () => {
		await cacheNamed('default').runs.started(
			'sync/default',
			{ workflow: '同期', account: 'second-shop' },
			{ at: Date.now(), isManual: false },
		);
		expect(await search('baseUpdate', 'searchShopAccounts', { operation: 'undo' })).toEqual([
			{ name: `${SHOP} (接続中のショップ)`, value: SHOP },
			{ name: 'second-shop', value: 'second-shop' },
		]);
		expect(names(await search('runGuard', 'searchAccounts'))).toEqual(['second-shop']);
	});

	it('should say what to do where BASE refuses the list', async () => {
		cacheNamed('default');
		simulator.faults.add({ kind: 'shopRestricted' });
		await expect(search('baseUpdate', 'searchShopAccounts', { operation: 'undo' })).rejects.toThrow(
			'利用制限',
		);
		await expect(search('runGuard', 'searchAccounts')).rejects.toThrow(
			'名前を直接入力してください',
		);
	});

	it('should take the same value from the list, from a hand and from an older workflow', async () => {
		const cache = cacheNamed('default');
		for (const pauseAccount of [
			{ __rl: true, mode: 'list', value: SHOP, cachedResultName: SHOP },
			{ __rl: true, mode: 'name', value: ` ${SHOP} ` },
			SHOP,
		]) {
			await cache.pauses.clear(SHOP);
			const run = await runWorkflow(
				inARow(itemsNode([{}]), {
					name: 'it',
					type: `${P}.runGuard`,
					parameters: { operation: 'pause', pauseAccount, reason: '' },
				}),
				{ credentials },
			);
			expect(run.error).toBeUndefined();
			expect(await cache.pauses.get(SHOP)).not.toBeNull();
		}
	});
});
