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
