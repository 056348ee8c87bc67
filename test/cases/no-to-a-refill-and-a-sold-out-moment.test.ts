import { openQuestions } from '../support/openQuestions';
import { openStory, type SyncStory } from '../support/syncStory';

/**
 * The owner sets most stocks to 0 before a holiday and says no to filling them up. Amazon sells one of them out for a
 * few hours: the sync must not fill it up once Amazon has it again.
 */

const SHOP = 'demo-shop';
const ITEMS = 80;
const EMPTIED = 60;

let story: SyncStory;
let emptied: string[];
let flickers: string;

beforeEach(async () => {
	story = await openStory(ITEMS);
	emptied = Array.from({ length: EMPTIED }, () => story.nextAsin());
	flickers = emptied[0]!;
	for (const asin of emptied) {
		story.simulator.world.editListing(SHOP, story.shown(asin).item_id, { stock: 0 });
	}
	await story.syncLater();
	expect(await openQuestions()).toHaveLength(1);
}, 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const sellOutForOneRun = async (): Promise<void> => {
	story.simulator.world.setOffer(flickers, { inStock: false });
	await story.syncLater();
	expect(story.shown(flickers).visible).toBe(0);
	story.simulator.world.setOffer(flickers, { price: 2000, inStock: true, shipping: 0 });
	await story.syncLater();
	await story.syncLater();
};

const canBeBought = () => {
	const { visible, stock } = story.shown(flickers);
	return visible === 1 && stock > 0;
};

it('control: should not be filled up after a no where Amazon has it all the time', async () => {
	const [question] = await openQuestions();
	await story.syncLater({ approve: question!.codes.no });
	await story.syncLater();
	await story.syncLater();
	expect(canBeBought()).toBe(false);
}, 60_000);

it('should not be filled up after a no, once Amazon has it again', async () => {
	const [question] = await openQuestions();
	await story.syncLater({ approve: question!.codes.no });
	await sellOutForOneRun();
	expect(canBeBought()).toBe(false);
}, 60_000);

it('should not be filled up while the question waits for its answer', async () => {
	await sellOutForOneRun();
	expect(canBeBought()).toBe(false);
}, 60_000);
