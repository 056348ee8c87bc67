import { registerAsins } from '../support/registerAsins';
import { goLive, markedUp } from '../support/shopRules';
import { shortenWaits } from '../support/shortWaits';
import { COST, openStory, PRICE } from '../support/syncStory';
import { onNextCall } from '../support/whenEditArrives';

/** A registration may last for hours: its prices were made at its beginning, and the owner's rules are others by now. */

shortenWaits();

it('should not put a new item on sale at the price of rules that the owner has replaced meanwhile', async () => {
	const story = await openStory(12, { unlisted: 4 });
	const { simulator } = story;
	const asins = simulator.world.unlistedAsins('demo-shop').slice(0, 2);
	for (const asin of asins) {
		simulator.world.setOffer(asin, { price: COST, inStock: true, shipping: 0 });
	}
	let saved: Promise<void> | undefined;
	onNextCall(simulator, 'items/add', () => (saved = goLive('demo-shop', markedUp(200))));
	const run = await registerAsins(story, asins);
	expect(run.error).toBeUndefined();
	await saved;
	await story.stop();

	const made = simulator.world.listings('demo-shop').flatMap(({ item }) => {
		const isNew = asins.some((asin) => item.identifier.includes(asin));
		return isNew && item.visible === 1 ? [item.price] : [];
	});
	// The second one was begun long after the owner's word.
	expect(made).not.toContain(PRICE);
}, 60_000);
