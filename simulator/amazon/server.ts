import type { Service } from '../exchange';
import type { Struck } from '../faults';
import type { Reply, Request } from '../http';
import { searchCatalogItems, getCatalogItem } from './catalogOperations';
import { getCompetitivePricing } from './competitivePricing';
import { accessDenied, expiredSession, failed, quotaExceeded } from './errors';
import { type AmazonCatalog, getItemOffers, getItemOffersBatch } from './offersOperations';
import { type AmazonOperation, type AmazonQuotas, isAmazonOperation } from './quotas';
import type { AmazonTokens } from './tokens';

interface Route {
	method: string;
	path: RegExp;
	operation: AmazonOperation | 'token';
}

const routes: readonly Route[] = [
	{ method: 'POST', path: /^\/auth\/o2\/token$/, operation: 'token' },
	{
		method: 'POST',
		path: /^\/batches\/products\/pricing\/v0\/itemOffers$/,
		operation: 'getItemOffersBatch',
	},
	{
		method: 'GET',
		path: /^\/products\/pricing\/v0\/items\/([^/]+)\/offers$/,
		operation: 'getItemOffers',
	},
	{
		method: 'GET',
		path: /^\/products\/pricing\/v0\/competitivePrice$/,
		operation: 'getCompetitivePricing',
	},
	{ method: 'GET', path: /^\/catalog\/2022-04-01\/items$/, operation: 'searchCatalogItems' },
	{ method: 'GET', path: /^\/catalog\/2022-04-01\/items\/([^/]+)$/, operation: 'getCatalogItem' },
];

const routeOf = (request: Request): Route | undefined =>
	routes.find((route) => route.method === request.method && route.path.test(request.path));

export interface AmazonParts {
	catalog: AmazonCatalog;
	quotas: AmazonQuotas;
	tokens: AmazonTokens;
	/** Notes how many ASINs a call asked for. */
	noteAsked: (operation: string, asins: number) => void;
}

const endedToken = 'The access token you included in the request has expired.';
const missingToken = 'Access token is missing in the request header.';
const unknownToken = 'The access token you provided is revoked, malformed or invalid.';

function refusedAccess({ tokens }: AmazonParts, request: Request): Reply | null {
	const token = request.headers['x-amz-access-token'];
	const verdict = tokens.check(Array.isArray(token) ? token[0] : token);
	if (verdict === 'valid') return null;
	if (token === undefined) return accessDenied(missingToken);
	return accessDenied(verdict === 'ended' ? endedToken : unknownToken);
}

function answerOperation(
	{ catalog, noteAsked }: AmazonParts,
	request: Request,
	operation: AmazonOperation,
	struck: Struck,
): Reply {
	const asinInPath = routeOf(request)?.path.exec(request.path)?.[1] ?? '';
	const asked = (asins: number): void => noteAsked(operation, asins);
	const { query, body } = request;
	switch (operation) {
		case 'getItemOffersBatch':
			return getItemOffersBatch(catalog, body, struck, asked);
		case 'getItemOffers':
			asked(1);
			return getItemOffers(catalog, asinInPath, query, struck);
		case 'getCompetitivePricing':
			return getCompetitivePricing(catalog, query, struck, asked);
		case 'searchCatalogItems':
			return searchCatalogItems(catalog, query, struck, asked);
		case 'getCatalogItem':
			asked(1);
			return getCatalogItem(catalog, asinInPath, query, struck);
	}
}

function answer(parts: AmazonParts, request: Request, operation: string, struck: Struck): Reply {
	if (struck.has('expireTokens')) parts.tokens.endAll();
	if (!isAmazonOperation(operation)) return parts.tokens.answer(request, struck);
	if (struck.has('regionalOutage')) return expiredSession();
	if (struck.has('accountRestricted')) return accessDenied();
	const refused = refusedAccess(parts, request);
	if (refused) return refused;
	if (!parts.quotas.tryTake(operation)) return quotaExceeded();
	const reply = answerOperation(parts, request, operation, struck);
	if (reply.status >= 400) return reply;
	const rate = String(parts.quotas.rateOf(operation));
	return { ...reply, headers: { ...reply.headers, 'x-amzn-RateLimit-Limit': rate } };
}

/**
 * The Selling Partner API and its token service on one port. Requests are told apart by path alone:
 * real clients keep Amazon's Host headers.
 */
export function amazonService(parts: AmazonParts): Service {
	return {
		name: 'amazon',
		operationOf: (request) => routeOf(request)?.operation ?? null,
		shopOf: () => null,
		throttled: quotaExceeded,
		failed,
		answer: (request, operation, struck) => {
			const reply = answer(parts, request, operation, struck);
			const id = parts.catalog.random.text(32, '0123456789abcdef');
			return { ...reply, headers: { ...reply.headers, 'x-amzn-RequestId': id } };
		},
	};
}
