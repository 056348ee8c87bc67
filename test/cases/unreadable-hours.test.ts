import { openStory, type SyncStory } from '../support/syncStory';

/** Business hours that nobody can read close nothing, and the owner is told how to write them. */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory(12);
});
afterAll(async () => await story.stop());

const syncSoldOut = async (business_hours: unknown) => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { inStock: false });
	const { error, message } = await story.syncLater({ business_hours });
	expect(error).toBeUndefined();
	return { message, visible: story.shown(asin).visible };
};

it.each(['9:00-25:00', '平日のみ', '9:00-18:00 祝日'])(
	'should hide what is sold out where the hours are %j, and name the field',
	async (typed) => {
		const { message, visible } = await syncSoldOut(typed);
		expect(visible).toBe(0);
		expect(message).toContain(
			`営業時間 (business_hours)「${typed}」を読めないため、時間を限らずにいつでも動いています。`,
		);
		expect(message).toMatch(/のように書いてください。/);
	},
);

it.each(['', null, '0-24', '毎日 0時から24時まで'])(
	'should tell nothing about the hours where they are %j',
	async (typed) => {
		const { message, visible } = await syncSoldOut(typed);
		expect(visible).toBe(0);
		expect(message).not.toContain('business_hours');
	},
);
