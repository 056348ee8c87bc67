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

	it('should be of another seller than the others that were scripted with it', async () => {
		const asin = asinsOf('plain')[2]!;
		simulator.world.setOffer(asin, { offers: [{ price: 1000 }, { price: 1100 }, {}] });
		const sellers = (await offersOf(asin)).map(({ SellerId }) => SellerId);

		expect(new Set(sellers).size).toBe(3);
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

describe('an answer under a fault', () => {
	afterEach(() => simulator.faults.clear());

	const statusOf = async (asin: string): Promise<string | undefined> =>
		byAsin((await amazon.batch([asin])).body).get(asin)?.payload?.status;
	const priceOf = async (asin: string): Promise<number | undefined> =>
		(await amazon.offers(asin)).body.payload.Offers[0]?.ListingPrice.Amount;

	it('should stay as it was first asked for while offers are stale', async () => {
		const asin = asinsOf('plain')[6]!;
		simulator.world.setOffer(asin, { price: 736 });
		simulator.faults.add({ kind: 'staleOffers' });
		await amazon.offers(asin);
		simulator.world.setOffer(asin, { price: 7583 });

		expect(await priceOf(asin)).toBe(736);
		simulator.faults.clear();
		expect(await priceOf(asin)).toBe(7583);
	});

	it('should name no offer in the batch alone where zeros are false', async () => {
		const asin = asinsOf('plain')[7]!;
		simulator.faults.add({ kind: 'falseZeros', count: 100 });
		const batch = byAsin((await amazon.batch([asin])).body).get(asin)?.payload;

		expect(batch).toMatchObject({ Summary: { TotalOfferCount: 0 }, Offers: [] });
		expect(await priceOf(asin)).toEqual(expect.any(Number));
	});

	it('should be about the same few ASINs each time where zeros are false', async () => {
		const asked = asinsOf('plain').slice(0, 20);
		simulator.faults.add({ kind: 'falseZeros', count: 20 });
		const empties = async (): Promise<string[]> =>
			[...byAsin((await amazon.batch(asked)).body)]
				.filter(([, { payload }]) => payload?.Offers.length === 0)
				.map(([asin]) => asin)
				.sort();
		const first = await empties();

		expect(first.length).toBeGreaterThan(0);
		expect(first.length).toBeLessThan(20);
		expect(await empties()).toEqual(first);
	});

	it('should contradict itself in more than one way', async () => {
		simulator.faults.add({ kind: 'contradiction' });
		const answers = [...byAsin((await amazon.batch(asinsOf('plain').slice(0, 20))).body).values()];
		const payloads = answers.map(({ payload }) => payload);

		expect(payloads.some((payload) => payload?.Summary === undefined)).toBe(true);
		expect(payloads.some((payload) => payload?.marketplaceId !== japan)).toBe(true);
		expect(payloads.some((payload) => payload?.ItemCondition === 'Used')).toBe(true);
		expect(payloads.some((payload) => payload?.Summary?.TotalOfferCount === 25)).toBe(true);
	});

	it('should stand twice in a batch', async () => {
		simulator.faults.add({ kind: 'answeredTwice' });
		const { body } = await amazon.batch(asinsOf('plain').slice(0, 5));

		expect(body.responses).toHaveLength(6);
	});

	it('should call a share of the ASINs invalid in every operation', async () => {
		const asin = asinsOf('plain')[8]!;
		simulator.faults.add({ kind: 'deadAsins', count: 100 });
		const catalog = await amazon.catalog([asin]);

		expect(await statusOf(asin)).toBeUndefined();
		expect((await amazon.offers(asin)).body.errors[0].message).toContain('is an invalid ASIN');
		expect(catalog.body.items).toEqual([]);
	});

	it('should have the reason of a 403 in its details', async () => {
		simulator.faults.add({ kind: 'expireTokens' });
		const { status, body } = await amazon.offers(firstOf('plain'));
		amazon = await amazonCaller(simulator);

		expect(status).toBe(403);
		expect(body.errors[0]).toEqual({
			code: 'Unauthorized',
			message: 'Access to requested resource is denied.',
			details: 'The access token you included in the request has expired.',
		});
	});

	it('should be the same 403 for every call while a region is out', async () => {
		simulator.faults.add({ kind: 'regionalOutage' });
		const { status, body } = await amazon.catalog([firstOf('plain')]);

		expect(status).toBe(403);
		expect(body.errors[0].message).toContain('security token included in the request is expired');
	});
});
