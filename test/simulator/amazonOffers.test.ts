import type { OfferDetail } from '@sp-api-sdk/product-pricing-api-v0';
import { type Simulator, startSimulator } from '../../simulator/start';
import type { ProductKind } from '../../simulator/world/product';
import { amazonCaller, byAsin, call, japan } from './callers';

let simulator: Simulator;
let amazon: Awaited<ReturnType<typeof amazonCaller>>;

beforeAll(async () => {
	simulator = await startSimulator({ products: 400, seed: 7, speed: 1_000_000, tokenSpeed: 1 });
	amazon = await amazonCaller(simulator);
});

afterAll(() => simulator.stop());

const asinsOf = (kind: ProductKind): string[] =>
	[...simulator.world.products.values()]
		.filter((product) => product.kind === kind)
		.map((product) => product.asin);

const firstOf = (kind: ProductKind): string => asinsOf(kind)[0]!;

describe('getItemOffersBatch', () => {
	it('should answer every ASIN once, in another order than asked', async () => {
		const asked = asinsOf('plain').slice(0, 20);
		const { body } = await amazon.batch(asked);
		const answered = body.responses.map(
			(response: { request: { Asin: string } }) => response.request.Asin,
		);

		expect([...answered].sort()).toEqual([...asked].sort());
		expect(answered).not.toEqual(asked);
	});

	it.each([
		['duplicate ASINs', () => [firstOf('plain'), firstOf('plain')]],
		['21 ASINs', () => asinsOf('plain').slice(0, 21)],
		['no ASIN', () => []],
	])('should refuse the whole batch for %s', async (_what, asins) => {
		const { status, body } = await amazon.batch(asins());

		expect(status).toBe(400);
		expect(body.errors[0].code).toBe('InvalidInput');
		expect(body.responses).toBeUndefined();
	});

	it('should refuse an invalid and a malformed ASIN in their own sub-responses', async () => {
		const invalid = firstOf('invalid');
		const good = firstOf('plain');
		const { status, body } = await amazon.batch([invalid, 'b0short', 'B0NOTINUSE', good]);
		const answers = byAsin(body);

		expect(status).toBe(200);
		for (const asin of [invalid, 'b0short', 'B0NOTINUSE']) {
			expect(answers.get(asin)?.status).toBe(400);
			expect(answers.get(asin)?.errors[0].code).toBe('InvalidInput');
			expect(answers.get(asin)?.payload).toBeUndefined();
		}
		expect(answers.get(good)?.status).toBe(200);
	});

	it('should say NOT_FOUND of a deleted ASIN', async () => {
		const deleted = firstOf('deleted');
		const answer = byAsin((await amazon.batch([deleted])).body).get(deleted);

		expect(answer?.status).toBe(404);
		expect(answer?.errors[0].code).toBe('NOT_FOUND');
	});

	it('should want the parameters at the top level of each request', async () => {
		const asin = firstOf('plain');
		const nested = { queryParams: { MarketplaceId: japan, ItemCondition: 'New' } };
		const { body } = await amazon.batch([asin], {
			...nested,
			MarketplaceId: undefined,
			ItemCondition: undefined,
		});

		expect(byAsin(body).get(asin)?.status).toBe(400);
	});

	it.each([
		['no_offers', 'NoBuyableOffers'],
		['too_soon', 'ActiveButTooSoonForProcessing'],
		['used_only', 'Success'],
	] as const)('should answer %s with status %s and no offer', async (kind, status) => {
		const asin = firstOf(kind);
		const payload = byAsin((await amazon.batch([asin])).body).get(asin)?.payload;

		expect(payload?.status).toBe(status);
		expect(payload?.Offers ?? []).toEqual([]);
		expect(payload?.Summary.OffersAvailableTime !== undefined).toBe(kind === 'too_soon');
	});

	it('should pass a status on that nobody has seen yet', async () => {
		const asin = asinsOf('plain')[1]!;
		simulator.world.setOffer(asin, { rawStatus: 'SomethingNew' });
		const payload = byAsin((await amazon.batch([asin])).body).get(asin)?.payload;
		const truth = simulator.world.truth(asin);
		simulator.world.setOffer(asin, { rawStatus: null });

		expect(payload?.status).toBe('SomethingNew');
		expect(truth).toEqual({ status: 'unknown', price: null });
	});
});

describe('an offer', () => {
	const offersOf = async (asin: string): Promise<OfferDetail[]> =>
		(await amazon.offers(asin)).body.payload.Offers;

	it('should carry exactly what was scripted', async () => {
		const asin = asinsOf('plain')[2]!;
		simulator.world.setOffer(asin, {
			price: 2735,
			shipping: 350,
			points: 27,
			minimumHours: 24,
			maximumHours: 48,
			isFba: false,
			isPrime: false,
			sellerId: 'ASELLER',
			feedbackRating: 91,
			feedbackCount: 12,
		});

		expect(await offersOf(asin)).toEqual([
			{
				SellerId: 'ASELLER',
				SubCondition: 'new',
				SellerFeedbackRating: { FeedbackCount: 12, SellerPositiveFeedbackRating: 91 },
				ShippingTime: { minimumHours: 24, maximumHours: 48, availabilityType: 'NOW' },
				ListingPrice: { CurrencyCode: 'JPY', Amount: 2735 },
				Points: { PointsNumber: 27, PointsMonetaryValue: { CurrencyCode: 'JPY', Amount: 27 } },
				Shipping: { CurrencyCode: 'JPY', Amount: 350 },
				ShipsFrom: { Country: 'JP' },
				IsFulfilledByAmazon: false,
				PrimeInformation: { IsPrime: false, IsNationalPrime: false },
				IsBuyBoxWinner: true,
				IsFeaturedMerchant: false,
			},
		]);
	});

	it('should state landed price as item + shipping - points in the summary', async () => {
		const asin = asinsOf('plain')[3]!;
		simulator.world.setOffer(asin, { price: 1000, shipping: 300, points: 50 });
		const { Summary } = (await amazon.offers(asin)).body.payload;

		expect(Summary.BuyBoxPrices[0].LandedPrice.Amount).toBe(1250);
		expect(Summary.LowestPrices[0].LandedPrice.Amount).toBe(1250);
	});

	it('should leave maximumHours out where goods are sold by invitation', async () => {
		const [offer] = await offersOf(firstOf('invitation_only'));

		expect(offer?.ShippingTime).not.toHaveProperty('maximumHours');
		expect(offer?.ShippingTime.minimumHours).toEqual(expect.any(Number));
	});

	it('should have a date where it can be ordered ahead', async () => {
		const [offer] = await offersOf(firstOf('future_dated'));

		expect(offer?.ShippingTime.availabilityType).toBe('FUTURE_WITH_DATE');
		expect(Date.parse(offer?.ShippingTime.availableDate ?? '')).toBeGreaterThan(Date.now());
	});

	it('should be one of 20 at most, the cheapest ones', async () => {
		const asin = asinsOf('plain')[4]!;
		const offers = Array.from({ length: 25 }, (_, index) => ({ price: 3000 - index * 10 }));
		simulator.world.setOffer(asin, { offers });
		const { payload } = (await amazon.offers(asin)).body;

		expect(payload.Offers).toHaveLength(20);
		expect(payload.Offers[0].ListingPrice.Amount).toBe(2760);
		expect(payload.Summary.TotalOfferCount).toBe(25);
	});

	it('should be New where New was asked for, but for one that slips in', async () => {
		const asin = asinsOf('plain')[5]!;
		const offers = [{ price: 2000 }, { price: 900, condition: 'Used' as const }];
		simulator.world.setOffer(asin, { offers });
		const asked = await offersOf(asin);
		simulator.world.setOffer(asin, { slipsUsed: true });
		const slipped = await offersOf(asin);
		const truth = simulator.world.truth(asin);
		simulator.world.setOffer(asin, { slipsUsed: false });

		expect(asked.map((offer) => offer.SubCondition)).toEqual(['new']);
		expect(slipped.map((offer) => offer.SubCondition)).toEqual(['good', 'new']);
		expect(truth).toEqual({ status: 'in_stock', price: 2000 });
	});
});

describe('the summary', () => {
	it('should count all conditions, in more than one casing over the catalog', async () => {
		const spellings = new Set<string>();
		for (const asin of asinsOf('plain').slice(20, 60)) {
			const { Summary } = (await amazon.offers(asin)).body.payload;
			for (const { condition } of Summary.NumberOfOffers) spellings.add(condition);
		}

		expect([...spellings]).toEqual(expect.arrayContaining(['New', 'new', 'Used', 'used']));
	});

	it('should have no Buy Box though offers can be bought', async () => {
		const { payload } = (await amazon.offers(firstOf('no_buy_box'))).body;

		expect(payload.Summary).not.toHaveProperty('BuyBoxPrices');
		expect(payload.Offers.length).toBeGreaterThan(0);
	});
});

describe('getItemOffers', () => {
	it('should refuse an invalid ASIN with 400, a deleted one with 404', async () => {
		expect((await amazon.offers(firstOf('invalid'))).status).toBe(400);
		expect((await amazon.offers(firstOf('deleted'))).status).toBe(404);
	});

	it.each(['MarketplaceId', 'ItemCondition'])('should miss %s', async (name) => {
		const query = new URLSearchParams({ MarketplaceId: japan, ItemCondition: 'New' });
		query.delete(name);
		const { status } = await amazon.get(
			`/products/pricing/v0/items/${firstOf('plain')}/offers?${query.toString()}`,
		);

		expect(status).toBe(400);
	});
});

it('should ask for no access token where tokens are given out', async () => {
	const { status } = await call(`${simulator.amazonUrl}/auth/o2/token`, { method: 'POST' });

	expect(status).toBe(400);
});
