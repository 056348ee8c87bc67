import type { ShopItem } from '../../simulator/world/shop';
import { casesOf } from '../support/cases';
import { openStory, type SyncStory } from '../support/syncStory';
import { passHours } from '../support/passHours';

/**
 * A shop of some years: three of ten pages are dead, one item in twenty is the owner's own under an odd code.
 * With FULL_CASES=1 it is as large as the first user's, else a tenth of it.
 */

const ITEMS = casesOf(10_772);
const SHOP = 'demo-shop';
/** Of the living ones. */
const DIE_NOW = Math.ceil(ITEMS / 100);
const SELL_OUT_NOW = Math.ceil(ITEMS / 100);

let story: SyncStory;
let dead: string[];
let alive: string[];
let ownGoods: ShopItem[];

beforeAll(async () => {
	story = await openStory(ITEMS, {
		ownGoods: Math.ceil(ITEMS / 20),
		prepare: ({ world }) => {
			world.listings(SHOP).forEach(({ asin, item }, index) => {
				if (asin === null || index % 10 > 2) return;
				world.setOffer(asin, { state: index % 2 === 0 ? 'invalid' : 'deleted' });
				world.editListing(SHOP, item.item_id, { visible: 0 });
			});
		},
	});
	const { world } = story.simulator;
	ownGoods = structuredClone(
		world.listings(SHOP).flatMap(({ asin, item }) => (asin === null ? [item] : [])),
	);
	dead = story.asins.filter((asin) => world.truth(asin).status === 'gone');
	alive = story.asins.filter((asin) => world.truth(asin).status === 'in_stock');
}, 1_200_000);
afterAll(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const visibleOf = (asins: readonly string[]) =>
	asins.filter((asin) => story.shown(asin).visible === 1);

const rejected = () => {
	const { totals } = story.simulator.counters.snapshot();
	return totals.amazon.throttled + totals.base.throttled + totals.chatwork.throttled;
};

function expectOwnGoodsUntouched(): void {
	const { world } = story.simulator;
	const now = world.listings(SHOP).flatMap(({ asin, item }) => (asin === null ? [item] : []));
	expect(now).toEqual(ownGoods);
}

it('should have answers for all of it, and leave the dead hidden', () => {
	expect(dead.length).toBeGreaterThan(ITEMS * 0.28);
	expect(visibleOf(dead)).toEqual([]);
	expect(visibleOf(alive)).toEqual(alive);
	expectOwnGoodsUntouched();
});

it('should hide in one run whatever dies or sells out now', async () => {
	const { world } = story.simulator;
	const dying = alive.slice(0, DIE_NOW);
	const sold = alive.slice(DIE_NOW, DIE_NOW + SELL_OUT_NOW);
	for (const asin of dying) world.setOffer(asin, { state: 'invalid' });
	for (const asin of sold) world.setOffer(asin, { inStock: false });

	const { error, message } = await story.sync();

	expect(error).toBeUndefined();
	expect(visibleOf([...dying, ...sold])).toEqual([]);
	expect(visibleOf(alive)).toHaveLength(alive.length - DIE_NOW - SELL_OUT_NOW);
	expect(message).not.toContain('ブレーカー');
	expect(rejected()).toBe(0);
	expectOwnGoodsUntouched();
}, 1_200_000);

it('should call the dead ones dead after a day, and then ask for them no more that day', async () => {
	passHours(24);
	const { items } = await story.sync();
	expect(items.filter(({ death }) => death === 'now')).toHaveLength(dead.length + DIE_NOW);

	passHours(3);
	const later = await story.sync();
	const asked = later.items.filter(({ offer_source }) => offer_source !== 'cache');
	expect(asked.filter(({ death }) => death !== null)).toEqual([]);
	expect(rejected()).toBe(0);
	expectOwnGoodsUntouched();
}, 1_200_000);

it('should hide nothing in an hour of false zeros', async () => {
	const before = visibleOf(alive);
	const fault = story.simulator.faults.add({ kind: 'falseZeros', count: 4 });
	const { items } = await story.sync();
	story.simulator.faults.remove(fault.id);
	expect(items.filter(({ offer_source }) => offer_source === 'item_offers').length).toBeGreaterThan(
		0,
	);
	expect(visibleOf(alive)).toEqual(before);
	expect(rejected()).toBe(0);
}, 1_200_000);
