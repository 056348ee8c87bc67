import type {
	CompetitivePriceType,
	GetPricingResponse,
	OfferListingCountType,
	Price,
} from '@sp-api-sdk/product-pricing-api-v0';
import type { Struck } from '../faults';
import { json, type Reply } from '../http';
import type { Product, WorldOffer } from '../world/product';
import { hashOf } from '../world/random';
import { means } from './distortions';
import { invalidInput } from './errors';
import { landedPriceOf, money, pointsOf } from './itemOffers';
import { isWellFormedAsin, japan, listOf } from './marketplace';
import type { AmazonCatalog } from './offersOperations';

const mostAsins = 20;

function rowOf(offer: WorldOffer, id: '1' | '2'): CompetitivePriceType {
	return {
		CompetitivePriceId: id,
		Price: {
			LandedPrice: landedPriceOf(offer),
			ListingPrice: money(offer, offer.price),
			Shipping: money(offer, offer.shipping),
			...pointsOf(offer),
		},
		condition: offer.condition,
		subcondition: offer.condition === 'New' ? 'New' : offer.subCondition,
		belongsToRequester: false,
	};
}

/** The business price that stands beside the consumers' one for some products, a little lower. */
function businessRowOf(offer: WorldOffer): CompetitivePriceType {
	const cheaper = { ...offer, price: Math.round(offer.price * 0.95), points: null };
	return { ...rowOf(cheaper, '1'), offerType: 'B2B' };
}

function competitivePricesOf(product: Product): CompetitivePriceType[] {
	const featured = product.offers.find((offer) => offer.isBuyBox && offer.condition === 'New');
	if (!featured) return [];
	const hash = hashOf(product.asin);
	const rows = [rowOf(featured, '1')];
	if (hash % 7 === 0) {
		rows[0] = { ...rows[0]!, offerType: 'B2C' };
		rows.unshift(businessRowOf(featured));
	}
	const used = product.offers.find((offer) => offer.condition === 'Used');
	if (used && hash % 2 === 0) rows.push(rowOf(used, '2'));
	return rows;
}

function offerCountsOf(product: Product): OfferListingCountType[] {
	const counts = new Map<string, number>();
	for (const { condition } of product.offers) {
		counts.set(condition, (counts.get(condition) ?? 0) + 1);
	}
	const rows = [...counts].map(([condition, Count]) => ({ Count, condition }));
	return [...rows, { Count: product.offers.length, condition: 'Any' }];
}

function priceOf(asin: string, product: Product | undefined, struck: Struck): Price {
	const isDead = means(struck.find('deadAsins'), asin, 30);
	if (!product || product.state === 'invalid' || product.state === 'deleted' || isDead) {
		return { status: 'ClientError', ASIN: asin };
	}
	return {
		status: 'Success',
		ASIN: asin,
		Product: {
			Identifiers: { MarketplaceASIN: { MarketplaceId: japan, ASIN: asin } },
			CompetitivePricing: {
				CompetitivePrices: competitivePricesOf(product),
				NumberOfOfferListings: offerCountsOf(product),
			},
		},
	};
}

/** GET /products/pricing/v0/competitivePrice for ASINs. It tells neither availability nor ship times. */
export function getCompetitivePricing(
	{ products, random }: AmazonCatalog,
	query: URLSearchParams,
	struck: Struck,
	noteAsked: (asins: number) => void,
): Reply {
	if (query.get('MarketplaceId') !== japan) return invalidInput('Invalid MarketplaceId.');
	if (query.get('ItemType') !== 'Asin') return invalidInput('Invalid ItemType.');
	const asins = [...new Set(listOf(query, 'Asins'))];
	if (asins.length === 0) return invalidInput('Missing required parameter Asins.');
	if (asins.length > mostAsins) return invalidInput(`At most ${mostAsins} Asins in one request.`);
	const malformed = asins.find((asin) => !isWellFormedAsin(asin));
	if (malformed !== undefined) return invalidInput(`"${malformed}" is not a valid ASIN.`);
	noteAsked(asins.length);
	const missing = struck.find('missing');
	const answered = random.shuffle(asins).slice(missing ? (missing.count ?? 1) : 0);
	const body: GetPricingResponse = {
		payload: answered.map((asin) => priceOf(asin, products.get(asin), struck)),
	};
	return json(body);
}
