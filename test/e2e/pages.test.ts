import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runWorkflow } from '../../realN8n/n8n/runWorkflow';
import { turnedTo } from '../../realN8n/n8n/stage';
import { manualTriggerOf, readWorkflow, type WorkflowFile } from '../../realN8n/n8n/workflows';
import { type DeskStage, guest, setDesk } from './deskStage';
import { DeskVisit } from './deskVisit';
import { countable } from './realN8n';

/** The desk's pages of the last weeks and of the shop's health, which look on and change nothing. */
describe('the pages of the shop owner', () => {
	let desk: DeskStage;
	let visit: DeskVisit;
	let heartbeat: WorkflowFile;
	const shots = process.env.SCREENSHOTS ?? mkdtempSync(join(tmpdir(), 'pages-'));

	beforeAll(async () => {
		heartbeat = await readWorkflow('freshness-heartbeat.json');
		const options = { products: 40, plain: true, speed: 60 };
		desk = await setDesk(options, { ...countable, dry_run: true }, [heartbeat]);
		visit = await DeskVisit.begin({ address: desk.address, ...guest, shots });
	});

	afterAll(async () => {
		await visit?.end();
		await desk?.n8n.close();
		process.stderr.write(`Screenshots: ${shots}\n`);
	});

	const open = async (page: string): Promise<string> => {
		await visit.open(`?page=${page}`);
		return await visit.text();
	};

	it('refuse whoever has no password or a wrong one', async () => {
		for (const page of ['history', 'health']) {
			const address = `${desk.address}?page=${page}`;
			expect([page, (await fetch(address)).status]).toEqual([page, 401]);
			const authorization = `Basic ${Buffer.from('owner:wrong').toString('base64')}`;
			const { status } = await fetch(address, { headers: { authorization } });
			expect([page, status]).toEqual([page, 401]);
		}
	});

	it('open before the first run, and say what makes a shop appear', async () => {
		for (const page of ['history', 'health']) {
			expect(await open(page)).toContain('まだショップが見つかっていません');
		}
	});

	it('show a run that took place, on a phone and a large screen', async () => {
		const run = await desk.n8n.stage.run();
		expect(run.error).toBeNull();
		const history = await open('history');
		expect(history).toContain('Amazon→BASE 価格・在庫の同期');
		expect(await visit.page.content()).toContain('data-name="商品">40</td>');
		await visit.look('history');
		const health = await open('health');
		expect(health).toContain('呼び出し 4回、拒否 0回。');
		expect(health).toContain('予定どおり動いていますか');
		await visit.look('health');
	});

	it('say the figures of a chart to a finger', async () => {
		await visit.open('?page=history');
		await visit.page.getByText('数字で見る').first().click();
		await visit.page.getByText('要確認', { exact: false }).first().waitFor();
		await visit.look('history-figures');
	});

	it('are backed by a heartbeat that tells of silence once, and of the end of it', async () => {
		const { n8n } = desk;
		const { api } = n8n.stage;
		const { messages } = n8n.simulator;
		const beat = async (interval_hours: number): Promise<string[]> => {
			messages.clear();
			const turned = turnedTo(n8n.simulator, heartbeat, { interval_hours });
			await api.patch(`/workflows/${heartbeat.id}`, { nodes: turned.nodes });
			const run = await runWorkflow(api, heartbeat.id, manualTriggerOf(heartbeat));
			expect([run.status, run.error]).toEqual(['success', null]);
			return messages.list().map(({ body }) => body);
		};
		expect(await beat(3)).toEqual([]);
		// With an interval of a few milliseconds the last success is long ago.
		const told = await beat(1e-6);
		expect(told).toHaveLength(1);
		expect(told[0]).toContain('成功していません');
		// The desk judges by the rules that the heartbeat had last.
		expect(await open('health')).toContain('成功していません');
		expect(await beat(1e-6)).toEqual([]);
		expect((await beat(3))[0]).toContain('元に戻りました');
		expect(await beat(3)).toEqual([]);
	});
});
