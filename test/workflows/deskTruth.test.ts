import { mayStand } from '../../lib/shop/jobs/itemsOfRun';
import { readDeskForm } from '../support/deskForm';
import { openDeskOf } from '../support/deskJobs';
import { failureOf, reportFailure } from '../support/errorTrigger';
import { runWorkflow } from '../support/n8nEngine';
import { askForAll, chatworkOf, shippedWorkflow } from '../support/shopWorld';
import { openStory, type SyncStory } from '../support/syncStory';

/** The desk never says more or less than the ledger does, however a run ended. */

const SHOP = 'demo-shop';
const ITEMS = 20;
/** The engine's number of an execution. */
const EXECUTION = 'test-execution';

let story: SyncStory;
let desk: ReturnType<typeof openDeskOf>;

beforeEach(async () => {
	story = await openStory(ITEMS);
	desk = openDeskOf(story);
}, 60_000);
afterEach(async () => await story.stop());

const moveAll = (price: number): void => {
	for (const asin of story.asins) story.simulator.world.setOffer(asin, { price });
};
const written = (price: number): number =>
	story.asins.filter((asin) => story.shown(asin).price === price).length;

/** The sync as the schedule runs it. @param stopAfter edits after which a person presses Stop; absent = nobody does */
async function sync(stopAfter?: number) {
	const workflow = shippedWorkflow('price-stock-sync.json', {
		...{ dry_run: false, ...askForAll, ...chatworkOf(story.simulator) },
	});
	return await story.later(
		async () =>
			await runWorkflow(workflow, {
				...{ credentials: story.credentials, startNode: '定期実行', mode: 'trigger' as const },
				onStart: (cancel) => {
					if (stopAfter === undefined) return;
					const watch = setInterval(() => {
						if (written(6500) < stopAfter) return;
						clearInterval(watch);
						cancel();
					}, 1);
				},
			}),
	);
}

/** The figures of the page of the newest run that edited something, beside the journal's. */
async function readLastRun() {
	const { history, journal } = desk.stored();
	const records = await history.read(await history.ids());
	const last = records.filter(({ name }) => name.startsWith('sync/')).at(-1)!;
	// An edit whose answer was never written down may be in the shop.
	const stands = (await journal.ofRun(last.id)).filter(mayStand);
	return { last, stands: stands.length, page: await desk.text(`?page=run&id=${last.id}`) };
}

it('should count the edits of a run that a person stopped as the journal does', async () => {
	moveAll(5000);
	// Slow enough for a person to press Stop in the middle.
	story.simulator.faults.add({ kind: 'slow', operation: 'items/edit', milliseconds: 30 });
	const run = await sync(3);
	expect(run.status).toBe('canceled');
	const { stands, page } = await readLastRun();
	expect(stands).toBe(written(6500));
	expect(stands).toBeGreaterThanOrEqual(3);
	expect(stands).toBeLessThan(ITEMS);
	expect(page).toContain(`BASEの変更 ${stands}件`);
	const home = await desk.text('');
	expect(home).toMatch(/⚠.*(止まりました|途中で止まっています)/);
	expect(home).not.toContain('問題ありません');
	// Nobody closes the record before the next run.
	const { last } = await readLastRun();
	expect(last.state).toBe('running');
	const said = `途中で止まりました。BASEの変更 ${stands}件`;
	await story.later(async () => await Promise.resolve(), 0.2);
	expect(await desk.text('?page=runs')).toContain(said);
	expect(await desk.text(`?page=run&id=${last.id}`)).toContain(said);
}, 60_000);

it('should name a dead credential of Amazon, and no change that was not made', async () => {
	moveAll(5000);
	story.simulator.faults.add({ kind: 'accountRestricted' });
	const run = await sync();
	expect(run.error).toBeDefined();
	await desk.soon(async () => await reportFailure(failureOf(run, EXECUTION), story.credentials));
	const { last, stands, page } = await readLastRun();
	expect([last.state, stands, written(6500)]).toEqual(['failed', 0, 0]);
	expect(page).toContain('この実行は、BASEの商品を変えていません');
	const home = await desk.text('');
	expect(home).toMatch(/⚠.*止まりました/);
}, 60_000);

it('should be well again with the next good run', async () => {
	story.simulator.faults.add({ kind: 'accountRestricted' });
	await sync();
	story.simulator.faults.clear();
	moveAll(5000);
	await sync();
	const { stands } = await readLastRun();
	expect([stands, written(6500)]).toEqual([ITEMS, ITEMS]);
	const home = await desk.text('');
	expect(home).toContain('問題ありません');
	expect(home.replace(/\s+/g, ' ')).toContain(`値上げ ${ITEMS}件`);
	const { html } = await desk.open('?page=stop');
	expect(readDeskForm(html, 'pause').account).toBe(SHOP);
}, 60_000);
