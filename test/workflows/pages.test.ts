import { join } from 'node:path';
import { runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { figures } from '../support/runFigures';
import { shippedWorkflow, submittedForm } from '../support/shopWorld';
import { openFolder, type Stored } from '../support/stored';

const credentials = {};

/** The pages a shop owner opens, made from an empty store and then from one with a shop. */
describe('the pages', () => {
	let cache: Stored;

	beforeAll(() => {
		const folder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
		cache = openFolder({ folder, now: Date.now });
	});

	const open = async (file: string) => {
		const workflow = shippedWorkflow(file);
		const run = await runWorkflow(workflow, { credentials, startNode: 'ページが開かれたら' });
		expect(run.error).toBeUndefined();
		return String(run.output('ページを返す')[0]?.body);
	};

	it('run-history.json should open before anything ran', async () => {
		expect(await open('run-history.json')).toContain('この30日間の実行はまだありません');
	});

	it('run-history.json should show the runs that ended', async () => {
		const day = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
		const started_at = `${day}T00:00:00+09:00`;
		await cache.history.open({
			...{ id: `${day.replaceAll('-', '')}-0000-7f3`, name: 'sync/my-shop', account: 'my-shop' },
			...{ mode: 'sync', workflow_id: 'w1', workflow: '同期', execution: '1', is_manual: false },
			...{ dry_run: false, total: 1234, state: 'finished', started_at, closed_at: started_at },
			...{ node: null, reason: null, edits: 0, telling: 'none' },
			figures: { ...figures, total: 1234 },
		});
		const html = await open('run-history.json');
		expect(html).toContain('1,234</td>');
		expect(html).toContain(`${day} 00:00</td>`);
	});

	it('health-check.json should open before anything ran', async () => {
		const html = await open('health-check.json');
		expect(html).toContain('まだ一度も実行が記録されていません');
		expect(html).toContain('記録された商品がまだありません');
	});

	it('health-check.json should answer for the shop that ran', async () => {
		await cache.runs.started(
			'sync/default',
			{ workflow: '価格・在庫の同期', account: 'my-shop' },
			{ at: Date.now(), isManual: false },
		);
		await cache.write([
			{ asin: 'B000000001', set: { stock: { in_stock: true, at: new Date().toISOString() } } },
		]);
		const html = await open('health-check.json');
		expect(html).toContain('<h2 class="shop">my-shop</h2>');
		expect(html).toContain('確認時刻のない商品: 価格 1件。');
	});

	it('health-check.json should count the notices that no message has carried yet', async () => {
		const run = { id: '20261124-2100-7f3', at: Date.now(), isWhole: true, tookMs: 0 };
		const runner = { workflow: '価格・在庫の同期', account: 'my-shop' };
		await cache.runs.succeeded('sync/default', { ...run, figures, runner });
		const facts = { reason: '掛け率が空です。' };
		const found = [{ key: 'rule', kind: 'rule' as const, facts, item: null, run: run.id }];
		await cache.notices.note('my-shop', { found });
		expect(await open('health-check.json')).toContain('まだ届いていないお知らせ: 1件');
		const [notice] = await cache.notices.all('my-shop');
		await cache.notices.tell('my-shop', new Set([notice!.id]));
		expect(await open('health-check.json')).not.toContain('まだ届いていないお知らせ');
	});

	const decide = async (operation: string, account = '', reason = '') => {
		const { workflow, startNode } = submittedForm('pause-resume.json', {
			operation,
			account,
			reason,
		});
		const run = await runWorkflow(workflow, { credentials, startNode });
		expect(run.error).toBeUndefined();
		const ends = ['停止しました', '停止できませんでした', '再開しました', '再開できませんでした'];
		return ends.filter((end) => run.ran(end)).map((end) => String(run.output(end)[0]?.page));
	};

	it('pause-resume.json should pause the only shop without its name, and resume it', async () => {
		expect(await decide('停止', '', '棚卸し')).toEqual([
			'停止しました\nmy-shop への書き込みを停止しました (理由: 棚卸し)。Amazonの確認は続け、更新は再開後に行います。',
		]);
		expect(await cache.pauses.get('my-shop')).toMatchObject({ reason: '棚卸し' });
		expect(await decide('再開')).toEqual([
			'再開しました\nmy-shop への書き込みは再開しました。次の実行から反映します。',
		]);
		expect(await cache.pauses.get('my-shop')).toBeNull();
		expect(await decide('再開')).toEqual([
			'再開しました\nmy-shop への書き込みは停止していませんでした。次の実行から反映します。',
		]);
	});

	it('pause-resume.json should say what a brake keeps hidden all the same', async () => {
		await cache.brakes.add('my-shop', { run: 'brake-run', pausedBefore: null });
		await decide('停止');
		expect(await decide('再開')).toEqual([
			'再開しました\nmy-shop への書き込みは再開しました。次の実行から反映します。緊急停止で非公開にした商品は、緊急停止を解除するまで非公開のままです。',
		]);
		expect(await open('health-check.json')).toContain('my-shop は緊急停止で商品を非公開にしたまま');
		await cache.brakes.clear('my-shop');
	});

	it('pause-resume.json should name the shops to choose from, and pause none of a mistyped name', async () => {
		const second = { workflow: '価格・在庫の同期', account: 'second' };
		await cache.runs.started('other/default', second, { at: Date.now(), isManual: false });
		expect(await decide('停止')).toEqual([
			'停止できませんでした\n店が複数あります。店の名前を次のどれかから入れてください: my-shop、second',
		]);
		expect(await decide('停止', 'my-shoop')).toEqual([
			'停止できませんでした\n店の名前「my-shoop」は見つかりません。次のどれかを入れてください: my-shop、second',
		]);
		expect((await cache.pauses.all()).size).toBe(0);
		await decide('停止', 'second');
		// The one that is paused is the one meant.
		expect((await decide('再開'))[0]).toContain('second への書き込みは再開しました');
	});
});
