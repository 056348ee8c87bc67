import { startSimulator, type Simulator } from '../../simulator/start';
import {
	inARow,
	itemsNode,
	runWorkflow,
	useTemporaryUserFolder,
	type Credentials,
} from '../support/n8nEngine';
import { quickenFirstCalls } from '../support/quickRates';
import { credentialsFor } from '../support/shopWorld';

useTemporaryUserFolder();
quickenFirstCalls();

const type = 'n8n-nodes-amazon-base-sync.spApiBatchOffers';

/** Amazon forbids mixing the data of several accounts, so one cache is one account's. */
describe('the Amazon account of a cache', () => {
	let simulator: Simulator;
	let credentials: Credentials;

	beforeAll(async () => {
		simulator = await startSimulator({ products: 5, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
	});
	afterAll(async () => await simulator.stop());

	const ask = async (operation: string, amazon: object = {}, cacheName = 'default') => {
		const [asin] = simulator.world.products.keys();
		const parameters = { operation, rulesFrom: 'book', cacheName, options: {} };
		return await runWorkflow(inARow(itemsNode([{ asin }]), { type, parameters }), {
			credentials: {
				...credentials,
				amazonSpApi: { ...credentials.amazonSpApi, ...amazon },
			},
		});
	};

	it.each(['getOffers', 'screen'])('should be its first one, for %s too', async (operation) => {
		expect((await ask(operation)).error).toBeUndefined();
		simulator.counters.reset();
		const { error } = await ask(operation, { clientId: 'amzn1.application-oa2-client.other' });
		expect(error).toContain('このキャッシュは、別のAmazonアカウントのデータを持っています');
		expect(error).toContain('Cache Name');
		expect(simulator.counters.snapshot().totals.amazon.calls).toBe(0);
	});

	it('should be no other’s for the watch, which runs every ten minutes', async () => {
		expect((await ask('getOffers')).error).toBeUndefined();
		const listings = { operation: 'getAll', output: 'slices', options: { account: 'demo-shop' } };
		const run = {
			...{ id: '20261129-2100-7f3a', workflow: 'w', task: 'watch', account: 'demo-shop' },
			...{ dry_run: true, limit: 0, total: null, lease: null, room: '' },
			...{ started_at: new Date().toISOString() },
			interval: { shortest_ms: 600_000, longest_ms: 600_000 },
		};
		const workflow = inARow(
			itemsNode([{ run }]),
			{ type: 'n8n-nodes-amazon-base-sync.baseListings', parameters: listings },
			{ type, parameters: { operation: 'watch', rulesFrom: 'book', options: {} } },
		);
		simulator.counters.reset();
		const amazonSpApi = { ...credentials.amazonSpApi, clientId: 'somebody-else' };
		const { error } = await runWorkflow(workflow, { credentials: { ...credentials, amazonSpApi } });
		expect(error).toContain('別のAmazonアカウントのデータを持っています');
		expect(simulator.counters.snapshot().totals.amazon.calls).toBe(0);
	});

	it('should not be claimed by a Client ID that Amazon refuses', async () => {
		const cacheName = 'mistyped';
		simulator.faults.add({ kind: 'revokeRefreshToken', service: 'amazon', times: 1 });
		expect((await ask('getOffers', { clientId: 'mistyped' }, cacheName)).error).toBeDefined();
		simulator.faults.clear();
		expect((await ask('getOffers', {}, cacheName)).error).toBeUndefined();
	});

	it('should be refused under another marketplace', async () => {
		await ask('getOffers');
		expect((await ask('getOffers', { marketplace: 'US' })).error).toContain('別のAmazonアカウント');
	});

	it('should stay the same one after a secret or a refresh token was issued anew', async () => {
		await ask('getOffers');
		const renewed = { clientSecret: 'another', refreshToken: 'Atzr|another' };
		expect((await ask('getOffers', renewed)).error ?? '').not.toContain('別のAmazonアカウント');
	});

	it('should be another one in a cache of another name', async () => {
		await ask('getOffers');
		const { error = '' } = await ask('getOffers', { clientId: 'other' }, 'second');
		expect(error).not.toContain('別のAmazonアカウント');
	});
});
