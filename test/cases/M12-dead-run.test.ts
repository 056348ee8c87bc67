import { join } from 'node:path';
import { readClosedRun } from '../../lib/shop/runs/closeRun';
import { undoAtDesk } from '../support/deskJobs';
import { failureOf, reportFailure } from '../support/errorTrigger';
import { runWorkflow, type EngineRun } from '../support/n8nEngine';
import { askForAll, chatworkOf, shippedWorkflow } from '../support/shopWorld';
import { openFolder, type Stored } from '../support/stored';
import { COST, openStory, PRICE, type SyncStory } from '../support/syncStory';

/** M12: a run dies in its second chunk of 100 items after 30 edits; nobody ever heard of them. */

const EDITS = 30;
const CUT = PRICE * 0.9;

let story: SyncStory;
let cache: Stored;

beforeEach(async () => {
	story = await openStory(250);
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	cache = openFolder({ folder, now: Date.now });
	for (const asin of story.asins.slice(0, EDITS)) {
		story.simulator.world.setOffer(asin, { price: COST * 0.9, inStock: true, shipping: 0 });
	}
}, 60_000);
afterEach(async () => {
	await cache.close();
	await story.stop();
});

const changed = () => story.asins.filter((asin) => story.shown(asin).price === CUT).length;

/** A scheduled run that meets its end while the second chunk is being fetched. */
const runInto = async (executionId: string, end: (cancel: () => void) => void) => {
	const { simulator, credentials } = story;
	const settings = { dry_run: false, ...askForAll, ...chatworkOf(simulator) };
	simulator.counters.reset();
	simulator.faults.add({ kind: 'slow', operation: 'getItemOffersBatch', milliseconds: 100 });
	let poll: NodeJS.Timeout | undefined;
	const run = await runWorkflow(shippedWorkflow('price-stock-sync.json', settings), {
		...{ credentials, startNode: '定期実行', executionId },
		onStart: (cancel) => {
			poll = setInterval(() => {
				const { things } = simulator.counters.of('amazon', 'getItemOffersBatch');
				if (things < 110) return;
				clearInterval(poll);
				end(cancel);
			}, 5);
		},
	});
	clearInterval(poll);
	simulator.faults.clear();
	expect(changed()).toBe(EDITS);
	return run;
};
const refuse = () => void story.simulator.faults.add({ kind: 'accountRestricted' });
const runOf = (run: EngineRun) => run.output('実行の開始')[0]?.run as { id: string };

it('should be in the history as failed, with its number, its edits and the reason', async () => {
	const run = await runInto('71', refuse);
	const { id } = runOf(run);
	const failed = await reportFailure(failureOf(run, '71'), story.credentials);
	expect(failed).toMatchObject({
		run: { id, account: 'demo-shop', edits: EDITS },
		history: {
			...{ run: id, account: 'demo-shop', total: 250, edited: EDITS, notified: '未通知' },
			result: `失敗: ${run.error}`,
		},
	});
	const closed = await readClosedRun(cache, id);
	expect(closed?.record).toMatchObject({
		...{ state: 'failed', node: '動きを調べる', reason: run.error, edits: EDITS },
	});
	expect(closed?.edits.map(({ asin }) => asin).sort()).toEqual(story.asins.slice(0, EDITS).sort());
	expect(closed?.edits[0]?.field_edits).toEqual({ price: { from: PRICE, to: CUT } });
}, 60_000);

it('should be undone by its number', async () => {
	const { id } = runOf(await runInto('71', refuse));
	const undone = await undoAtDesk(story, id);
	expect(String(undone.output('結果をまとめる')[0]?.page)).toContain(`実行 ${id} を元に戻す`);
	expect(changed()).toBe(0);
	expect(story.asins.every((asin) => story.shown(asin).price === PRICE)).toBe(true);
}, 60_000);

it('should be closed by the next start if nobody reported its end', async () => {
	const { id } = runOf(await runInto('71', (cancel) => cancel()));
	const { simulator, credentials } = story;
	const settings = { dry_run: false, ...chatworkOf(simulator) };
	const sync = async () =>
		await runWorkflow(shippedWorkflow('price-stock-sync.json', settings), {
			...{ credentials, startNode: '定期実行' },
		});
	const next = await sync();
	expect(next.error).toBeUndefined();
	expect(next.output('実行の開始')[0]?.run).toMatchObject({ closed_runs: [{ id, edits: EDITS }] });
	expect(await cache.history.get(id)).toMatchObject({ state: 'dead', edits: EDITS });
	expect(await cache.history.get(runOf(next).id)).toMatchObject({ state: 'finished', edits: 0 });
	expect((await sync()).output('実行の開始')[0]?.run).not.toHaveProperty('closed_runs');
}, 60_000);

it('should be in the history too if it failed before its first node', async () => {
	const failed = await reportFailure(
		{
			workflow: { id: 'priceStockSync01', name: '価格・在庫の同期' },
			trigger: { error: { message: '始まりません' } },
		},
		story.credentials,
	);
	expect(failed).toMatchObject({
		...{ run: null, has_message: true },
		history: { run: '', workflow: '価格・在庫の同期', result: '失敗: 始まりません', edited: 0 },
	});
}, 60_000);
