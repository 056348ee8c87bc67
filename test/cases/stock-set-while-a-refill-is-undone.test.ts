import { goOnAtDesk, pressAtDesk } from '../support/deskJobs';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';
import { onNextEdit } from '../support/whenEditArrives';
import { withStoredData } from '../support/withStoredData';

/** While an undo takes a refill back, the connection breaks, and the owner types the stock that just came in. */

shortenWaits();

const SHOP = 'demo-shop';

let story: SyncStory;
let asin: string;
let run: string;

beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
	story.simulator.world.editListing(SHOP, story.shown(asin).item_id, { stock: 0 });
	await story.syncLater();
	expect(story.shown(asin)).toMatchObject({ stock: 1, visible: 1 });
	run = await withStoredData(async ({ journal }) => (await journal.runs()).at(-1)!.run);
}, 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const undo = async (): Promise<void> =>
	await story.later(async () => {
		const sent = await pressAtDesk('undo', { sure: 'yes' }, `?page=run&id=${run}`);
		expect((await goOnAtDesk(story, sent)).error).toBeUndefined();
	}, 0.2);

it('control: should be emptied where the connection breaks and nobody touches it', async () => {
	story.simulator.faults.add({ kind: 'reset', operation: 'items/edit', times: 1 });
	await undo();
	expect(story.shown(asin).stock).toBe(0);
}, 60_000);

it('should keep the stock that the owner typed meanwhile', async () => {
	story.simulator.faults.add({ kind: 'reset', operation: 'items/edit', times: 1 });
	onNextEdit(story.simulator, () => {
		story.simulator.world.editListing(SHOP, story.shown(asin).item_id, { stock: 5 });
	});
	await undo();
	expect(story.shown(asin).stock).toBe(5);
}, 60_000);
