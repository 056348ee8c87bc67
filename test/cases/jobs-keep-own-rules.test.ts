import { brakeAtDesk, releaseAtDesk, undoAtDesk } from '../support/deskJobs';
import { setItemRule } from '../support/itemRuleAtDesk';
import { shortenWaits } from '../support/shortWaits';
import { COST, openStory, PRICE, type SyncStory } from '../support/syncStory';
import { withStoredData } from '../support/withStoredData';

/** The owner gave one item a rule of its own after a run: an undo or a release of that run keeps to it. */

shortenWaits();

let story: SyncStory;
let asin: string;

beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const setRule = async (typed: Record<string, string>): Promise<void> =>
	await setItemRule(story.shown(asin).item_id, typed);

/** A run raises the item from 2,600 to 3,380 yen. Then the cost is what it was before. @returns the run */
const raise = async (): Promise<string> => {
	story.simulator.world.setOffer(asin, { price: 2600, inStock: true, shipping: 0 });
	await story.syncLater();
	expect(story.shown(asin).price).toBe(3380);
	story.simulator.world.setOffer(asin, { price: COST, inStock: true, shipping: 0 });
	return await withStoredData(async ({ journal }) => (await journal.runs()).at(-1)!.run);
};

const undo = async (run: string): Promise<string> => {
	const undone = await story.later(async () => await undoAtDesk(story, run), 0.1);
	return String(undone.output('結果をまとめる')[0]?.page);
};

it('should put a price back where there is no rule of its own', async () => {
	await undo(await raise());
	expect(story.shown(asin).price).toBe(PRICE);
}, 60_000);

it('should not cut below the floor that the item got since', async () => {
	const run = await raise();
	await story.later(async () => await setRule({ floor: '3000' }));
	await undo(run);
	expect(story.shown(asin).price).toBeGreaterThanOrEqual(3000);
}, 60_000);

it('should leave the price that the owner fixed since, and say so', async () => {
	const run = await raise();
	await story.later(async () => await setRule({ price: '3380' }));
	const page = await undo(run);
	expect(story.shown(asin).price).toBe(3380);
	expect(page).toContain('商品ごとのルールで、価格が 3,380円 に決まっています');
}, 60_000);

it('should leave alone an item that the owner took out since, and say so', async () => {
	const run = await raise();
	await story.later(async () => await setRule({ never: 'はい' }));
	const page = await undo(run);
	expect(story.shown(asin).price).toBe(3380);
	expect(page).toContain('商品ごとのルールで対象外になっています');
}, 60_000);

it('should not show an item below the floor that it got since', async () => {
	await brakeAtDesk(story);
	await story.later(async () => await setRule({ floor: '3000' }), 1);
	await story.later(async () => await releaseAtDesk(story), 0.1);
	const { visible, price } = story.shown(asin);
	expect(visible === 0 || price >= 3000).toBe(true);
}, 60_000);

it('should show again what the owner had taken out before the brake', async () => {
	await setRule({ never: 'はい' });
	await story.later(async () => await brakeAtDesk(story), 1);
	expect(story.shown(asin).visible).toBe(0);
	await story.later(async () => await releaseAtDesk(story), 0.1);
	expect(story.shown(asin)).toMatchObject({ visible: 1, price: PRICE });
}, 60_000);

it('should leave hidden what the owner took out while the brake held', async () => {
	await brakeAtDesk(story);
	await story.later(async () => await setRule({ never: 'はい' }), 1);
	await story.later(async () => await releaseAtDesk(story), 0.1);
	expect(story.shown(asin).visible).toBe(0);
}, 60_000);

it('should tell of what was taken out, and stays hidden after closed days', async () => {
	const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
	await setRule({ never: 'はい' });
	await story.later(async () => await brakeAtDesk(story, { day_of_return: day }), 1);
	const { message } = await story.later(async () => await story.sync(), 4 * 24);
	expect(message).toContain('自動で公開しない商品 1件は非公開のままです');
	await story.later(async () => await releaseAtDesk(story), 1);
	expect(story.shown(asin).visible).toBe(1);
}, 60_000);
