import { join } from 'node:path';
import { existsSync } from 'node:fs';
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
import { openFolder } from '../support/stored';

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

	const cacheNamed = (name: string) => openFolder({ folder: join(home, name), now: Date.now });
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
	const search = async (method: string, parameters = {}, filter?: string) =>
		await searchList(
			{ type: `${P}.baseUpdate`, parameters: { operation: 'undo', ...parameters } },
			method,
			{ credentials, filter },
		);

	it('should be there for every field that wants one', () => {
		for (const { description, methods } of everyNode) {
			const modes = description.properties.flatMap((property) => property.modes ?? []);
			const wanted = modes.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []);
			expect(Object.keys(methods?.listSearch ?? {}).sort()).toEqual([...new Set(wanted)].sort());
		}
	});

	it('should name the runs that wrote to the shop, the latest first', async () => {
		const none = 'この保存先には、BASEに書き込んだ実行がまだありません';
		await expect(search('searchRuns')).rejects.toThrow(none);
		cacheNamed('default');
		await expect(search('searchRuns')).rejects.toThrow(none);
		await wrote('20261123-2100-aaa', '2026-11-23T21:02:00+09:00');
		await wrote('20261124-2100-bbb', '2026-11-24T21:05:00+09:00');
		expect(await search('searchRuns')).toEqual([
			{ name: '2026-11-24 21:05 (20261124-2100-bbb)', value: '20261124-2100-bbb' },
			{ name: '2026-11-23 21:02 (20261123-2100-aaa)', value: '20261123-2100-aaa' },
		]);
		expect(await search('searchRuns', {}, '11-23')).toHaveLength(1);
	});

	it('should make no folder for a name that is being typed, and ask for a hand where an expression decides', async () => {
		await expect(search('searchRuns', { cacheName: 'typo' })).rejects.toThrow('まだありません');
		expect(existsSync(join(home, 'typo'))).toBe(false);
		await expect(search('searchRuns', { cacheName: '={{ $json.cache }}' })).rejects.toThrow(
			'保存先が式で決まる',
		);
	});

	it('should name the connected shop, and the others that ran', async () => {
		const connected = { name: `${SHOP} (接続中のショップ)`, value: SHOP };
		expect(await search('searchShopAccounts')).toEqual([connected]);
		await cacheNamed('default').runs.started(
			'sync/default',
			{ workflow: '同期', account: 'second-shop' },
			{ at: Date.now(), isManual: false },
		);
		expect(await search('searchShopAccounts')).toEqual([
			connected,
			{ name: 'second-shop (この認証情報では書き込めないことがあります)', value: 'second-shop' },
		]);
	});

	it('should say what to do where BASE refuses the list', async () => {
		simulator.faults.add({ kind: 'shopRestricted' });
		await expect(search('searchShopAccounts')).rejects.toThrow('利用制限');
	});

	it('should take the same value from the list, from a hand and from an older workflow', async () => {
		await wrote('r-1', '2026-11-24T21:05:00+09:00');
		for (const undoRun of [
			{ __rl: true, mode: 'list', value: 'r-1', cachedResultName: '2026-11-24 21:05 (r-1)' },
			{ __rl: true, mode: 'name', value: ' r-1 ' },
			'r-1',
		]) {
			const run = await runWorkflow(
				inARow(itemsNode([{}]), {
					name: 'it',
					type: `${P}.baseUpdate`,
					parameters: { operation: 'undo', mode: 'dry_run', undoRun },
				}),
				{ credentials },
			);
			expect(run.error).toBeUndefined();
			expect(run.output('it')).toHaveLength(1);
		}
	});
});
