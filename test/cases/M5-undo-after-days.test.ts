import { COST, openStory, PRICE, type SyncStory } from '../support/syncStory';
import { undoAtDesk } from '../support/deskJobs';
import { withStoredData } from '../support/withStoredData';

/**
 * M5: a run is undone 72 hours later, and n8n was off since. What Amazon sold out or made dearer meanwhile is
 * neither shown nor cut; where all is well at Amazon, the undo does its work.
 */

const DAYS_LATER = 72;
/** 2,000 x 1.4. */
const WRONG_PRICE = 2800;

let story: SyncStory;

beforeEach(async () => {
	story = await openStory(12);
}, 60_000);
afterEach(async () => await story.stop());

const undo = async (run: string) => await undoAtDesk(story, run);

/** The number of the last run that edited an item. */
const lastRunOf = async (asin: string): Promise<string> => {
	const edits = await withStoredData(async ({ journal }) => {
		const runs = await journal.runs();
		const entries = await Promise.all(runs.map(async ({ run }) => await journal.ofRun(run)));
		return entries.flat().filter((entry) => entry.asin === asin);
	});
	const [last] = edits.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
	if (!last) throw new Error(`No run edited ${asin}`);
	return last.run;
};

/** The owner approves another markup: one run raises everything. */
const raiseAll = async (): Promise<void> => {
	const { rules } = await story.sync({ markup: 1.4 });
	await story.sync({ markup: 1.4, approve: rules!.proposal!.code });
	expect(new Set(story.asins.map((asin) => story.shown(asin).price))).toEqual(
		new Set([WRONG_PRICE]),
	);
};

/** Amazon gives no usable answer for a day, until the sync hides the items. */
const hideForLackOfAnswers = async (asins: string[]): Promise<void> => {
	for (const asin of asins) story.simulator.world.setOffer(asin, { rawStatus: 'Unheard' });
	for (const hours of [23, 2, 2]) await story.later(async () => await story.sync(), hours);
	expect(asins.map((asin) => story.shown(asin).visible)).toEqual(asins.map(() => 0));
	for (const asin of asins) story.simulator.world.setOffer(asin, { rawStatus: null });
};

it('should cut nothing below the floor of what it costs now', async () => {
	const dearer = story.nextAsin();
	await raiseAll();
	const run = await lastRunOf(dearer);
	// The floor is (2,500 + 40) / 0.934 = 2,720 yen.
	story.simulator.world.setOffer(dearer, { price: 2500, inStock: true, shipping: 0 });

	await story.later(async () => await undo(run), DAYS_LATER);

	expect(story.shown(dearer).price).toBeGreaterThanOrEqual(2720);
}, 60_000);

it('should put back the price where all is well at Amazon', async () => {
	const [dearer, same] = [story.nextAsin(), story.nextAsin()];
	await raiseAll();
	const run = await lastRunOf(same);
	story.simulator.world.setOffer(dearer, { price: 2500, inStock: true, shipping: 0 });

	await story.later(async () => await undo(run), DAYS_LATER);

	expect(story.shown(same)).toMatchObject({ price: PRICE, visible: 1 });
}, 60_000);

it('should not show what is sold out now', async () => {
	const asin = story.nextAsin();
	await hideForLackOfAnswers([asin]);
	const run = await lastRunOf(asin);
	story.simulator.world.setOffer(asin, { inStock: false });

	await story.later(async () => await undo(run), DAYS_LATER);

	expect(story.shown(asin).visible).toBe(0);
}, 60_000);

it('should not show what would sell at a loss now', async () => {
	const asin = story.nextAsin();
	await hideForLackOfAnswers([asin]);
	const run = await lastRunOf(asin);
	story.simulator.world.setOffer(asin, { price: 2800, inStock: true, shipping: 0 });

	await story.later(async () => await undo(run), DAYS_LATER);

	const { price, visible } = story.shown(asin);
	// The floor of 2,800 yen is 3,042.
	expect({ isOnSaleAtALoss: visible === 1 && price < 3042 }).toEqual({ isOnSaleAtALoss: false });
}, 60_000);

it('should show again what is in stock at the same price', async () => {
	const asin = story.nextAsin();
	await hideForLackOfAnswers([asin]);
	const run = await lastRunOf(asin);
	expect(story.simulator.world.truth(asin)).toEqual({ status: 'in_stock', price: COST });

	await story.later(async () => await undo(run), DAYS_LATER);

	expect(story.shown(asin)).toMatchObject({ price: PRICE, visible: 1 });
}, 60_000);
