import { join } from 'node:path';
import { defaultValues } from '../../lib/ledger/rules/ruleValues';
import { startSimulator, type Simulator } from '../../simulator/start';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { succeedSync } from '../support/runFigures';
import { openFolder, type Stored } from '../support/stored';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-24T00:00:00+09:00');

/** The shipped heartbeat on a clock of its own; stories in order, each from where the last one ended. */
describe('freshness-heartbeat.json', () => {
	let simulator: Simulator;
	let credentials: Credentials;
	let cache: Stored;
	let now = START;

	beforeAll(async () => {
		const folder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
		jest.spyOn(Date, 'now').mockImplementation(() => now);
		cache = openFolder({ folder, now: () => now });
		simulator = await startSimulator({ products: 1, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
	});
	afterAll(async () => {
		jest.restoreAllMocks();
		await simulator.stop();
	});

	const succeed = async () => await succeedSync(cache, now);

	/** The shop's room, which the heartbeat follows. */
	let room = '424242';

	const beat = async (settings: Record<string, unknown> = {}) => {
		simulator.messages.clear();
		await cache.rules.saveDraft('my-shop', { ...defaultValues, room });
		const workflow = shippedWorkflow('freshness-heartbeat.json', settings);
		const run = await runWorkflow(workflow, { credentials, startNode: '定期実行' });
		return {
			run,
			messages: simulator.messages.list().map(({ body }) => body),
			health: run.output('同期の様子を調べる')[0] ?? {},
		};
	};

	it('should stay silent while the sync succeeds', async () => {
		await succeed();
		now += 3 * HOUR;
		const { run, messages, health } = await beat();
		expect(run.status).toBe('success');
		expect(messages).toEqual([]);
		expect(health).toMatchObject({ is_healthy: true, has_news: false, alarms: [] });
		expect(health.shops).toMatchObject([
			{
				account: 'my-shop',
				last_success_at: '2026-11-24T00:00:00.000+09:00',
				oldest_age_seconds: 3 * 3600 + 600,
			},
		]);
		expect(run.ran('外部の見張りに知らせる')).toBe(false);
	});

	it('should repeat a message that Chatwork did not take, or that had no room', async () => {
		now += 4 * HOUR;
		room = '1';
		const lost = await beat();
		expect(lost.run.status).toBe('error');
		expect(lost.run.lastNode).toBe('Chatworkに通知');
		room = '';
		expect((await beat()).run.error).toContain('Chatworkのルームが分かりません');
		room = '424242';
		now += HOUR;
		const { messages } = await beat();
		expect(messages).toHaveLength(1);
		expect(messages[0]).toContain('確認が必要です (1件)');
		expect(messages[0]).toContain(
			'「Amazon→BASE 価格・在庫の同期」 (my-shop)が8時間成功していません',
		);
		expect(messages[0]).toContain('最後の成功 11/24 00:00');
	});

	it('should tell of the last run that died, with its number and what it had edited', async () => {
		const started_at = new Date(now).toISOString();
		const id = '20261124-0700-dead';
		await cache.history.open({
			...{ id, name: 'sync/default', account: 'my-shop', mode: 'sync', workflow_id: 'w' },
			...{ workflow: 'Amazon→BASE 価格・在庫の同期', execution: '9', started_at, total: 100 },
			...{ is_manual: false, dry_run: false, state: 'running', closed_at: null },
			...{ node: null, reason: null, edits: null },
		});
		const runner = { workflow: 'Amazon→BASE 価格・在庫の同期', account: 'my-shop' };
		await cache.runs.started('sync/default', runner, { at: now, isManual: false, id });
		const field_edits = { price: { from: 2600, to: 2860 } };
		const edit = { run: id, account: 'my-shop', item_id: 7, asin: 'B000000007', why: null };
		await cache.journal.intend({ ...edit, field_edits, at: started_at });
		const { health } = await beat();
		expect(health.information).toEqual([
			expect.stringContaining(
				`実行番号 ${id}) は、途中で止まっています。それまでにBASEの商品を変更しています (1件)。`,
			) as string,
		]);
	});

	it('should not tell the same again within the day, and tell of a second alarm at once', async () => {
		now += HOUR;
		expect((await beat()).messages).toEqual([]);
		now += 4 * HOUR;
		const { messages } = await beat();
		expect(messages).toHaveLength(1);
		expect(messages[0]).toContain('確認が必要です (2件)');
		expect(messages[0]).toContain('最も古い価格が、確認から13時間たっています (上限 12時間)');
	});

	it('should tell once that all is well again, and of a shop that is paused', async () => {
		await cache.pauses.set('my-shop', { by: 'owner', reason: '棚卸し [toall]' });
		await succeed();
		const { messages, health } = await beat();
		expect(messages).toHaveLength(1);
		expect(messages[0]).toContain('元に戻りました');
		expect(messages[0]).toContain(
			'✓ 「Amazon→BASE 価格・在庫の同期」 (my-shop)がまた成功するように',
		);
		expect(messages[0]).toContain(
			'my-shop への書き込みは 11/24 13:00 から停止中です (棚卸し ［toall］)',
		);
		expect(health).toMatchObject({ is_healthy: true, alarms: [] });
		expect((await beat()).messages).toEqual([]);
	});

	it('should refuse an interval of nothing with a sentence', async () => {
		const { run } = await beat({ interval_hours: 0 });
		expect(run.error).toBe('Interval Hours は 0 より大きい数にしてください (今の値: 0)。');
	});
});
