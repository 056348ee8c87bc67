import { join } from 'node:path';
import type { IWorkflowBase } from 'n8n-workflow';
import { defaultValues } from '../../lib/ledger/rules/ruleValues';
import { startSimulator, type Simulator } from '../../simulator/start';
import { listenHttp } from '../support/httpListener';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { succeedSync } from '../support/runFigures';
import { credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { openFolder, type Stored } from '../support/stored';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-24T00:00:00+09:00');
const ROOM = '424242';

type Listener = Awaited<ReturnType<typeof listenHttp>>;

/** The heartbeat's second way for its alarms: a webhook in 設定, beside Chatwork. */
describe('alarm_url of freshness-heartbeat.json', () => {
	let simulator: Simulator;
	let credentials: Credentials;
	let cache: Stored;
	let webhook: Listener;
	let status: number;
	let now: number;

	beforeAll(async () => {
		jest.spyOn(Date, 'now').mockImplementation(() => now);
		simulator = await startSimulator({ products: 1, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
		webhook = await listenHttp((_request, response) => {
			response.writeHead(status, { 'content-type': 'application/json' }).end('{"ok":true}');
		});
	});
	beforeEach(async () => {
		now = START;
		status = 200;
		simulator.faults.clear();
		const folder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
		cache = openFolder({ folder, now: () => now });
		await succeed();
		await knowRoom(ROOM);
		now += 7 * HOUR;
	});
	afterAll(async () => {
		jest.restoreAllMocks();
		await webhook.stop();
		await simulator.stop();
	});

	const succeed = async () => await succeedSync(cache, now);

	const knowRoom = async (room: string) =>
		await cache.rules.saveDraft('my-shop', { ...defaultValues, room });

	const breakChatwork = () =>
		void simulator.faults.add({ kind: 'chatworkDown', service: 'chatwork' });

	/** The workflow with its second way. */
	const shipped = (): IWorkflowBase =>
		shippedWorkflow('freshness-heartbeat.json', { alarm_url: `${webhook.url}/hooks/shop` });

	const beat = async (workflow = shipped(), startNode = '定期実行') => {
		simulator.messages.clear();
		webhook.heard.splice(0);
		const run = await runWorkflow(workflow, { credentials, startNode });
		return {
			run,
			chatwork: simulator.messages.list().map(({ body }) => body),
			posts: webhook.heard.map(({ body }) => JSON.parse(body) as Record<string, string>),
		};
	};

	it('should get the alarm as JSON, beside Chatwork', async () => {
		const { run, chatwork, posts } = await beat();

		expect(run.status).toBe('success');
		expect(chatwork).toEqual([expect.stringContaining('7時間成功していません')]);
		expect(posts).toEqual([
			{
				title: 'Amazon→BASE 同期: 確認が必要です (1件)',
				text: expect.stringContaining('(my-shop)が7時間成功していません') as string,
			},
		]);
		expect(webhook.heard[0]).toMatchObject({ method: 'POST', url: '/hooks/shop' });
	});

	it('should get nothing while there is nothing to tell', async () => {
		now -= 5 * HOUR;
		expect((await beat()).posts).toEqual([]);
	});

	it('should get the alarm once while Chatwork is down, and the run ends as an error', async () => {
		breakChatwork();
		const { run, posts } = await beat();
		expect(posts).toHaveLength(1);
		expect(run).toMatchObject({ status: 'error', lastNode: 'Chatworkに通知' });

		now += HOUR;
		expect(await beat()).toMatchObject({ posts: [], run: { status: 'success' } });
		now += 24 * HOUR;
		expect((await beat()).posts).toHaveLength(1);
	});

	it('should get the alarm although no room is known, with a word about the room', async () => {
		await knowRoom('');
		const { run, posts } = await beat();
		expect(posts).toEqual([
			expect.objectContaining({
				text: expect.stringContaining('お知らせを送るChatworkのルームが分かりません') as string,
			}),
		]);
		expect(run.status).toBe('error');
	});

	it('should end the run as an error if only Chatwork was reached, and count it as told', async () => {
		status = 404;
		const { run, chatwork } = await beat();
		expect(chatwork).toHaveLength(1);
		expect(run).toMatchObject({ status: 'error', lastNode: '届かなかったと知らせる' });
		expect(run.error).toContain('お知らせが届かなかった送り先があります。「設定」の alarm_url');

		now += HOUR;
		expect(await beat()).toMatchObject({ chatwork: [], run: { status: 'success' } });
	});

	it('should get the alarm an hour later if nobody was reached', async () => {
		status = 500;
		breakChatwork();
		expect((await beat()).run.status).toBe('error');

		now += HOUR;
		status = 200;
		expect((await beat()).posts).toHaveLength(1);
	});

	const withoutChatwork = (workflow: IWorkflowBase): IWorkflowBase => {
		workflow.nodes = workflow.nodes.filter(({ name }) => name !== 'Chatworkに通知');
		delete workflow.connections['Chatworkに通知'];
		const ways = workflow.connections['知らせることがある？']!.main!;
		ways[0] = ways[0]!.filter(({ node }) => node !== 'Chatworkに通知');
		return workflow;
	};

	it('should end the run as an error if it is the only way and fails', async () => {
		status = 500;
		const workflow = withoutChatwork(shipped());
		expect((await beat(workflow)).run).toMatchObject({
			status: 'error',
			lastNode: '届かなかったと知らせる',
		});

		now += HOUR;
		status = 200;
		expect(await beat(workflow)).toMatchObject({
			posts: [{ title: expect.stringContaining('確認が必要です') as string }],
			run: { status: 'success' },
		});
	});

	it('should leave no way green by which nobody is reached', async () => {
		const workflow = withoutChatwork(shippedWorkflow('freshness-heartbeat.json'));
		for (let hour = 0; hour < 2; hour++) {
			const { run } = await beat(workflow);
			expect(run).toMatchObject({ status: 'error', lastNode: '届かなかったと知らせる' });
			now += HOUR;
		}
	});

	describe('with the Chatwork step disabled', () => {
		const disabled = (workflow: IWorkflowBase): IWorkflowBase => {
			workflow.nodes.find(({ name }) => name === 'Chatworkに通知')!.disabled = true;
			return workflow;
		};

		it('should be enough', async () => {
			const { run, posts } = await beat(disabled(shipped()));
			expect([run.status, posts.length]).toEqual(['success', 1]);
		});

		it('should be missed, as the error says', async () => {
			const workflow = disabled(shippedWorkflow('freshness-heartbeat.json'));
			const { run } = await beat(workflow);
			expect(run.error).toContain('「Chatworkに通知」が無効 (Deactivated) のため');
		});
	});

	describe('when the heartbeat itself stops', () => {
		const stopped = (): IWorkflowBase => {
			const workflow = shipped();
			const trigger = workflow.nodes.find(({ name }) => name === 'エラー発生時')!;
			const item = {
				workflow: { id: 'freshHeartbeat01', name: '同期の見張り' },
				execution: { id: '7', lastNodeExecuted: 'Chatworkに通知', error: { message: '401' } },
			};
			trigger.type = 'test.items';
			trigger.parameters = { items: JSON.stringify([item]) };
			return workflow;
		};
		const tell = async (workflow = stopped()) => await beat(workflow, 'エラー発生時');

		it('should get the reason although Chatwork is down', async () => {
			breakChatwork();
			const { run, posts } = await tell();
			expect(posts).toEqual([
				{
					title: '同期の見張り が止まりました',
					text: expect.stringContaining('場所: Chatworkに通知\n内容: 401') as string,
				},
			]);
			expect(run).toMatchObject({ status: 'error', lastNode: 'エラーをChatworkに通知' });
		});

		it('should get texts of strangers without the signs by which a chat calls everybody', async () => {
			const workflow = stopped();
			const trigger = workflow.nodes.find(({ name }) => name === 'エラー発生時')!;
			trigger.parameters.items = String(trigger.parameters.items).replace('401', '<!channel>');
			const [post] = (await tell(workflow)).posts;
			expect(post!.text).toContain('内容: ＜!channel＞');
		});

		it('should get the reason although no room is known', async () => {
			await knowRoom('');
			expect((await tell()).posts).toHaveLength(1);
		});

		it('should leave Chatwork its message if the webhook fails, and end as an error', async () => {
			status = 500;
			const { run, chatwork } = await tell();
			expect(chatwork).toEqual([expect.stringContaining('同期の見張り が止まりました')]);
			expect(run).toMatchObject({ status: 'error', lastNode: '届かなかったと知らせる' });
		});

		it('should not be asked where it is empty or was deleted from the settings', async () => {
			const workflow = stopped();
			const settings = workflow.nodes.find(({ name }) => name === '設定')!;
			settings.parameters.assignments = { assignments: [] };
			const { run, chatwork, posts } = await tell(workflow);
			expect([run.status, chatwork.length, posts.length]).toEqual(['success', 1, 0]);
		});
	});
});
