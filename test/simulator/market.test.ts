import { Market, type MarketEvent, type MarketMove } from '../../simulator/world/market';
import { World } from '../../simulator/world/world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const start = Date.UTC(2026, 0, 15, 3);
const ITEMS = 2_000;
const DAYS = 7;

const makeWorld = (): World =>
	new World({
		...{ products: ITEMS, unlisted: 0, seed: 7, isPlain: true, shops: [{ name: 'demo-shop' }] },
		...{ now: () => start, searchLagMs: HOUR },
	});

/** A week's moves, looked at so often. */
function liveAWeek(everyMs: number, seed?: number): { world: World; moves: MarketMove[] } {
	const world = makeWorld();
	const market = new Market(world.products.values(), start, { seed });
	const moves: MarketMove[] = [];
	for (let time = start; time <= start + DAYS * DAY; time += everyMs) {
		moves.push(...market.advanceTo(time));
	}
	return { world, moves };
}

const { world, moves } = liveAWeek(DAYS * DAY);
const shareOf = (some: readonly MarketMove[], of: readonly MarketMove[] = moves) =>
	some.length / of.length;
const eventsOf = (...events: MarketEvent[]) => moves.filter(({ event }) => events.includes(event));
const inOrder = (some: readonly MarketMove[]) => some.map((move) => JSON.stringify(move)).sort();

it('should change each product 0.6 times a day on average', () => {
	const changesADay = moves.length / ITEMS / DAYS;
	expect(changesADay).toBeGreaterThan(0.55);
	expect(changesADay).toBeLessThan(0.65);
});

it('should change a tenth of the products more often than all the rest of them half', () => {
	const counts = new Map<string, number>();
	for (const { asin } of moves) counts.set(asin, (counts.get(asin) ?? 0) + 1);
	const most = [...counts.values()].sort((left, right) => right - left).slice(0, ITEMS / 10);
	const share = most.reduce((sum, count) => sum + count, 0) / moves.length;

	// Of a log-normal with sigma 1, the upper tenth has 39% of the sum: N(1 - 1.2816) = 0.389.
	expect(share).toBeGreaterThan(0.34);
	expect(share).toBeLessThan(0.45);
});

it('should make 10 to 20 of 100 events ones of stock', () => {
	const isIn = ({ status }: MarketMove['before']) => status === 'in_stock';
	const ofStock = moves.filter(({ before, after }) => isIn(before) !== isIn(after));

	expect(shareOf(ofStock)).toBeGreaterThan(0.1);
	expect(shareOf(ofStock)).toBeLessThan(0.2);
});

it('should move most prices by 15% at most, and put a few on sale for 20-40% less', () => {
	const sizesOf = (event: MarketEvent) =>
		eventsOf(event).map(({ before, after }) => after.price! / before.price! - 1);
	const usual = sizesOf('price');
	const small = usual.filter((size) => Math.abs(size) <= 0.15);

	expect(small.length / usual.length).toBeGreaterThan(0.85);
	expect(shareOf(eventsOf('sale'))).toBeGreaterThan(0.02);
	expect(Math.max(...sizesOf('sale'))).toBeLessThan(-0.19);
	expect(Math.min(...sizesOf('sale'))).toBeGreaterThan(-0.41);
});

it('should hide a tenth of its moves from competitive pricing', () => {
	const unseen = moves.filter(({ isVisible }) => !isVisible);

	expect(shareOf(unseen)).toBeGreaterThan(0.08);
	expect(shareOf(unseen)).toBeLessThan(0.2);
	expect(new Set(unseen.map(({ event }) => event))).toEqual(new Set(['undercut', 'price']));
});

it('should leave the price alone when a lone offer below 75% of the Buy Box comes', () => {
	const lone = eventsOf('lone_offer');

	expect(lone.length).toBeGreaterThan(50);
	for (const { before, after } of lone) expect(after).toEqual(before);
});

it('should tell the same story of a seed, however often somebody looks', () => {
	const often = liveAWeek(HOUR);

	expect(inOrder(often.moves)).toEqual(inOrder(moves));
	expect([...often.world.products.values()]).toEqual([...world.products.values()]);
	expect(inOrder(liveAWeek(DAY, 8).moves)).not.toEqual(inOrder(moves));
});
