import { makeBackup } from '../../lib/shop/backup/backup';
import { restoreBackup } from '../../lib/shop/backup/restore';
import { openDeskOf } from '../support/deskJobs';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';

/** A copy was made while the shop was paused. Months later it is restored into the shop under way, which is not paused. */

shortenWaits();

let story: SyncStory;
beforeEach(async () => void (story = await openStory(12)), 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const none = () => undefined;

it.each([false, true])(
	'should still hide what Amazon sold out after a copy of a pause: restored %s',
	async (isRestored) => {
		const desk = openDeskOf(story);
		expect((await desk.press('pause', { pause_reason: '棚卸し' })).status).toBe(303);
		const { soon } = desk;
		const data = () => ({ cache: desk.stored(), ledger: desk.stored() });
		const backup = await soon(
			async () => await makeBackup(data(), new Date(Date.now()).toISOString(), none),
		);
		expect((await desk.press('resume')).status).toBe(303);
		if (isRestored) {
			await soon(
				async () => await restoreBackup(data(), backup, { isDryRun: false, onChunk: none }),
			);
		}
		const asin = story.nextAsin();
		story.simulator.world.setOffer(asin, { inStock: false });
		await story.syncLater();
		expect(story.shown(asin).visible).toBe(0);
	},
	60_000,
);
