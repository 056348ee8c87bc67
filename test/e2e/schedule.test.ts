import { rmSync } from 'node:fs';
import { Editor } from './editor';
import { realN8n, type RealN8n } from './realN8n';
import { isPublished, readTriggerRule } from './storedSync';
import { waitFor } from '../../realN8n/machine/waiting';

/** At the real speed 160 items take more than a minute: a schedule of a minute meets its own run. */
describe('a published sync', () => {
	let n8n: RealN8n;
	let editor: Editor;

	const rows = async (): Promise<string[]> => {
		const found = await n8n.stage.readTable('sync_runs').catch(() => []);
		return found.map(({ result }) => String(result));
	};
	const isSkipped = (result: string): boolean => result.startsWith('見送り');

	beforeAll(async () => {
		// With its minute for an interval everything would be asked again.
		const settings = { ttl_hours: 1.5, use_single_operation: false };
		n8n = await realN8n({ products: 160, plain: true, speed: 1 }, settings, { watches: false });
		editor = await Editor.open(n8n.stage.url);
		await editor.openWorkflow('priceStockSync01');
	});

	afterAll(async () => {
		await editor?.close();
		await n8n?.close();
	});

	it('takes another interval from the editor', async () => {
		await editor.openNode('定期実行');
		await editor.field('hoursInterval').fill('2');
		await editor.closeNode();
		await waitFor('n8n has saved it', async () => (await readTriggerRule(n8n)).hoursInterval === 2);
	});

	it('is published by a button, with a minute for an interval so that nobody waits two hours', async () => {
		await editor.openNode('定期実行');
		const unit = editor.page
			.getByTestId('node-parameters')
			.locator('.el-select input:visible')
			.first();
		await editor.choose(unit, 'Minutes');
		await editor.field('minutesInterval').fill('1');
		await editor.closeNode();
		await waitFor(
			'n8n has saved it',
			async () => (await readTriggerRule(n8n)).minutesInterval === 1,
		);
		await editor.publish();
		await waitFor('n8n has published it', async () => await isPublished(n8n));
	});

	it('starts by itself when n8n starts, and lets no second run begin beside it', async () => {
		await editor.page.goto('about:blank');
		await n8n.stage.stop();
		// Its schedule may have come before the stop: what that run saved would leave nothing to ask for.
		rmSync(n8n.cacheFolder, { recursive: true, force: true });
		n8n.simulator.counters.reset();
		await n8n.stage.startAgain();
		await waitFor(
			'the run of the start asks Amazon',
			() => n8n.simulator.counters.of('amazon', 'getItemOffersBatch').calls > 0,
		);
		await waitFor(
			'the schedule came while it ran',
			async () => (await rows()).some(isSkipped),
			180_000,
		);
		expect((await rows()).find(isSkipped)).toMatch(/前の実行が動いています/);
	});

	it('goes on by itself after a power cut with what was not saved, and says so', async () => {
		const { world, counters, messages } = n8n.simulator;
		const saved = async (): Promise<number> =>
			(await n8n.cache.read([...world.products.keys()])).size;
		await waitFor('the first 100 items are saved', async () => (await saved()) >= 100, 180_000);
		await n8n.stage.kill();
		counters.reset();
		messages.clear();
		await n8n.stage.startAgain();
		// n8n may tell of the crash first, through the workflow's own error notice.
		const wentOn = 'n8nの停止で途中で終わっていたため、続きから再開しました';
		await waitFor('the run that went on tells', () =>
			messages.list().some(({ body }) => body.includes(wentOn)),
		);
		// 60 items were left, at 20 a call.
		expect(counters.of('amazon', 'getItemOffersBatch')).toMatchObject({ calls: 3, rejected: 0 });
	});

	it('runs again by its schedule, and finds everything fresh', async () => {
		const ended = async (): Promise<number> =>
			(await rows()).filter((result) => !isSkipped(result)).length;
		await waitFor('two runs have ended', async () => (await ended()) >= 2, 180_000);
		expect(n8n.simulator.counters.of('amazon', 'getItemOffersBatch').calls).toBe(3);
		expect(editor.complaints).toEqual([]);
	});

	it('tells in Chatwork, without a secret, that BASE has to be connected again', async () => {
		const { faults, messages, credentials } = n8n.simulator;
		messages.clear();
		faults.add({ kind: 'revokeRefreshToken', service: 'base' });
		faults.add({ kind: 'expireTokens', service: 'base' });
		await waitFor('the alert arrives', () => messages.list().length > 0, 180_000);
		faults.clear();
		const [{ body } = { body: '' }] = messages.list();
		expect(body).toContain('Amazon→BASE 価格・在庫の同期 が止まりました');
		expect(body).toContain('場所: BASEの商品一覧');
		expect(body).toContain('Connect ボタン (接続中なら Switch account) で接続し直してください');
		const { amazon, chatwork, shops } = credentials;
		const secrets = [amazon.clientSecret, amazon.refreshToken, chatwork.apiToken];
		for (const secret of [...secrets, shops[0]!.clientSecret]) expect(body).not.toContain(secret);
	});
});
