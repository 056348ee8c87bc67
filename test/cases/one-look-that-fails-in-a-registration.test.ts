import { registerAsins } from '../support/registerAsins';
import { shortenWaits } from '../support/shortWaits';
import { COST, openStory } from '../support/syncStory';
import { onNextCall } from '../support/whenEditArrives';

/** BASE fails for some seconds, just while a registration looks once more whether somebody listed its second product. */

shortenWaits();

it('should register the others', async () => {
	const story = await openStory(12, { unlisted: 6 });
	const { simulator } = story;
	const asins = simulator.world.unlistedAsins('demo-shop').slice(0, 4);
	for (const asin of asins) {
		simulator.world.setOffer(asin, { price: COST, inStock: true, shipping: 0 });
	}
	onNextCall(simulator, 'items/add', () => {
		// As often as a reading is tried.
		simulator.faults.add({ kind: 'databaseError', operation: 'items', times: 4 });
	});
	const run = await registerAsins(story, asins);
	await story.stop();

	const made = simulator.world
		.listings('demo-shop')
		.filter(
			({ item }) => item.visible === 1 && asins.some((asin) => item.identifier.includes(asin)),
		);
	expect(made.length).toBeGreaterThanOrEqual(3);
	expect(run.output('BASEに登録')).toHaveLength(4);
}, 60_000);
