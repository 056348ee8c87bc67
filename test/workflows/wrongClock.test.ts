import { startSimulator, type Simulator } from '../../simulator/start';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { quickenFirstCalls } from '../support/quickRates';

const HOUR_MS = 3_600_000;

/** A machine whose clock was 9 hours ahead for one run, and is right again. */
describe('price-stock-sync.json after a run with a wrong clock', () => {
	let simulator: Simulator;
	let credentials: Credentials;

	beforeAll(async () => {
		useTemporaryUserFolder();
		quickenFirstCalls();
		simulator = await startSimulator({ products: 20, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
	});
	afterEach(() => jest.restoreAllMocks());
	afterAll(async () => await simulator.stop());

	const sync = async () => {
		const workflow = shippedWorkflow('price-stock-sync.json', {
			dry_run: false,
			use_single_operation: false,
			...chatworkOf(simulator),
		});
		const run = await runWorkflow(workflow, { credentials, startNode: '定期実行' });
		expect(run.error).toBeUndefined();
	};

	it('should hide what is sold out, though it wrote to it at a time that is yet to come', async () => {
		const asin = [...simulator.world.products.keys()][3]!;
		const shown = () => simulator.world.itemsOf('demo-shop', asin)[0];
		simulator.world.setOffer(asin, { price: 2_000, inStock: true, shipping: 0 });
		const realNow = Date.now;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => realNow() + 9 * HOUR_MS);
		await sync();
		expect(shown()).toMatchObject({ price: 2_600, visible: 1 });

		clock.mockRestore();
		simulator.world.setOffer(asin, { inStock: false });
		await sync();
		expect(shown()).toMatchObject({ visible: 0 });
	}, 120_000);
});
