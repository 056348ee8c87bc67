import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { readDeskForm } from '../support/deskForm';
import { shortenWaits } from '../support/shortWaits';
import { openStory, PRICE, type SyncStory } from '../support/syncStory';
import { onNextCall } from '../support/whenEditArrives';

/** The desk says that nothing is written to BASE any more: that holds for the run under way, too. */

shortenWaits();

let story: SyncStory;
let asin: string;

beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { price: 1800, inStock: true, shipping: 0 });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

it('should have a sync under way write nothing more, and say why', async () => {
	const { message } = await story.later(async () => {
		const form = readDeskForm((await openDeskPage('?page=live')).html, 'dry');
		story.simulator.faults.add({
			...{ kind: 'slow', operation: 'getItemOffersBatch', milliseconds: 1500 },
		});
		let sent: Promise<unknown> | undefined;
		onNextCall(story.simulator, 'getItemOffersBatch', () => {
			sent = sendDeskForm(form);
		});
		const done = await story.sync();
		await sent;
		return done;
	});

	expect(story.shown(asin).price).toBe(PRICE);
	expect(message).toContain('テストに戻されたため');
}, 60_000);

it('should let the run write where the owner did nothing', async () => {
	await story.syncLater();

	expect(story.shown(asin).price).toBe(2340);
}, 60_000);
