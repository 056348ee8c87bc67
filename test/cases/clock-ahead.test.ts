import { openStory, PRICE, type SyncStory } from '../support/syncStory';

/** Times that a wrong clock left count neither as fresh nor as recent once the clock is right. */

const DAY = 24;

let story: SyncStory;
let shiftedHours = 0;

beforeEach(async () => {
	story = await openStory(20);
	shiftedHours = 0;
	const realNow = Date.now;
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + shiftedHours * 3_600_000);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const syncAt = async (hours: number): Promise<void> => {
	shiftedHours = hours;
	const { error } = await story.sync();
	expect(error).toBeUndefined();
};

/** An answer that settles nothing, for good. */
const fallSilent = (asin: string) => story.simulator.world.setOffer(asin, { rawStatus: 'Unheard' });
const setPrice = (asin: string, price: number) =>
	story.simulator.world.setOffer(asin, { price, inStock: true, shipping: 0 });

it('should hide what stays unconfirmed after a confirmation a month ahead', async () => {
	const asin = story.nextAsin();
	await syncAt(30 * DAY);
	fallSilent(asin);
	await syncAt(4);
	await syncAt(20);
	expect(story.shown(asin).visible).toBe(1);
	await syncAt(30);
	expect(story.shown(asin).visible).toBe(0);
}, 120_000);

it('should hide what stays unconfirmed though its first failed try was a month ahead', async () => {
	const asin = story.nextAsin();
	fallSilent(asin);
	await syncAt(30 * DAY);
	await syncAt(6);
	expect(story.shown(asin).visible).toBe(1);
	await syncAt(30);
	await syncAt(36);
	expect(story.shown(asin).visible).toBe(0);
}, 120_000);

it('should hide what stays unconfirmed after the clock was set back by a week', async () => {
	const asin = story.nextAsin();
	fallSilent(asin);
	await syncAt(-7 * DAY);
	await syncAt(-7 * DAY + 20);
	expect(story.shown(asin).visible).toBe(1);
	await syncAt(-7 * DAY + 30);
	expect(story.shown(asin).visible).toBe(0);
}, 120_000);

it('should cut a price after a wave of cuts that a clock a month ahead dated', async () => {
	for (const asin of story.asins.slice(0, 10)) setPrice(asin, 1800);
	await syncAt(30 * DAY);
	const later = story.asins[15]!;
	setPrice(later, 1800);
	await syncAt(5);
	expect(story.shown(later).price).toBe(2340);
}, 120_000);

it('should go on counting a wave though the clock is set back by an hour', async () => {
	for (const asin of story.asins.slice(0, 10)) setPrice(asin, 1800);
	await syncAt(4);
	const later = story.asins[15]!;
	setPrice(later, 1800);
	await syncAt(3);
	expect(story.shown(later).price).toBe(PRICE);
}, 120_000);
