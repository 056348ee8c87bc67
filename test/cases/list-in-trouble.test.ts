import { runWorkflow } from '../support/n8nEngine';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';
import { shippedWatch, WATCH_TRIGGER, watchOnce } from '../support/watchOnce';

/** BASE shows no list for hours, while it shows and edits single items. */

shortenWaits();

let story: SyncStory;
beforeEach(async () => void (story = await openStory(12)), 60_000);
afterEach(async () => await story.stop());

it('should still hide by the watch what Amazon has sold out', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { inStock: false });
	story.simulator.faults.add({ kind: 'databaseError', operation: 'items' });
	await story.later(async () => await watchOnce(story), 1);
	expect(story.shown(asin).visible).toBe(0);
}, 60_000);

it('should not go by a list of the day before yesterday', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { inStock: false });
	story.simulator.faults.add({ kind: 'databaseError', operation: 'items' });
	const { credentials } = story;
	const watch = async () =>
		await runWorkflow(shippedWatch(), { credentials, startNode: WATCH_TRIGGER });
	expect((await story.later(watch, 30)).error).toContain('db_error');
	expect(story.shown(asin).visible).toBe(1);
}, 60_000);
