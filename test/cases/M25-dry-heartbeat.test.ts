import { openDeskPage } from '../support/deskPages';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { askForAll, chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { quickenFirstCalls } from '../support/quickRates';
import { startSimulator, type Simulator } from '../../simulator/start';

/**
 * M25: after a day of dry runs of a live shop the heartbeat said that all was well: nothing was written to
 * BASE any more, and nobody heard of it.
 */

const HOUR = 3_600_000;

let simulator: Simulator;
let credentials: Credentials;
let hours: number;

beforeAll(async () => {
	quickenFirstCalls();
	simulator = await startSimulator({ products: 5, plain: true, speed: 1e6, tokenSpeed: 1 });
}, 60_000);

beforeEach(() => {
	useTemporaryUserFolder();
	credentials = credentialsFor(simulator);
	hours = 0;
});

afterAll(async () => {
	await simulator.stop();
});

const onClock = async <T>(act: () => Promise<T>): Promise<T> => {
	const realNow = Date.now;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => realNow() + hours * HOUR);
	try {
		return await act();
	} finally {
		clock.mockRestore();
	}
};

const sync = async (isDry: boolean) => {
	const settings = { ...askForAll, ...chatworkOf(simulator), dry_run: isDry };
	const workflow = shippedWorkflow('price-stock-sync.json', settings);
	const run = await onClock(
		async () => await runWorkflow(workflow, { credentials, startNode: '定期実行' }),
	);
	expect(run.error).toBeUndefined();
};

const beat = async () => {
	simulator.messages.clear();
	const heartbeat = shippedWorkflow('freshness-heartbeat.json');
	const run = await onClock(
		async () => await runWorkflow(heartbeat, { credentials, startNode: '手動で実行' }),
	);
	expect(run.error).toBeUndefined();
	return {
		messages: simulator.messages.list().map(({ body }) => body),
		health: run.output('同期の様子を調べる')[0]!,
	};
};

/** A day of runs every 3 hours; an hour after the last one. */
const syncForADay = async (isDry: boolean) => {
	for (let run = 0; run < 8; run++) {
		hours += 3;
		await sync(isDry);
	}
	hours += 1;
};

it('should tell of a day of dry runs of a live shop, and how to be live again', async () => {
	await sync(false);
	await syncForADay(true);

	const { messages, health } = await beat();

	expect(messages).toHaveLength(1);
	expect(messages[0]).toContain('確認が必要です (1件)');
	expect(messages[0]).toContain('の本番の実行を最後に、テスト実行だけが続いています');
	expect(messages[0]).toContain('「設定」の dry_run がオンのまま');
	expect(health).toMatchObject({ is_healthy: false, alarms: [{ kind: 'only_dry' }] });
	expect((await beat()).messages).toEqual([]);

	await sync(false);
	const [recovery] = (await beat()).messages;
	expect(recovery).toContain('がまた本番で動くようになりました');
}, 60_000);

it('should say the same on the desk', async () => {
	await sync(false);
	await syncForADay(true);

	const { html } = await onClock(async () => await openDeskPage('?page=health'));

	expect(html).toContain('<p class="alarm">');
	expect(html).toContain('テスト実行だけが続いています');
	expect(html).toMatch(/<b class="chip warn">.<\/b>予定どおり動いていますか/);
}, 60_000);

it('should call a shop that was never live healthy, and say that it is a test run', async () => {
	await syncForADay(true);

	const { messages, health } = await beat();

	expect(messages).toEqual([]);
	expect(health).toMatchObject({
		is_healthy: true,
		alarms: [],
		information: ['demo-shop はまだテスト実行です。BASEには書き込んでいません。'],
	});
}, 60_000);

it('should not alarm about live runs', async () => {
	await syncForADay(false);

	expect((await beat()).health).toMatchObject({ is_healthy: true, alarms: [], information: [] });
}, 60_000);
