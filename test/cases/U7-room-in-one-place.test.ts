import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode, IWorkflowBase } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/start';
import {
	runWorkflow,
	useTemporaryUserFolder,
	type Credentials,
	type EngineRun,
} from '../support/n8nEngine';
import { goOnAtDesk, pressAtDesk } from '../support/deskJobs';
import { openDeskPage } from '../support/deskPages';
import { quickenFirstCalls } from '../support/quickRates';
import { askForAll, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { shippedWatch, WATCH_TRIGGER } from '../support/watchOnce';

/**
 * U7: the Chatwork room had to be typed at 19 places. With one forgotten, or with a typing slip, the run
 * worked for minutes and then ended in "404 Room not found", and the news of it went nowhere.
 */

const SYNC = 'price-stock-sync.json';

const folder = join(__dirname, '../../workflows');

const shipped = readdirSync(folder)
	.filter((name) => name.endsWith('.json'))
	.map((name): [string, IWorkflowBase] => [
		name,
		JSON.parse(readFileSync(join(folder, name), 'utf8')) as IWorkflowBase,
	]);

/** Those that a person publishes; steps to copy can't stop unseen. */
const published = shipped.filter(([file]) => file !== 'message-steps.json');

const isChatworkStep = ({ type, parameters: { url } }: INode): boolean =>
	type.endsWith('.httpRequest') && String(url).includes('chatwork');

describe('the shipped workflows', () => {
	it('should have one place where a room is typed', () => {
		const places = shipped.flatMap(([file, { nodes }]) =>
			nodes.flatMap((node) => {
				const text = JSON.stringify(node.parameters);
				const isSetting = text.includes('"name":"chatwork_room_id"');
				return isSetting || text.includes('ここに') ? [`${file}: ${node.name}`] : [];
			}),
		);
		expect(places).toEqual([`${SYNC}: 設定`]);
	});

	it.each(shipped)('%s should take the room of each message from Run Guard', (_, { nodes }) => {
		for (const { parameters } of nodes.filter(isChatworkStep)) {
			expect(parameters.url).toMatch(
				/^=https:\/\/api\.chatwork\.com\/v2\/rooms\/\{\{ encodeURIComponent\([^{}]+\.room\) \}\}\/messages$/,
			);
		}
	});

	it.each(published)('%s should tell its failures through Run Guard', (_, workflow) => {
		const next = (name: string) =>
			workflow.connections[name]?.main?.flatMap((targets) => targets?.map(({ node }) => node));
		expect(next('エラー発生時')).toEqual(['止まったときの知らせ']);
		// The one Chatwork step, where what it told is marked; else a step of its own.
		const steps = ['エラーをChatworkに通知', '知らせることがある？'];
		expect(next('止まったときの知らせ')?.filter((name) => steps.includes(name!))).toHaveLength(1);
		const node = workflow.nodes.find(({ name }) => name === '止まったときの知らせ');
		expect(node?.parameters).toMatchObject({ operation: 'failed' });
		expect(node?.parameters.advice).toMatch(/。$/);
	});
});

describe('a shop with its messages', () => {
	let simulator: Simulator;
	let credentials: Credentials;
	let roomId: number;

	beforeAll(async () => {
		quickenFirstCalls();
		simulator = await startSimulator({ products: 3, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
		roomId = simulator.credentials.chatwork.roomId;
	});
	beforeEach(() => {
		useTemporaryUserFolder();
		simulator.faults.clear();
		for (const { asin, item } of listed()) {
			simulator.world.setOffer(asin!, { price: 2000, inStock: true, shipping: 0 });
			simulator.world.editListing('demo-shop', item.item_id, { price: 2600, visible: 1 });
		}
		forgetCalls();
	});
	afterAll(async () => await simulator.stop());

	const listed = () => simulator.world.listings('demo-shop');

	const forgetCalls = () => {
		simulator.messages.clear();
		simulator.counters.reset();
	};

	/** Something to tell: 2,600 yen in the shop becomes 2,730. */
	const raisePrice = () => simulator.world.setOffer(listed()[0]!.asin!, { price: 2100 });

	/** One good run, after which only that is news which comes after it. */
	const settle = async (room: unknown) => {
		expect((await onSchedule(sync(room))).error).toBeUndefined();
		forgetCalls();
	};

	const sync = (room: unknown): IWorkflowBase =>
		shippedWorkflow(SYNC, { ...askForAll, dry_run: false, chatwork_room_id: room });

	const byHand = async (workflow: IWorkflowBase, startNode = '手動で実行'): Promise<EngineRun> =>
		await runWorkflow(workflow, { credentials, mode: 'manual', startNode });

	const onSchedule = async (workflow: IWorkflowBase, startNode = '定期実行') =>
		await runWorkflow(workflow, { credentials, startNode });

	const heard = () => simulator.messages.list().map(({ body }) => body);

	const callsToShop = () => simulator.counters.of('base', 'items').calls;

	const withTheToken = (workflow: IWorkflowBase): IWorkflowBase => {
		const start = workflow.nodes.find(({ name }) => name === '実行の開始')!;
		start.credentials = { chatworkTokenApi: { id: '1', name: 'Chatwork' } };
		return workflow;
	};

	it.each([
		['', 'お知らせを送るChatworkのルームが分かりません'],
		['お知らせ', 'Chatworkのルーム「お知らせ」を読み取れません'],
		['https://www.chatwork.com/', 'を読み取れません'],
	])(
		'should stop a run by hand with the room "%s", before the shop is asked',
		async (room, text) => {
			const run = await byHand(sync(room));
			expect(run.error).toContain(text);
			expect(run.error).toContain('「価格・在庫の同期」の「設定」の chatwork_room_id');
			expect(run.lastNode).toBe('実行の開始');
			expect(callsToShop()).toBe(0);
			// The next try is not kept out by a lease.
			expect((await byHand(sync(roomId))).error).toBeUndefined();
		},
	);

	it('should take the address that Chatwork shows', async () => {
		await settle('');
		raisePrice();
		const run = await byHand(sync(`https://www.chatwork.com/#!rid${roomId}`));
		expect(run.error).toBeUndefined();
		expect(heard()).toEqual([expect.stringContaining('2,730円')]);
	});

	it('should go on without a room on schedule, change the shop, and say so', async () => {
		await settle('');
		raisePrice();
		const run = await onSchedule(sync(''));
		expect(run.error).toBeUndefined();
		expect(simulator.counters.of('base', 'items/edit').calls).toBe(1);
		expect(run.ran('Chatworkに通知')).toBe(false);
		expect(run.output('実行の締め')[0]).toMatchObject({
			has_changes: true,
			text: expect.stringContaining('! お知らせを送るChatworkのルームが分かりません') as string,
		});
		const hints = run.raw.data.resultData.runData['実行の開始']![0]!.hints ?? [];
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('ルームが分かりません'),
		]);
		// With a room the next run tells it: nothing counted as told.
		await onSchedule(sync(roomId));
		expect(heard()).toEqual([expect.stringContaining('2,000円 → 2,100円')]);
	});

	it('should warn in the room it knows if the one typed since is unreadable', async () => {
		await settle(roomId);
		raisePrice();
		expect((await onSchedule(sync('rid'))).error).toBeUndefined();
		expect(heard()).toEqual([expect.stringContaining('⚠ Chatworkのルーム「rid」を読み取れません')]);
	});

	it("should tell the watch's news in the sync's room", async () => {
		await settle(roomId);
		// The watch screens an item before it can see it move.
		const watch = async () => await onSchedule(shippedWatch(), WATCH_TRIGGER);
		await watch();
		forgetCalls();
		raisePrice();
		expect((await watch()).error).toBeUndefined();
		expect(heard()).toEqual([expect.stringContaining('2,730円')]);
	});

	it('should ask which shop is meant if the rooms of several differ', async () => {
		const syncOf = async (account: string, room: unknown) => {
			const settings = { ...askForAll, account, chatwork_room_id: room };
			const run = await onSchedule(shippedWorkflow(SYNC, settings));
			expect(run.error).toBeUndefined();
		};
		await syncOf('demo-shop', roomId);
		await syncOf('second', '1');
		const watch = async (account: string) => await byHand(shippedWatch({ account }), WATCH_TRIGGER);
		expect((await watch('')).error).toContain('「設定」の account に、ショップ名を');
		const run = await watch('demo-shop');
		expect(run.output('実行の開始')[0]).toMatchObject({ run: { room: String(roomId) } });
		// The heartbeat watches them all, and tells it in one room.
		const beat = await byHand(shippedWorkflow('freshness-heartbeat.json'));
		expect(beat.output('同期の様子を調べる')[0]).toMatchObject({ room: String(roomId) });
	});

	it('should ask for no room where Slack took the place of Chatwork', async () => {
		const workflow = sync('');
		const step = workflow.nodes.find(({ name }) => name === 'Chatworkに通知')!;
		step.parameters.url = `${simulator.chatworkUrl}/v2/rooms/${roomId}/messages`;
		await settle('');
		raisePrice();
		const run = await byHand(workflow);
		expect(run.error).toBeUndefined();
		expect(heard()).toHaveLength(1);
	});

	it('should ask for no room where the step is disabled', async () => {
		const workflow = sync('');
		workflow.nodes.find(({ name }) => name === 'Chatworkに通知')!.disabled = true;
		expect((await byHand(workflow)).error).toBeUndefined();
	});

	it('should stop the sale in an emergency without a room, and say on the page who missed it', async () => {
		await onSchedule(sync(''));
		forgetCalls();
		const answer = await pressAtDesk('brake', { sure: 'yes', reason: '価格の間違い' });
		await goOnAtDesk({ credentials }, answer);
		expect(listed().every(({ item }) => item.visible === 0)).toBe(true);
		expect(heard()).toEqual([]);
		expect((await openDeskPage('?page=stop')).html).toContain(
			'お知らせは届いていません。お知らせを送るChatworkのルームが分かりません',
		);
	});

	describe('with the token chosen at the start', () => {
		it('should find that Chatwork does not show the room, before the shop is asked', async () => {
			const run = await byHand(withTheToken(sync('1')));
			expect(run.error).toContain('Chatworkのルーム 1 が見つからないか');
			expect(run.error).toContain('(404)');
			expect(callsToShop()).toBe(0);
		});

		it('should find that the token is wrong', async () => {
			const wrong = { ...credentials.chatworkTokenApi, apiToken: 'wrong' };
			const run = await runWorkflow(withTheToken(sync(roomId)), {
				credentials: { ...credentials, chatworkTokenApi: wrong },
				mode: 'manual',
				startNode: '手動で実行',
			});
			expect(run.error).toContain('APIトークンが正しくありません (401)');
			expect(callsToShop()).toBe(0);
		});

		it('should go on if Chatwork is down, and say so', async () => {
			simulator.faults.add({ kind: 'chatworkDown', service: 'chatwork' });
			const run = await byHand(withTheToken(sync(roomId)));
			expect(run.error).toBeUndefined();
			const hints = run.raw.data.resultData.runData['実行の開始']![0]!.hints ?? [];
			expect(hints.map(({ message }) => message)).toEqual([
				'Chatworkのルームを確かめられないまま実行します: Chatworkの応答 503',
			]);
		});

		it('should ask once by hand, and not on schedule', async () => {
			expect((await byHand(withTheToken(sync(roomId)))).error).toBeUndefined();
			expect(simulator.counters.of('chatwork', 'getRoom').calls).toBe(1);
			await onSchedule(withTheToken(sync(roomId)));
			expect(simulator.counters.of('chatwork', 'getRoom').calls).toBe(1);
		});
	});

	describe('when a workflow stops', () => {
		const failure = {
			workflow: { id: 'priceStockSync01', name: '価格・在庫の同期' },
			execution: {
				id: 'test-execution',
				lastNodeExecuted: 'BASEの商品一覧',
				error: { message: 'だめ [toall]\nでした' },
			},
		};

		const fail = async (file: string, item: object = failure) =>
			await runWorkflow(withTrigger(shippedWorkflow(file), 'エラー発生時', item), {
				credentials,
				mode: 'error',
				startNode: 'エラー発生時',
			});

		it("should tell it in the sync's room, whichever workflow it was", async () => {
			await settle(roomId);
			for (const [file, { id, name }] of published) {
				simulator.messages.clear();
				const run = await fail(file, { ...failure, workflow: { id, name } });
				expect([file, run.error]).toEqual([file, undefined]);
				expect(heard()).toEqual([expect.stringContaining(`${name} が止まりました`)]);
			}
		});

		it('should say where, why and what to do, in lines of its own', async () => {
			await settle(roomId);
			await fail(SYNC);
			expect(heard()).toEqual([
				'[info][title]価格・在庫の同期 が止まりました[/title]場所: BASEの商品一覧\n内容: だめ ［toall］ でした\n次の実行で続きから再開します。同じお知らせが続くときは、n8nの実行履歴を確認してください。[/info]',
			]);
		});

		it('should tell of one that could not even start', async () => {
			await settle(roomId);
			const { workflow } = failure;
			await fail(SYNC, { workflow, trigger: { error: { message: '始まりません' } } });
			expect(heard()).toEqual([expect.stringContaining('場所: 開始\n内容: 始まりません\n')]);
		});

		it('should end in a Japanese sentence if no room is known', async () => {
			const run = await fail(SYNC);
			expect(run.error).toContain('ルームが分かりません');
			expect(run.lastNode).toBe('止まったときの知らせ');
		});

		it('should say on an empty canvas what it needs', async () => {
			const run = await fail(SYNC, {});
			expect(run.error).toContain('止まった実行の情報がありません');
		});
	});
});

/** The workflow with a trigger that gives one item. */
function withTrigger(workflow: IWorkflowBase, name: string, item: object): IWorkflowBase {
	const trigger = workflow.nodes.find((node) => node.name === name)!;
	trigger.type = 'test.items';
	trigger.parameters = { items: JSON.stringify([item]) };
	return workflow;
}
