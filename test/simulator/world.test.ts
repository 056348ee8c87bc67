import { makeOffer } from '../../simulator/world/offers';
import type { WorldOffer } from '../../simulator/world/product';
import { Random } from '../../simulator/world/random';
import { markedUp } from '../../simulator/world/truth';
import { World, type WorldOptions } from '../../simulator/world/world';

const now = Date.UTC(2026, 0, 15, 3);

const makeWorld = (different: Partial<WorldOptions> = {}): World =>
	new World({
		products: 500,
		unlisted: 0,
		seed: 7,
		isPlain: false,
		shops: [{ name: 'demo-shop' }],
		now: () => now,
		searchLagMs: 3_600_000,
		...different,
	});

const everything = (world: World) => [[...world.products.values()], world.listings('demo-shop')];

describe('a seed', () => {
	it('should give the same world, moves included', () => {
		const [one, same] = [makeWorld(), makeWorld()];

		expect(everything(same)).toEqual(everything(one));
		expect(same.advance({ share: 0.1 })).toEqual(one.advance({ share: 0.1 }));
		expect(everything(same)).toEqual(everything(one));
	});

	it('should make another world of another seed', () => {
		expect([...makeWorld({ seed: 8 }).products.keys()]).not.toEqual([
			...makeWorld().products.keys(),
		]);
	});
});

describe('the products', () => {
	const products = [...makeWorld().products.values()];

	it('should be plain for about nine in ten, with some of every other kind', () => {
		const counts = new Map<string, number>();
		for (const { kind } of products) counts.set(kind, (counts.get(kind) ?? 0) + 1);

		// Shares of 500: 2% = 10, 1% = 5, 0.5% = 2.5 -> 3, 0.4% = 2, 3% = 15.
		expect(Object.fromEntries(counts)).toEqual({
			no_buy_box: 10,
			no_offers: 10,
			used_only: 5,
			invitation_only: 5,
			ships_slowly: 5,
			paid_shipping: 5,
			future_dated: 3,
			future_undated: 3,
			too_soon: 2,
			invalid: 15,
			deleted: 5,
			plain: 433,
		});
	});

	it('should cost 300 to 60,000 yen, half of them less than about 4,200', () => {
		const prices = products.map(({ basePrice }) => basePrice).sort((left, right) => left - right);

		expect(prices[0]).toBeGreaterThanOrEqual(300);
		expect(prices.at(-1)).toBeLessThanOrEqual(60_000);
		// The middle of the logarithm: sqrt(300 x 60,000) = 4,243.
		expect(prices[250]).toBeGreaterThan(3_000);
		expect(prices[250]).toBeLessThan(6_000);
	});

	it('should have well-formed ASINs and some awkward titles', () => {
		const titles = products.map(({ title }) => title).join('\n');

		expect(products.every(({ asin }) => /^[A-Z0-9]{10}$/.test(asin))).toBe(true);
		for (const mark of ['"', '<', '&', '【', '㈱', '[toall]', '🎁']) expect(titles).toContain(mark);
		expect(products.some(({ title }) => title.length > 150)).toBe(true);
	});
});

describe('the truth', () => {
	const world = makeWorld({ products: 1, isPlain: true });
	const asin = [...world.products.keys()][0]!;
	const truthOf = (...offers: Array<Partial<WorldOffer>>) => {
		world.setOffer(asin, { offers });
		return world.truth(asin);
	};
	const refused = { status: 'filtered_out', price: null };

	it('should be the cheapest New, free and prompt offer', () => {
		expect(truthOf({ price: 1500 }, { price: 1358, maximumHours: 72 }, { price: 1400 })).toEqual({
			status: 'in_stock',
			price: 1358,
		});
	});

	it.each<[string, Partial<WorldOffer>]>([
		['paid shipping', { shipping: 1 }],
		['73 hours', { maximumHours: 73 }],
		['invitation', { maximumHours: null }],
		['no date', { availability: 'FUTURE_WITHOUT_DATE' }],
	])('should refuse an offer for %s, however cheap', (_why, different) => {
		expect(truthOf({ price: 100, ...different })).toEqual(refused);
		expect(truthOf({ price: 100, ...different }, { price: 900 })).toEqual({
			status: 'in_stock',
			price: 900,
		});
	});

	it.each<[string, Array<Partial<WorldOffer>>, number | null]>([
		['three quarters of the Buy Box', [{ price: 750 }, { price: 1000, isBuyBox: true }], 750],
		['less than that', [{ price: 749 }, { price: 1000, isBuyBox: true }], 1000],
		[
			'less than three quarters of the next',
			[{ price: 749, isBuyBox: true, isOwn: true }, { price: 700 }, { price: 1000 }],
			1000,
		],
	])('should leave out an offer that is too cheap to be true: %s', (_why, offers, price) => {
		expect(truthOf(...offers)).toEqual({ status: 'in_stock', price });
	});

	it('should be unknown where the only offer is a fraction of the Buy Box', () => {
		expect(truthOf({ price: 700 }, { price: 1000, isBuyBox: true, shipping: 500 })).toEqual({
			status: 'unknown',
			price: null,
		});
		expect(world.offersTruth(asin)).toEqual({ status: 'in_stock', price: 700 });
	});

	it('should be out of stock without a New offer', () => {
		const none = { status: 'out_of_stock', price: null };

		expect(truthOf({ price: 100, condition: 'Used' })).toEqual(none);
		world.setOffer(asin, { inStock: false });
		expect(world.truth(asin)).toEqual(none);
	});

	it('should be unknown where the answer proves nothing', () => {
		const unknown = { status: 'unknown', price: null };

		expect(truthOf({ price: 12, currency: 'USD' })).toEqual(unknown);
		world.setOffer(asin, { state: 'too_soon' });
		expect(world.truth(asin)).toEqual(unknown);
	});

	it('should keep the price where only another field is scripted', () => {
		world.setOffer(asin, { price: 2735 });
		world.setOffer(asin, { points: 27 });

		expect(world.truth(asin)).toEqual({ status: 'in_stock', price: 2735 });
		expect(world.product(asin).offers).toHaveLength(1);
	});

	it('should name an ASIN that does not exist', () => {
		expect(() => world.truth('B0NOTINUSE')).toThrow(/B0NOTINUSE/);
	});
});

it("should put the owner's own goods under codes that look like an ASIN, some of them a stranger's", () => {
	const world = makeWorld({ products: 5, isPlain: true, ownGoods: 16 });
	const own = world.listings('demo-shop').filter(({ asin }) => asin === null);
	const codes = own.map(({ item }) => item.identifier);

	expect(own).toHaveLength(16);
	expect(codes.filter((code) => /^[A-Z0-9]{10}$/.test(code))).toHaveLength(16);
	expect(codes.filter((code) => world.products.has(code))).toHaveLength(2);
});

it('should mark up by 1.3, half up to 10 yen', () => {
	expect([385, 1358, 2735, 5800, 7560, 9990, 300].map(markedUp)).toEqual([
		500, 1770, 3560, 7540, 9830, 12_990, 390,
	]);
});

describe('the listings', () => {
	const mapped =
		/^(b-[A-Z0-9]{10}-\d{14}|s-[A-Z0-9]{10}-\d{8}|base-[A-Z0-9]{10}-\d{8}_\d{4}|BASE-[A-Z0-9]{10}|base_account_1_\d{8}_[A-Z0-9]{10})$/;

	it('should be one for each product in a plain world, mapped and exactly priced', () => {
		const world = makeWorld({ isPlain: true });
		const listings = world.listings('demo-shop');

		expect(listings).toHaveLength(500);
		for (const { asin, item } of listings) {
			const truth = world.truth(asin!);
			expect(truth.status).toBe('in_stock');
			expect(item).toMatchObject({ price: markedUp(truth.price!), stock: 1, visible: 1 });
			expect(item.identifier).toMatch(mapped);
			expect(item.identifier).toContain(asin!);
			expect(item.title).not.toMatch(/[\u{10000}-\u{10FFFF}]/u);
		}
		const formats = new Set(listings.map(({ item }) => item.identifier.replace(/[-_].*/, '')));
		expect(formats).toEqual(new Set(['b', 's', 'base', 'BASE']));
	});

	it('should otherwise hold doubles, variations, drifted, hidden, sold and unmappable items', () => {
		const world = makeWorld({ products: 2000 });
		const listings = world.listings('demo-shop');
		const isDrifted = ({ asin, item }: (typeof listings)[number]): boolean => {
			const price = asin === null ? null : world.truth(asin).price;
			return price !== null && item.price !== markedUp(price);
		};
		const share = (isCounted: (listed: (typeof listings)[number]) => boolean): number =>
			listings.filter(isCounted).length / listings.length;

		expect(listings.length).toBeGreaterThan(2000);
		expect(share(isDrifted)).toBeCloseTo(0.1, 1);
		for (const isCounted of [
			// Besides the owner's own goods, 2%.
			({ asin, item }: (typeof listings)[number]) => asin === null && item.list_order < 1_000_000,
			({ item }: (typeof listings)[number]) => item.isDigital === true,
			({ item }: (typeof listings)[number]) => item.visible === 0,
			({ item }: (typeof listings)[number]) => item.variations.length > 0,
			({ item }: (typeof listings)[number]) => item.stock === 0,
		]) {
			expect(share(isCounted)).toBeGreaterThan(0.002);
			expect(share(isCounted)).toBeLessThan(0.03);
		}
		expect(listings.some(({ item }) => item.identifier === '')).toBe(true);
	});

	it('should leave unlisted products to be registered, and let a shop list fewer', () => {
		const shops = [{ name: 'demo-shop' }, { name: 'small', products: 3 }];
		const world = makeWorld({ products: 10, unlisted: 2, isPlain: true, shops });

		expect(world.products.size).toBe(12);
		expect(world.unlistedAsins('demo-shop')).toHaveLength(2);
		expect(world.listings('small')).toHaveLength(3);
	});
});

describe('moves', () => {
	it('should touch the share that was asked for and say what they did', () => {
		const world = makeWorld({ isPlain: true });
		const before = new Map([...world.products.keys()].map((asin) => [asin, world.truth(asin)]));
		const moves = world.advance({ share: 0.1 });
		const moved = new Set(moves.map(({ asin }) => asin));

		expect(moved.size).toBe(50);
		for (const move of moves) {
			expect(move.before).toEqual(before.get(move.asin));
			expect(move.after).toEqual(world.truth(move.asin));
		}
		for (const [asin, truth] of before) {
			if (!moved.has(asin)) expect(world.truth(asin)).toEqual(truth);
		}
		const soldOut = moves.filter(({ after }) => after.status === 'out_of_stock').length;
		expect(soldOut).toBeGreaterThan(3);
		expect(soldOut).toBeLessThan(20);
	});

	it('should bring sold-out products back at their old price', () => {
		const world = makeWorld({ products: 50, isPlain: true });
		const gone = world.advance({ share: 1 }).filter(({ after }) => after.status === 'out_of_stock');
		const back = world.advance({ share: 1 });

		expect(gone.length).toBeGreaterThan(0);
		for (const { asin, before } of gone) {
			expect(back.find((move) => move.asin === asin)?.after).toEqual(before);
		}
	});

	it("should let a customer buy and the owner's hand edit", () => {
		const world = makeWorld({ products: 5, isPlain: true });
		const itemId = world.listings('demo-shop')[0]!.item.item_id;

		expect(world.sell('demo-shop', itemId).stock).toBe(0);
		expect(world.editListing('demo-shop', itemId, { visible: 0 })).toMatchObject({
			stock: 0,
			visible: 0,
			// The sale was in the same second, and has another time all the same.
			modified: now / 1000 + 1,
		});
		expect(world.deleteListing('demo-shop', itemId)).toBe(true);
		expect(world.deleteListing('demo-shop', itemId)).toBe(false);
		expect(world.listings('demo-shop')).toHaveLength(4);
	});
});

it('should make offers by hand without a seed of its own', () => {
	expect(makeOffer(new Random(1), 500)).toEqual(makeOffer(new Random(1), 500));
});
