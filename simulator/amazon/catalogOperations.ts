import type { Item, ItemSearchResults } from '@sp-api-sdk/catalog-items-api-2022-04-01';
import type { Struck } from '../faults';
import { json, type Reply } from '../http';
import type { Product } from '../world/product';
import { Random } from '../world/random';
import { catalogItemOf, isIncludable } from './catalogItem';
import { means } from './distortions';
import { errorReply, invalidInput } from './errors';
import { isWellFormedAsin, japan, listOf } from './marketplace';
import type { Nullable } from './nullable';
import type { AmazonCatalog } from './offersOperations';

const mostIdentifiers = 20;
const largestPage = 20;
const defaultPage = 10;

const isKnown = (product: Product | undefined): product is Product =>
	product !== undefined && product.state !== 'invalid' && product.state !== 'deleted';

/** Puts the rows of one answer in an order of its own; one draw, however much is answered. */
const orderOfCall = (random: Random): Random => new Random(random.integer(0, 0x7fffffff));

/** The data sets asked for, or what is wrong with them. */
function readIncludedData(query: URLSearchParams): string[] | Reply {
	const names = listOf(query, 'includedData');
	const unknown = names.find((name) => !isIncludable(name));
	if (unknown !== undefined) return invalidInput(`Invalid includedData "${unknown}".`);
	return names.length === 0 ? ['summaries'] : names;
}

const refusedMarketplace = (query: URLSearchParams): Reply | null =>
	listOf(query, 'marketplaceIds').join() === japan ? null : invalidInput('Invalid marketplaceIds.');

/** GET /catalog/2022-04-01/items/{asin} */
export function getCatalogItem(
	{ products, random }: AmazonCatalog,
	asin: string,
	query: URLSearchParams,
	struck: Struck,
): Reply {
	const refused = refusedMarketplace(query);
	if (refused) return refused;
	const includedData = readIncludedData(query);
	if (!Array.isArray(includedData)) return includedData;
	if (!isWellFormedAsin(asin)) return invalidInput(`Invalid ASIN "${asin}" provided.`);
	const product = products.get(asin);
	if (!isKnown(product) || means(struck.find('deadAsins'), asin, 30)) {
		return errorReply(
			404,
			'NOT_FOUND',
			`Requested item "${asin}" not found in marketplace ${japan}.`,
		);
	}
	return json(catalogItemOf(product, includedData, orderOfCall(random)));
}

/** What is wrong with the identifiers: one malformed ASIN fails the whole request. */
function refusedIdentifiers(identifiers: readonly string[], query: URLSearchParams): Reply | null {
	if (identifiers.length === 0) return invalidInput('Missing required parameter identifiers.');
	if (identifiers.length > mostIdentifiers) {
		return invalidInput(`At most ${mostIdentifiers} identifiers in one request.`);
	}
	if (query.get('identifiersType') !== 'ASIN') return invalidInput('Invalid identifiersType.');
	const malformed = identifiers.find((identifier) => !isWellFormedAsin(identifier));
	return malformed === undefined ? null : invalidInput(`Invalid ASIN "${malformed}" provided.`);
}

const toToken = (offset: number): string => Buffer.from(`offset ${offset}`).toString('base64url');

const offsetOf = (token: string | null): number =>
	token === null
		? 0
		: Number(Buffer.from(token, 'base64url').toString('utf8').replace('offset ', ''));

/** Whether a page of 1 to 20 items was asked for, from where a token of ours says. */
function readPage(query: URLSearchParams): { size: number; offset: number } | Reply {
	const size = Number(query.get('pageSize') ?? defaultPage);
	if (!Number.isInteger(size) || size < 1 || size > largestPage) {
		return invalidInput(`pageSize must be between 1 and ${largestPage}.`);
	}
	const offset = offsetOf(query.get('pageToken'));
	return Number.isInteger(offset) ? { size, offset } : invalidInput('Invalid pageToken.');
}

/** GET /catalog/2022-04-01/items by identifiers: ASINs that Amazon does not know are simply missing. */
export function searchCatalogItems(
	{ products, random }: AmazonCatalog,
	query: URLSearchParams,
	struck: Struck,
	noteAsked: (asins: number) => void,
): Reply {
	const identifiers = [...new Set(listOf(query, 'identifiers'))];
	const refused = refusedMarketplace(query) ?? refusedIdentifiers(identifiers, query);
	if (refused) return refused;
	const includedData = readIncludedData(query);
	if (!Array.isArray(includedData)) return includedData;
	const page = readPage(query);
	if ('status' in page) return page;
	noteAsked(identifiers.length);
	const missing = struck.find('missing');
	const dead = struck.find('deadAsins');
	const found = identifiers
		.filter((asin) => !means(dead, asin, 30))
		.map((asin) => products.get(asin))
		.filter(isKnown)
		.reverse()
		.slice(missing ? (missing.count ?? 1) : 0);
	const end = page.offset + page.size;
	const order = orderOfCall(random);
	const body: Omit<ItemSearchResults, 'items'> & { items: Nullable<Item>[] } = {
		numberOfResults: found.length,
		pagination: end < found.length ? { nextToken: toToken(end) } : {},
		items: found
			.slice(page.offset, end)
			.map((product) => catalogItemOf(product, includedData, order)),
	};
	return json(body);
}
