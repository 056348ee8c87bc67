import { brakeAtDesk, releaseAtDesk } from '../support/deskJobs';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';
import { onNextEdit } from '../support/whenEditArrives';
import { withStoredData } from '../support/withStoredData';

/** A product that another workflow is just adding is in no list of the brake's: it is hidden, told and shown again. */

shortenWaits();

let story: SyncStory;
beforeEach(async () => void (story = await openStory(8, { unlisted: 2 })), 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

/** The last step of a registration that had passed its checks before the brake was pulled. */
async function register(asin: string): Promise<number> {
	const identifier = `b-${asin}-20261124210000`;
	const itemId = story.place(identifier, '新しい商品');
	await withStoredData(async ({ journal }) => {
		const at = new Date(Date.now()).toISOString();
		const field_edits = {
			created: { from: null, to: identifier },
			visible: { from: false, to: true },
		};
		const base = { run: 'register', account: 'demo-shop', item_id: 0, asin, why: [] };
		const id = await journal.intend({ ...base, field_edits, at });
		await journal.answer(id, { outcome: 'applied', detail: { item_id: itemId }, at });
	});
	return itemId;
}

it('should hide it, end well and tell of it', async () => {
	const [asin = ''] = story.simulator.world.unlistedAsins('demo-shop');
	let registered: Promise<number> | undefined;
	const run = await story.later(async () => {
		onNextEdit(story.simulator, () => (registered = register(asin)));
		return await brakeAtDesk(story);
	}, 0.1);
	const itemId = (await registered)!;

	expect(run.error).toBeUndefined();
	expect(story.item(itemId).visible).toBe(0);
	expect(story.simulator.messages.list().at(-1)!.body).toContain(`新しい商品 (${asin})`);

	await story.later(async () => await releaseAtDesk(story), 0.1);
	const shown = story.simulator.world
		.listings('demo-shop')
		.filter(({ item }) => item.visible === 1);
	expect(shown.length).toBeGreaterThanOrEqual(8);
}, 60_000);
