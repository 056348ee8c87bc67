/**
 * The API host and the currency of a marketplace. Adding one means adding a row. Source: "Marketplace
 * IDs" and "SP-API Endpoints" of Amazon's developer documentation.
 */
export interface Marketplace {
	/** Country code, as the credential names it. */
	code: string;
	marketplaceId: string;
	/** Region key of amazon-sp-api; picks the API host. */
	region: 'fe' | 'na' | 'eu';
	/** ISO 4217 code that an offer must carry to be counted. */
	currency: string;
	/** Decimals that the currency shows: 0 for yen. Prices are kept as integers of that unit. */
	currencyDecimals: number;
	/** Language of catalog texts. */
	locale: string;
}

export const marketplaces: readonly Marketplace[] = [
	{
		code: 'JP',
		marketplaceId: 'A1VC38T7YXB528',
		region: 'fe',
		currency: 'JPY',
		currencyDecimals: 0,
		locale: 'ja_JP',
	},
	{
		code: 'AU',
		marketplaceId: 'A39IBJ37TRP1C6',
		region: 'fe',
		currency: 'AUD',
		currencyDecimals: 2,
		locale: 'en_AU',
	},
	{
		code: 'SG',
		marketplaceId: 'A19VAU5U5O7RUS',
		region: 'fe',
		currency: 'SGD',
		currencyDecimals: 2,
		locale: 'en_SG',
	},
	{
		code: 'US',
		marketplaceId: 'ATVPDKIKX0DER',
		region: 'na',
		currency: 'USD',
		currencyDecimals: 2,
		locale: 'en_US',
	},
	{
		code: 'CA',
		marketplaceId: 'A2EUQ1WTGCTBG2',
		region: 'na',
		currency: 'CAD',
		currencyDecimals: 2,
		locale: 'en_CA',
	},
	{
		code: 'UK',
		marketplaceId: 'A1F83G8C2ARO7P',
		region: 'eu',
		currency: 'GBP',
		currencyDecimals: 2,
		locale: 'en_GB',
	},
	{
		code: 'DE',
		marketplaceId: 'A1PA6795UKMFR9',
		region: 'eu',
		currency: 'EUR',
		currencyDecimals: 2,
		locale: 'de_DE',
	},
	{
		code: 'FR',
		marketplaceId: 'A13V1IB3VIYZZH',
		region: 'eu',
		currency: 'EUR',
		currencyDecimals: 2,
		locale: 'fr_FR',
	},
	{
		code: 'IT',
		marketplaceId: 'APJ6JRA9NG5V4',
		region: 'eu',
		currency: 'EUR',
		currencyDecimals: 2,
		locale: 'it_IT',
	},
	{
		code: 'ES',
		marketplaceId: 'A1RKKUPIHCS9HS',
		region: 'eu',
		currency: 'EUR',
		currencyDecimals: 2,
		locale: 'es_ES',
	},
];

/** Returns the row of a country code. @throws Error if the code has no row. */
export function findMarketplace(code: string): Marketplace {
	const row = marketplaces.find((marketplace) => marketplace.code === code);
	if (!row)
		throw new Error(
			`Unknown marketplace "${code}": known are ${marketplaces.map((m) => m.code).join(', ')}`,
		);
	return row;
}
