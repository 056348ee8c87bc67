import { brakeAtDesk, readText } from '../support/deskJobs';
import { openDeskPage } from '../support/deskPages';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';

/**
 * An item is taken off sale in an emergency (a recall), until the owner releases it. Closed days of the whole shop end
 * by themselves; the emergency does not, whichever of the two came first.
 */

shortenWaits();

let story: SyncStory;
beforeEach(async () => void (story = await openStory(12)), 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const dayIn = (days: number): string =>
	new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const readStop = async (): Promise<string> => readText((await openDeskPage('?page=stop')).html);

it('should leave hidden after closed days what an emergency stop hid before', async () => {
	const recalled = story.nextAsin();
	const item_ids = String(story.shown(recalled).item_id);
	await story.later(async () => await brakeAtDesk(story, { item_ids, reason: 'リコール' }), 0.1);
	expect(story.shown(recalled).visible).toBe(0);
	await story.later(async () => {
		await brakeAtDesk(story, { day_of_return: dayIn(5), reason: '年末年始' });
		expect(await readStop()).toContain('自動では再開しません');
	}, 1);
	await story.later(async () => await story.sync(), 6 * 24);
	expect(story.shown(recalled).visible).toBe(0);
}, 60_000);

it('should say that the day of return is over where an item is stopped without a day', async () => {
	const single = story.nextAsin();
	await story.later(async () => {
		await brakeAtDesk(story, { day_of_return: dayIn(5) });
		expect(await readStop()).not.toContain('自動では再開しません');
	}, 0.1);
	story.simulator.world.editListing('demo-shop', story.shown(single).item_id, { visible: 1 });
	const item_ids = String(story.shown(single).item_id);
	await story.later(async () => {
		await brakeAtDesk(story, { item_ids });
		expect(await readStop()).toContain('自動では再開しません');
	}, 4);
	await story.later(async () => await story.sync(), 6 * 24);
	expect(story.shown(single).visible).toBe(0);
}, 60_000);
