import { pressAtDesk } from '../support/deskJobs';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';

/** During a pause an item waits for its raise, and the owner was told so. Then it comes to be sold at a loss. */

shortenWaits();

let story: SyncStory;
let asin: string;

beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
	const pause = async () => await pressAtDesk('pause', { pause_reason: '棚卸し' });
	expect((await story.later(pause, 0.1)).status).toBe(303);
}, 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const cost = (price: number) =>
	story.simulator.world.setOffer(asin, { price, inStock: true, shipping: 0 });

/** The floor of 2,440 yen is 2,656 yen; the shop sells for 2,600. */
const LOSS = 2440;

it('control: should be told that it is still on sale where the loss comes first', async () => {
	cost(LOSS);
	const { message } = await story.syncLater();
	expect(message).toContain('まだ公開中');
}, 60_000);

it('should be told that it is still on sale where it was told before that its raise waits', async () => {
	// Its floor is 2,570 yen: the raise waits, and nothing is lost meanwhile.
	cost(2360);
	const { message: first } = await story.syncLater();
	expect(first).toContain('3,070円');
	expect(first).not.toContain('まだ公開中');
	// A move of 80 yen is not worth a message by itself.
	cost(LOSS);
	const messages: string[] = [];
	for (let run = 0; run < 3; run++) messages.push((await story.syncLater()).message);
	expect(story.shown(asin)).toMatchObject({ price: 2600, visible: 1 });
	expect(messages.join('\n')).toContain('まだ公開中');
}, 60_000);
