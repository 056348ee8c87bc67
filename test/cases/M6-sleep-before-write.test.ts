import { useMovableClock } from '../support/movableClock';
import { COST, openStory, PRICE, type SyncStory } from '../support/syncStory';
import { onNextEdit } from '../support/whenEditArrives';

/**
 * M6: the machine sleeps for 8 hours in the middle of a chunk, between its decisions and their writes. What
 * adds risk is asked anew or dropped; hides go out all the same.
 */

const { passHours } = useMovableClock();

let story: SyncStory;
let soldOut: string[];
let cheaper: string[];
let back: string[];

const take = (count: number) => Array.from({ length: count }, () => story.nextAsin());

beforeEach(async () => {
	story = await openStory(20);
	[soldOut, cheaper, back] = [take(4), take(8), take(3)];
	const { world } = story.simulator;
	for (const asin of back) world.setOffer(asin, { inStock: false });
	await story.sync();
	for (const asin of back) world.setOffer(asin, { price: COST, inStock: true, shipping: 0 });
	for (const asin of soldOut) world.setOffer(asin, { inStock: false });
	for (const asin of cheaper) world.setOffer(asin, { price: 1700, inStock: true, shipping: 0 });
}, 60_000);
afterEach(async () => await story.stop());

/** While the machine sleeps, Amazon's prices rise again and what had come back sells out. */
const sleepAtFirstEdit = () =>
	onNextEdit(story.simulator, () => {
		passHours(8);
		const { world } = story.simulator;
		for (const asin of cheaper) world.setOffer(asin, { price: 2500, inStock: true, shipping: 0 });
		for (const asin of back) world.setOffer(asin, { inStock: false });
	});

it('should send no cut and no show on an answer of 8 hours ago', async () => {
	sleepAtFirstEdit();

	await story.sync();

	const cut = cheaper.filter((asin) => story.shown(asin).price < PRICE);
	const shown = back.filter((asin) => story.shown(asin).visible === 1);
	expect({ cut, shown }).toEqual({ cut: [], shown: [] });
}, 60_000);

it('should still send all hides', async () => {
	sleepAtFirstEdit();

	await story.sync();

	expect(soldOut.map((asin) => story.shown(asin).visible)).toEqual([0, 0, 0, 0]);
}, 60_000);
