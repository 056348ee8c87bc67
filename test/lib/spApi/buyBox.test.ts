import { defaultOfferFilter } from '../../../lib/listing/offerFilter';
import { findMarketplace } from '../../../lib/spApi/marketplaces';
import { nothingSeen } from '../../../lib/spApi/offers/parseCompetitivePricing';
import { readItemOffers } from '../../../lib/spApi/offers/parseOffers';
import { prove } from '../../../lib/spApi/offers/proof';

/** Competitive pricing gave no answer: the offers answer alone names the New Buy Box. */

const ASIN = 'B0006L0120';
const AT = '2026-11-24T21:00:00.000+09:00';
const yen = (Amount: number) => ({ CurrencyCode: 'JPY', Amount });
let sellers = 0;
const offer = (price: number, different: object = {}) => ({
	...{ SubCondition: 'new', SellerId: `A${++sellers}`, IsBuyBoxWinner: false },
	...{ ListingPrice: yen(price), Shipping: yen(0), IsFulfilledByAmazon: true },
	ShippingTime: { minimumHours: 0, maximumHours: 24, availabilityType: 'NOW' },
	...different,
});
const holder = { IsBuyBoxWinner: true };
const box = (price: number, different: object = {}) => ({
	...{ condition: 'New', ListingPrice: yen(price), Shipping: yen(0), ...different },
});

const read = (Offers: object[], summary: object = {}) => {
	const Summary = { TotalOfferCount: Offers.length, ...summary };
	return readItemOffers({ payload: { ASIN, status: 'Success', Summary, Offers } }, ASIN, {
		...{ marketplace: findMarketplace('JP'), filter: defaultOfferFilter },
		...{ source: 'item_offers', fetchedAt: AT },
	});
};
const costOf = (offers: object[], summary: object = {}): number | null => {
	const known = { isOnSale: true, wasConfirmed: true, contradictedSince: null };
	return prove(read(offers, summary), nothingSeen, AT, { ...known, addsRisk: () => true }).offer
		.price;
};

it.each<[string, object[], object[] | undefined]>([
	['no Buy Box', [offer(736), offer(7583)], undefined],
	[
		'the Buy Box of businesses, which costs less',
		[offer(736), offer(7583), offer(700, { ...holder, offerType: 'B2B', quantityTier: 5 })],
		undefined,
	],
	['two Buy Boxes', [offer(736, holder), offer(7583, holder)], undefined],
	['two Buy Boxes, the dearer one first', [offer(7583, holder), offer(736, holder)], undefined],
	['a Buy Box that the summary contradicts', [offer(736, holder), offer(7583)], [box(7583)]],
	['two cheap offers below the Buy Box', [offer(736), offer(800), offer(7583, holder)], []],
	[
		'a cheap Buy Box of the summary for businesses',
		[offer(736), offer(7583)],
		[box(700, { offerType: 'B2B', quantityTier: 20 })],
	],
	[
		'a cheap Buy Box of the summary for used goods',
		[offer(736), offer(7583)],
		[box(700, { condition: 'Used' })],
	],
	[
		'a cheap Buy Box of the summary without its shipping',
		[offer(736), offer(7583)],
		[box(700, { Shipping: null })],
	],
])('should leave out 736 yen beside 7,583 and %s', (_, offers, BuyBoxPrices) => {
	expect(costOf(offers, { BuyBoxPrices })).toBe(7583);
});

it('should take no only offer far below the Buy Box of the summary, whoever holds it', () => {
	expect(costOf([offer(736)], { BuyBoxPrices: [box(7583)] })).toBeNull();
	expect(costOf([offer(736, holder)], { BuyBoxPrices: [box(7583)] })).toBeNull();
	expect(costOf([offer(736)], { BuyBoxPrices: [box(700, { Shipping: yen(6883) })] })).toBeNull();
});

it.each<[string, unknown]>([
	['absent', undefined],
	['null', null],
	['empty', []],
	['0', 0],
	['of unreadable rows', [null, {}, { condition: 'New' }, box(0)]],
])('should read no Buy Box from a summary where they are %s', (_, BuyBoxPrices) => {
	expect(read([offer(736)], { BuyBoxPrices }).buyBoxPrice).toBeNull();
	expect(read([offer(736, holder)], { BuyBoxPrices }).buyBoxPrice).toBe(736);
});

it("should not count the caller's own Buy Box, in the summary either", () => {
	const own = offer(7583, { ...holder, MyOffer: true });
	expect(read([offer(736), own], { BuyBoxPrices: [box(7583)] }).buyBoxPrice).toBeNull();
	expect(read([offer(736), own], { BuyBoxPrices: [box(8000)] }).buyBoxPrice).toBe(8000);
});

it('should read one Buy Box where offer and summary agree', () => {
	expect(read([offer(736, holder)], { BuyBoxPrices: [box(736)] }).buyBoxPrice).toBe(736);
});
