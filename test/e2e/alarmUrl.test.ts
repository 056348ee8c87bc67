import { runWorkflow, type WorkflowRun } from '../../realN8n/n8n/runWorkflow';
import { nodeOf, readWorkflow, withSettings, type WorkflowFile } from '../../realN8n/n8n/workflows';
import { listenHttp } from '../support/httpListener';
import { countable, realN8n, type RealN8n } from './realN8n';

type Listener = Awaited<ReturnType<typeof listenHttp>>;

/** The heartbeat's branches in n8n's own order, with its own HTTP Request, error outputs and expressions. */
describe('the second way of the heartbeat', () => {
	let n8n: RealN8n;
	let webhook: Listener;
	let status: number;
	let heartbeat: WorkflowFile;

	beforeAll(async () => {
		webhook = await listenHttp((_request, response) => {
			response.writeHead(status, { 'content-type': 'text/plain' }).end('ok');
		});
		// With an interval of a few milliseconds the last success is long ago.
		heartbeat = withSettings(await readWorkflow('freshness-heartbeat.json'), {
			alarm_url: `${webhook.url}/hooks/shop`,
			interval_hours: 0.000001,
		});
		// n8n would wait for five seconds before each further try.
		for (const node of heartbeat.nodes) Object.assign(node, { retryOnFail: false });
		const settings = { ...countable, dry_run: false };
		n8n = await realN8n({ products: 5, plain: true, speed: 60 }, settings, { others: [heartbeat] });
		expect((await n8n.stage.run()).error).toBeNull();
	});
	afterAll(async () => {
		await n8n?.close();
		await webhook.stop();
	});
	beforeEach(async () => {
		status = 200;
		webhook.heard.splice(0);
		n8n.simulator.faults.clear();
		n8n.simulator.messages.clear();
		const { told } = await n8n.cache.heartbeat.get();
		await n8n.cache.heartbeat.told({ alarms: [], recovered: Object.keys(told) });
		// The same failure is not told again within the hour; n8n's example names a workflow 1.
		await n8n.cache.failures.end('workflow/1');
	});

	const beat = async (trigger = '手動で実行'): Promise<WorkflowRun> =>
		await runWorkflow(n8n.stage.api, heartbeat.id, trigger);

	const breakChatwork = () =>
		void n8n.simulator.faults.add({ kind: 'chatworkDown', service: 'chatwork' });

	const posts = () => webhook.heard.map(({ body }) => JSON.parse(body) as Record<string, string>);

	const messages = () => n8n.simulator.messages.list().map(({ body }) => body);

	const toldAlarms = async () => Object.keys((await n8n.cache.heartbeat.get()).told);

	it('should tell both ways and end well', async () => {
		const run = await beat();
		expect(run.error).toBeNull();
		expect(posts()).toMatchObject([
			{ text: expect.stringContaining('成功していません') as string },
		]);
		expect(messages()).toHaveLength(1);
		expect(run.nodes.has('届かなかったと知らせる')).toBe(false);
	});

	it('should tell the webhook before Chatwork fails, and count it as told', async () => {
		breakChatwork();
		const run = await beat();
		expect(run.error?.node).toBe('Chatworkに通知');
		expect(posts()).toHaveLength(1);
		expect(await toldAlarms()).toEqual([expect.stringContaining('no_success')]);
	});

	it('should tell Chatwork although the webhook fails, and end as an error that says so', async () => {
		status = 500;
		const run = await beat();
		expect(messages()).toHaveLength(1);
		expect(run.error).toMatchObject({
			node: '届かなかったと知らせる',
			message: expect.stringContaining('alarm_url') as string,
		});
		expect(await toldAlarms()).toHaveLength(1);
	});

	it('should count nothing as told if nobody was reached', async () => {
		status = 500;
		breakChatwork();
		expect((await beat()).error?.node).toBe('Chatworkに通知');
		expect(await toldAlarms()).toEqual([]);
	});

	it('should leave the run red if the Chatwork step is disabled and no other way is there', async () => {
		const nodes = structuredClone(heartbeat.nodes);
		const changed = withSettings({ ...heartbeat, nodes }, { alarm_url: '' });
		nodeOf(changed, 'Chatworkに通知').disabled = true;
		await n8n.stage.api.patch(`/workflows/${heartbeat.id}`, { nodes: changed.nodes });
		const run = await beat();
		await n8n.stage.api.patch(`/workflows/${heartbeat.id}`, { nodes: heartbeat.nodes });
		expect(run.error).toMatchObject({
			node: '知らせたと記録',
			message: expect.stringContaining('「Chatworkに通知」が無効') as string,
		});
		expect(await toldAlarms()).toEqual([]);
	});

	it('should tell by the webhook that the heartbeat stopped, while Chatwork is down', async () => {
		breakChatwork();
		// Pressed by hand, n8n's Error Trigger gives an example of its own.
		const run = await beat('エラー発生時');
		expect(posts()).toMatchObject([{ title: expect.stringContaining('が止まりました') as string }]);
		expect(run.error?.node).toBe('エラーをChatworkに通知');
	});

	it('should tell by Chatwork that the heartbeat stopped, while the webhook fails', async () => {
		status = 500;
		const run = await beat('エラー発生時');
		expect(messages()).toHaveLength(1);
		expect(run.error?.node).toBe('届かなかったと知らせる');
	});
});
