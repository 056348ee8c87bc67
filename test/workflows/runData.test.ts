import type { EngineRun } from '../support/n8nEngine';
import { weighRunData } from '../support/runDataSize';
import { openStory, type SyncStory } from '../support/syncStory';
import { syncOnce } from '../support/syncOnce';
import { watchOnce } from '../support/watchOnce';

const ITEMS = 200;
const MOVED = 20;

/**
 * What n8n's database takes of one run, where the owner's workflow keeps the data of good runs: imported by the menu
 * it has n8n's own settings. In a shop of 10,772 items with 0.6 changes an item and day, 70 bytes an item of each
 * sync and 6,500 bytes a change are 48 MB a day.
 */
describe('the saved data of a run', () => {
	let story: SyncStory;
	beforeAll(async () => {
		story = await openStory(ITEMS);
	});
	afterAll(async () => await story.stop());

	const weigh = ({ raw }: EngineRun): number => weighRunData(raw.data);
	const sync = async (): Promise<number> =>
		await story.later(async () => {
			const { run } = await syncOnce(story.simulator, story.credentials);
			return weigh(run);
		});

	it('should be at most 70 bytes for each item that a sync leaves as it is', async () => {
		const SAME_FOR_ALL = 9_000;
		expect(await sync()).toBeLessThan(SAME_FOR_ALL + 70 * ITEMS);
	});

	it('should be at most 6,500 bytes for each item that a sync finds moved', async () => {
		const quiet = await sync();
		for (const asin of story.asins.slice(0, MOVED)) {
			story.simulator.world.setOffer(asin, { price: 2200, inStock: true, shipping: 0 });
		}
		expect(((await sync()) - quiet) / MOVED).toBeLessThan(6_500);
	});

	it('should be at most 2,600 bytes an item for a watch', async () => {
		const run = await story.later(async () => await watchOnce(story), 0.5);
		expect(weigh(run) / ITEMS).toBeLessThan(2600);
	});
});
