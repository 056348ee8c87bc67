import { findMarketplace } from '../../../lib/spApi/marketplaces';
import { isUnknownProduct } from '../../../lib/spApi/refusal';

const ASIN = 'B0006L0120';
const japan = findMarketplace('JP');

const isGone = (message: string, status = 400, code = 'InvalidInput'): boolean =>
	isUnknownProduct({ code, message, details: '', isAmazons: true }, status, ASIN, japan);

it.each([
	[`${ASIN} is an invalid ASIN for marketplace ${japan.marketplaceId}`, true],
	[`${ASIN} is an invalid ASIN for marketplace ${japan.marketplaceId}.`, true],
	[`${ASIN} is an invalid ASIN`, true],
	[`${ASIN} is an invalid ASIN for the marketplace.`, true],
	[`${ASIN} is an invalid ASIN for marketplace ATVPDKIKX0DER`, false],
	[`${ASIN} is an invalid ASIN for marketplace US`, false],
	[`${ASIN} is an invalid ASIN for MarketplaceId: ATVPDKIKX0DER`, false],
	[`Marketplace ATVPDKIKX0DER: ${ASIN} is an invalid ASIN`, false],
	[`${ASIN} is an invalid ASIN for marketplace ${japan.marketplaceId}0`, false],
	['', false],
])('should believe that a product is gone by "%s": %p', (message, outcome) => {
	expect(isGone(message)).toBe(outcome);
});

it.each([
	[japan.marketplaceId, true],
	['ATVPDKIKX0DER', false],
	[`ATVPDKIKX0DER, ${japan.marketplaceId}`, true],
])("should read the catalog's words for marketplace(s) [%s] the same way", (named, outcome) => {
	const message = `Requested item '${ASIN}' not found in marketplace(s) [${named}].`;
	expect(isGone(message, 404, 'NOT_FOUND')).toBe(outcome);
});
