import { openStory, PRICE, type SyncStory } from '../support/syncStory';

/** An expression in 設定 that names nothing is no word that the shop may go live. */

let story: SyncStory;
afterEach(async () => await story.stop());

it.each([null, undefined, '', 0, 'false'])(
	'should write nothing where dry_run is %j',
	async (dry_run) => {
		story = await openStory(6, { first: { dry_run } });
		const [cut, gone] = [story.nextAsin(), story.nextAsin()];
		story.simulator.world.setOffer(cut, { price: 1800, inStock: true, shipping: 0 });
		story.simulator.world.setOffer(gone, { inStock: false });

		const { message } = await story.syncLater({ dry_run });

		expect(story.shown(cut).price).toBe(PRICE);
		expect(story.shown(gone).visible).toBe(1);
		expect(message).toContain('テスト実行');
	},
	60_000,
);
