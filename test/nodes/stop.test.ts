import { startSimulator, type Simulator } from '../../simulator/start';
import { inARow, itemsNode, runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { credentialsFor } from '../support/shopWorld';

useTemporaryUserFolder();

describe('a person who presses Stop', () => {
	let simulator: Simulator;

	beforeAll(async () => {
		simulator = await startSimulator({ products: 100, plain: true, speed: 1 });
	});
	afterAll(async () => await simulator.stop());

	it.each(['getOffers', 'screen'])(
		'should be obeyed while %s waits for quota',
		async (operation) => {
			const items = [...simulator.world.products.keys()].map((asin) => ({ asin }));
			let stoppedAt = 0;
			const run = await runWorkflow(
				inARow(itemsNode(items), {
					name: 'it',
					type: 'n8n-nodes-amazon-base-sync.spApiBatchOffers',
					parameters: { operation },
				}),
				{
					credentials: credentialsFor(simulator),
					onStart: (cancel) => {
						setTimeout(() => {
							stoppedAt = Date.now();
							cancel();
						}, 700);
					},
				},
			);
			expect(run.status).toBe('canceled');
			expect(Date.now() - stoppedAt).toBeLessThan(2_000);
		},
	);
});
