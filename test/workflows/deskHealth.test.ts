import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFinding } from '../../lib/findings/finding';
import { countChange, noFigures } from '../../lib/freshness/figures';
import { unwatched } from '../../lib/freshness/looks';
import { defaultValues } from '../../lib/ledger/rules/ruleValues';
import { describeFinding } from '../../lib/report/connection/checkResult';
import { readText } from '../support/deskJobs';
import { readDeskForm } from '../support/deskForm';
import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { figures } from '../support/runFigures';
import { listing } from '../support/situation';
import { openFolder, type Stored } from '../support/stored';

const SHOP = 'my-shop';
const SYNC = '価格・在庫の同期';
const DAY_MS = 86_400_000;

/** The desk's pages of the last weeks and of the shop's health, from an empty store and from one with runs. */
describe('shop-desk.json', () => {
	let stored: Stored;

	beforeEach(async () => {
		const folder = mkdtempSync(join(tmpdir(), 'desk-'));
		process.env.N8N_USER_FOLDER = folder;
		stored = openFolder({ folder: join(folder, '.n8n/amazon-base-sync/default'), now: Date.now });
		await stored.rules.save(SHOP, { ...defaultValues, live: true }, 'settings');
	});

	const open = async (page: string): Promise<string> => (await openDeskPage(page)).html;
	const text = async (page: string): Promise<string> => readText(await open(page));

	const start = async (account = SHOP): Promise<void> =>
		await stored.runs.started(
			'sync/default',
			{ workflow: SYNC, account },
			{ at: Date.now(), isManual: false },
		);

	const end = async (account = SHOP, at = Date.now()): Promise<void> => {
		const run = { id: '20261124-2100-7f3a', at, isWhole: true, tookMs: 0 };
		await stored.runs.succeeded('sync/default', {
			...{ ...run, figures, runner: { workflow: SYNC, account } },
		});
	};

	describe('the page of the last weeks', () => {
		const day = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
		const note = async (account: string, id: string, total: number): Promise<void> => {
			const started_at = `${day}T00:00:00+09:00`;
			await stored.history.open({
				...{ id: `${day.replaceAll('-', '')}-0000-${id}`, name: `sync/${account}`, account },
				...{ mode: 'sync', workflow_id: 'w1', workflow: '同期', execution: id, is_manual: false },
				...{ dry_run: false, total, state: 'finished', started_at, closed_at: started_at },
				...{ node: null, reason: null, edits: 0, telling: 'none' },
				figures: { ...figures, total },
			});
		};

		it('should open before anything ran', async () => {
			expect(await open('?page=history')).toContain('この30日間の実行はまだありません');
		});

		it('should show the runs of this shop that ended, and their figures without a pointer', async () => {
			await note(SHOP, '7f3a', 1234);
			await note('second', '7f3b', 5678);
			const html = await open('?page=history&account=my-shop');
			expect(html).toContain('1,234</td>');
			expect(html).not.toContain('5,678</td>');
			expect(html).toContain(`${day} 00:00</td>`);
			expect(html).toContain('data-name="成功">1</td>');
		});
	});

	describe('the watch on the page of health', () => {
		it('should say that it has not begun', async () => {
			expect(await text('?page=health')).toContain('値動きチェックはまだ動いていません');
		});

		it('should say how soon it saw changes, how much quota it took, and what moves', async () => {
			const watched = noFigures();
			for (const minutes of [1, 2, 4, 4, 170]) countChange(watched, 'sold_out', minutes * 60_000);
			countChange(watched, 'raise', 5 * 3_600_000);
			Object.assign(watched, { used: { look: 45_000, batch: 60_000, single: 0 }, watched: 60_000 });
			const restless = { ...unwatched, changes: 30, watched: 10 * DAY_MS };
			const restlessItem = listing({ account: SHOP, identifier: 'b-B000000007' });
			await stored.items.accept(SHOP, [restlessItem], undefined);
			await stored.looks.note(SHOP, {
				setBack: null,
				looks: new Map([['B000000007', restless]]),
				...{ found: { shown: 6, hidden: 0 }, figures: watched, listed: new Set(['B000000007']) },
			});

			const page = await text('?page=health');

			expect(page).toMatch(/売り切れ\s*5\s*5分\s*180分/);
			expect(page).toMatch(/値上がり\s*1\s*180分より長い\s*180分より長い/);
			expect(page).toMatch(/値下がり\s*0\s*—/);
			expect(page).toMatch(/動きを見る呼び出し\s*75%/);
			expect(page).toMatch(/まとめて確かめる呼び出し\s*100%/);
			expect(page).toMatch(/1日に約[23]\.\d回/);
		});
	});

	describe('the page of health', () => {
		it('should open before anything ran', async () => {
			const page = await text('?page=health');
			expect(page).toContain('まだ一度も実行が記録されていません');
			expect(page).toContain('記録された商品がまだありません');
		});

		it('should answer for the shop that ran', async () => {
			await start();
			const at = new Date().toISOString();
			await stored.write([{ asin: 'B000000001', set: { stock: { in_stock: true, at } } }]);
			const html = await open('?page=health');
			expect(html).toContain('<h2 class="shop">my-shop</h2>');
			expect(html).toContain('確認時刻のない商品: 価格 1件。');
		});

		it('should sound the alarms of the heartbeat', async () => {
			await start();
			await end(SHOP, Date.now() - 2 * DAY_MS);
			expect(await text('?page=health')).toContain('2日成功していません');
		});

		it('should count the notices that no message has carried yet', async () => {
			await start();
			await end();
			const facts = { reason: '掛け率が空です。' };
			const found = [{ key: 'rule', kind: 'rule' as const, facts, item: null, run: 'r1' }];
			await stored.notices.note(SHOP, { found });
			expect(await open('?page=health')).toContain('まだ届いていないお知らせ: 1件');
			const [notice] = await stored.notices.all(SHOP);
			await stored.notices.tell(SHOP, new Set([notice!.id]));
			expect(await open('?page=health')).not.toContain('まだ届いていないお知らせ');
		});

		it('should say what a brake keeps hidden, whoever resumed the writing', async () => {
			await stored.brakes.add(SHOP, { run: 'brake-run', pausedBefore: null });
			expect(await text('?page=health')).toContain('緊急停止中です');
			const stop = await open('?page=stop');
			expect(() => readDeskForm(stop, 'resume')).toThrow('No form does resume');
		});
	});

	describe('the page of the last check of the connections', () => {
		const refused = makeFinding('base_refresh', 'refused');

		it('should say how to check what was never checked', async () => {
			for (const page of ['health', 'check']) {
				const shown = await text(`?page=${page}`);
				expect(shown).toContain('まだ一度も確かめていません');
				expect(shown).toContain('connection-check.json');
			}
		});

		it('should show what is wrong first, and what to do about it', async () => {
			const findings = [makeFinding('clock', 'right'), refused];
			await stored.checks.keep(SHOP, findings, [makeFinding('images', 'kept')]);
			expect(await text('?page=health')).toContain('正常 2・注意 0・要対応 1');
			const shown = await text('?page=check');
			const { name, todo } = describeFinding(refused);
			expect(shown).toContain(todo);
			expect(shown.indexOf(name)).toBeLessThan(shown.indexOf('画像'));
			expect(shown).toContain('base_refresh: refused');
		});

		it('should keep in mind a test item that may still be in the shop', async () => {
			await stored.checks.keep(SHOP, [makeFinding('clock', 'right')], []);
			expect(await text('?page=check')).not.toContain('テスト用の商品');
			await stored.checks.noteItem(SHOP, { code: 'ABS-TEST-1', item_id: null });
			expect(await text('?page=check')).toContain('ABS-TEST-1');
		});

		it('should belong to its shop alone', async () => {
			await stored.checks.keep('other', [refused], []);
			expect(await text(`?page=check&account=${SHOP}`)).toContain('まだ一度も確かめていません');
		});
	});

	describe('with several shops', () => {
		beforeEach(async () => {
			await stored.rules.save('second', { ...defaultValues, live: true }, 'settings');
			await stored.pauses.set('second', { by: 'owner', reason: '棚卸し' });
		});

		it('should show how each of them stands', async () => {
			const page = await text('');
			expect(page).toContain('my-shop');
			expect(page).toContain('second');
			expect(page).toContain('BASEへの書き込みを停止中です (棚卸し)');
		});

		it('should stop none by a name that is none', async () => {
			const form = readDeskForm(await open('?page=stop&account=my-shop'), 'pause');
			expect((await sendDeskForm({ ...form, account: 'my-shoop' })).status).toBe(403);
			expect(await text('?page=stop&account=my-shoop')).toContain('ショップを選ぶ');
			expect([...(await stored.pauses.all()).keys()]).toEqual(['second']);
		});
	});
});
