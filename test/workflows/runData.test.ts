import type { EngineRun } from '../support/n8nEngine';
import { weighRunData } from '../support/runDataSize';
import { openStory, type SyncStory } from '../support/syncStory';
import { syncOnce } from '../support/syncOnce';
import { watchOnce } from '../support/watchOnce';

const ITEMS = 200;

/**
 * What n8n's database takes of one run, where the owner's workflow keeps the data of good runs: imported by the menu
 * it has n8n's own settings. Bytes for each item of the shop.
 */
describe('the saved data of a run', () => {
	let story: SyncStory;
	const weigh = ({ raw }: EngineRun): number => weighRunData(raw.data) / ITEMS;

	beforeAll(async () => {
		story = await openStory(ITEMS);
	});
	afterAll(async () => await story.stop());

	it('should be at most 3,500 bytes an item for a sync', async () => {
		const { run } = await story.later(
			async () => await syncOnce(story.simulator, story.credentials),
		);
		expect(weigh(run)).toBeLessThan(3500);
	});

	it('should be at most 2,600 bytes an item for a watch', async () => {
		const run = await story.later(async () => await watchOnce(story), 0.5);
		expect(weigh(run)).toBeLessThan(2600);
	});
});
