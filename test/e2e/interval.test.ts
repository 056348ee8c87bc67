import { waitFor } from '../../realN8n/machine/waiting';
import { Editor } from './editor';
import { realN8n, shopName, type RealN8n } from './realN8n';
import { isPublished, readTriggerRule } from './storedSync';

const HOUR = 3_600_000;

/** An owner changes the trigger in the editor and presses Publish: all that follows from it, follows. */
describe('the interval of a published sync', () => {
	let n8n: RealN8n;
	let editor: Editor;

	beforeAll(async () => {
		const settings = { dry_run: false, manual_limit: 0, use_single_operation: false };
		const shop = { products: 20, plain: true, speed: 1e6, tokenSpeed: 1 };
		n8n = await realN8n(shop, settings, { watches: false });
		editor = await Editor.open(n8n.stage.url);
		await editor.openWorkflow('priceStockSync01');
	});

	afterAll(async () => {
		await editor?.close();
		await n8n?.close();
	});

	// The watch of the same workflow may run meanwhile: it has a memory of its own.
	const memory = async () => await n8n.cache.runs.get(`sync/${shopName}`);
	const restart = async (): Promise<void> => {
		await n8n.stage.stop();
		await n8n.stage.startAgain();
	};
	const calls = (): number => n8n.simulator.counters.of('amazon', 'getItemOffersBatch').calls;

	it('is 2 hours for the run that n8n starts, once it is changed and published', async () => {
		await editor.openNode('定期実行');
		await editor.field('hoursInterval').fill('2');
		await editor.closeNode();
		await waitFor('n8n has saved it', async () => (await readTriggerRule(n8n)).hoursInterval === 2);
		await editor.publish();
		await waitFor('n8n has published it', async () => await isPublished(n8n));
		await editor.page.goto('about:blank');
		await restart();

		const hasEnded = async () => typeof (await memory()).last_success_at === 'number';
		await waitFor('the run of the start has ended', hasEnded);

		expect((await memory()).interval).toEqual({ shortest_ms: 2 * HOUR, longest_ms: 2 * HOUR });
	});

	it('is waited for when n8n starts again: 5/6 of 2 hours', async () => {
		await restart();
		const skip = async () => (await memory()).last_skip?.reason ?? '';
		await waitFor('the second start stands back', async () => (await skip()) !== '');

		expect(await skip()).toContain('(100分以内は再実行しません)');
	});

	it('says how long an answer is fresh: a run by hand soon after asks nothing', async () => {
		n8n.simulator.counters.reset();
		const run = await n8n.stage.run();

		expect(run.error).toBeNull();
		expect(calls()).toBe(0);
		expect((await n8n.stage.readTable('sync_runs')).length).toBeGreaterThan(1);
	});
});
