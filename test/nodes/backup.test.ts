import { inARow, itemsNode, runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';

useTemporaryUserFolder();

const type = 'n8n-nodes-amazon-base-sync.ttlCache';
const guard = 'n8n-nodes-amazon-base-sync.runGuard';

const restoreTo = (cacheName: string, isDryRun: boolean) => ({
	name: 'restore',
	type,
	parameters: { operation: 'restore', cacheName, restoreDryRun: isDryRun },
});

const backUp = { name: 'backUp', type, parameters: { operation: 'backUp' } };

const run = async (...nodes: Parameters<typeof inARow>) =>
	await runWorkflow(inARow(itemsNode([{}]), ...nodes), { credentials: {}, mode: 'manual' });

/** From one canvas to another machine's store, with the file between them. */
describe('TTL Cache Back Up and Restore', () => {
	beforeAll(async () => {
		const pause = {
			name: 'pause',
			type: guard,
			parameters: { operation: 'pause', pauseAccount: 'my-shop', reason: '棚卸し' },
		};
		const { error } = await run(pause);
		expect(error).toBeUndefined();
	});

	it('should count in a dry run, then carry the pause over', async () => {
		const dry = await run(backUp, restoreTo('copy', true));
		expect(dry.error).toBeUndefined();
		expect(dry.output('backUp')[0]).toMatchObject({ products: 0, runs: 0 });
		expect(dry.output('restore')[0]).toMatchObject({ dry_run: true, records_added: 1 });

		const real = await run(backUp, restoreTo('copy', false));
		expect(real.output('restore')[0]).toMatchObject({ dry_run: false, records_added: 1 });

		const again = await run(backUp, restoreTo('copy', false));
		expect(again.output('restore')[0]).toMatchObject({ records_added: 0, records_kept: 1 });
	});

	it('should say what is missing where no file comes in', async () => {
		const { error } = await run(restoreTo('copy', true));

		expect(error).toContain('項目「backup」にファイルがありません');
	});
});
