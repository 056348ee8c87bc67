import type { Offer } from '../../../lib/listing/offer';
import { defaultOfferFilter } from '../../../lib/listing/offerFilter';
import { findMarketplace } from '../../../lib/spApi/marketplaces';
import { nothingSeen } from '../../../lib/spApi/offers/parseCompetitivePricing';
import { readItemOffers } from '../../../lib/spApi/offers/parseOffers';
import { prove } from '../../../lib/spApi/offers/proof';

/** Offers support each other, or are compared, only if they come from two sellers. */

const ASIN = 'B0006L0120';
const AT = '2026-11-24T21:00:00.000+09:00';
const yen = (Amount: number) => ({ CurrencyCode: 'JPY', Amount });

/** An offer as Amazon words it. */
const by = (SellerId: unknown, price: number, changes: object = {}) => ({
	...{ SellerId, SubCondition: 'new', ListingPrice: yen(price), Shipping: yen(0) },
	ShippingTime: { minimumHours: 0, maximumHours: 24, availabilityType: 'NOW' },
	...{ IsFulfilledByAmazon: true, IsBuyBoxWinner: false, ...changes },
});

const read = (Offers: object[]) =>
	readItemOffers(
		{ payload: { ASIN, status: 'Success', Summary: { TotalOfferCount: Offers.length }, Offers } },
		ASIN,
		{
			marketplace: findMarketplace('JP'),
			filter: defaultOfferFilter,
			source: 'item_offers',
			fetchedAt: AT,
		},
	);

function judge(offers: object[]): Offer {
	const known = { isOnSale: true, wasConfirmed: true, contradictedSince: null };
	return prove(read(offers), nothingSeen, AT, { ...known, addsRisk: () => true }).offer;
}

const merchant = { IsFulfilledByAmazon: false };

it.each<[string, object[], string]>([
	['two sellers at one price', [by('A1', 1300), by('A2', 1300)], 'supports'],
	['one seller twice', [by('A1', 1300), by('A1', 1350, merchant)], 'silent'],
	['one seller twice, once with blanks', [by('A1', 1300), by(' A1 ', 1350, merchant)], 'silent'],
	[
		'one seller twice beside another one',
		[by('A1', 1300), by('A1', 1350), by('A2', 1400)],
		'supports',
	],
	[
		'one row twice, one marked as the Buy Box',
		[by(null, 1300), by(null, 1300, { IsBuyBoxWinner: true })],
		'silent',
	],
	['one row twice, once without its seller', [by('A1', 1300), by(undefined, 1300)], 'silent'],
	['another row without its seller', [by('A1', 1300), by(undefined, 1350)], 'supports'],
])('should judge the support by %s', (_, offers, verdict) => {
	expect(judge(offers)).toMatchObject({ price: 1300, witness: { verdict } });
});

it.each<[string, unknown]>([
	['absent', undefined],
	['null', null],
	['empty', ''],
	['0', 0],
])('should take a seller that is %s for an unknown one', (_, seller) => {
	const verdictOf = (offers: object[]) => judge(offers).witness?.verdict;
	expect(verdictOf([by(seller, 1300), by(seller, 1300)])).toBe('silent');
	expect(verdictOf([by(seller, 1300), by(seller, 1350, merchant)])).toBe('supports');
});

it("should compare with another seller's offer, however many of its own lie between", () => {
	const own = [by('A1', 1300), by('A1', 1350), by('A1', 1400)];
	expect(judge([...own, by('A2', 13_000)])).toMatchObject({ price: 13_000, left_out: 3 });
});

it('should keep the seller out of the offer', () => {
	expect(JSON.stringify(read([by('ASECRETSELLER', 1300)]).offer)).not.toContain('ASECRETSELLER');
});
