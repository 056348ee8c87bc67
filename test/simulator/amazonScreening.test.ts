import { type Simulator, startSimulator } from '../../simulator/start';
import { amazonCaller, japan, type Wire } from './callers';

let simulator: Simulator;
let amazon: Awaited<ReturnType<typeof amazonCaller>>;
let plain: string[];

beforeAll(async () => {
	simulator = await startSimulator({ products: 100, seed: 3, speed: 1_000_000, tokenSpeed: 1 });
	amazon = await amazonCaller(simulator);
	plain = [...simulator.world.products.values()]
		.filter((product) => product.kind === 'plain')
		.map((product) => product.asin);
});

afterAll(() => simulator.stop());

const rowOf = (body: Wire, asin: string): Wire =>
	body.payload.find((row: Wire) => row.ASIN === asin);

const firstOf = (kind: string): string =>
	[...simulator.world.products.values()].find((product) => product.kind === kind)!.asin;

describe('getCompetitivePricing', () => {
	it('should give the Buy Box price and the number of offers by condition', async () => {
		const asin = plain[0]!;
		simulator.world.setOffer(asin, {
			offers: [
				{ price: 2000, isBuyBox: true, points: 20 },
				{ price: 1900 },
				{ price: 800, condition: 'Used' },
			],
		});
		const row = rowOf((await amazon.competitive([asin])).body, asin);
		const { CompetitivePrices, NumberOfOfferListings } = row.Product.CompetitivePricing;
		const consumer = CompetitivePrices.find(
			(price: Wire) => price.CompetitivePriceId === '1' && price.offerType !== 'B2B',
		);

		expect(row.status).toBe('Success');
		expect(consumer.Price.ListingPrice).toEqual({ CurrencyCode: 'JPY', Amount: 2000 });
		expect(consumer.Price.LandedPrice.Amount).toBe(1980);
		expect(NumberOfOfferListings).toEqual([
			{ Count: 2, condition: 'New' },
			{ Count: 1, condition: 'Used' },
			{ Count: 3, condition: 'Any' },
		]);
	});

	it('should put a business price beside the consumers one for some products', async () => {
		const types = new Set<string | undefined>();
		for (let start = 0; start < 80; start += 20) {
			const { body } = await amazon.competitive(plain.slice(start, start + 20));
			for (const row of body.payload) {
				for (const price of row.Product.CompetitivePricing.CompetitivePrices) {
					types.add(price.offerType);
				}
			}
		}

		expect(types).toEqual(new Set([undefined, 'B2B', 'B2C']));
	});

	it('should have no price where there is no Buy Box', async () => {
		const asin = firstOf('no_buy_box');
		const row = rowOf((await amazon.competitive([asin])).body, asin);

		expect(
			row.Product.CompetitivePricing.CompetitivePrices.filter(
				(price: Wire) => price.CompetitivePriceId === '1',
			),
		).toEqual([]);
	});

	it('should take repeated Asins as well', async () => {
		const [first, second] = plain;
		const { body } = await amazon.get(
			`/products/pricing/v0/competitivePrice?MarketplaceId=${japan}&ItemType=Asin&Asins=${first}&Asins=${second}`,
		);

		expect(body.payload.map((row: Wire) => row.ASIN).sort()).toEqual([first, second].sort());
	});

	it('should answer an ASIN that Amazon does not know with ClientError', async () => {
		const { body } = await amazon.competitive(['B0NOTINUSE', plain[1]!]);

		expect(rowOf(body, 'B0NOTINUSE')).toEqual({ status: 'ClientError', ASIN: 'B0NOTINUSE' });
		expect(rowOf(body, plain[1]!).status).toBe('Success');
	});

	it('should refuse 21 ASINs and malformed ones', async () => {
		expect((await amazon.competitive(plain.slice(0, 21))).status).toBe(400);
		expect((await amazon.competitive(['short'])).status).toBe(400);
	});
});
