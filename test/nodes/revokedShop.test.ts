import { startSimulator, type Simulator } from '../../simulator/start';
import { inARow, itemsNode, runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { credentialsFor } from '../support/shopWorld';

describe('a shop whose connection was revoked', () => {
	let simulator: Simulator;

	beforeAll(async () => {
		useTemporaryUserFolder();
		simulator = await startSimulator({ products: 5, plain: true });
	});

	afterAll(async () => await simulator.stop());

	it("should be told as that, in BASE's own words, and not as a lost answer", async () => {
		const credentials = credentialsFor(simulator);
		simulator.faults.add({ kind: 'revokeRefreshToken', service: 'base' });
		simulator.faults.add({ kind: 'expireTokens', service: 'base' });
		const listings = 'n8n-nodes-amazon-base-sync.baseListings';
		const run = await runWorkflow(inARow(itemsNode([{}]), { name: 'it', type: listings }), {
			credentials,
			startNode: 'items',
		});
		expect(run.error).toContain('BASEとの接続が切れています');
		expect(run.error).toContain('不正なリフレッシュトークンです');
		expect(run.error).toContain(
			'Connect ボタン (接続中なら Switch account) で接続し直してください',
		);
		expect(run.error).not.toContain(simulator.credentials.shops[0]!.clientSecret);
	});
});
