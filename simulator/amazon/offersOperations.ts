import type { ItemOffersResponse } from '@sp-api-sdk/product-pricing-api-v0';
import type { Struck } from '../faults';
import { json, parseJson, type Reply } from '../http';
import type { Condition, Product } from '../world/product';
import type { Random } from '../world/random';
import { distort, emptied, type StaleAnswers } from './distortions';
import { invalidInput } from './errors';
import { offersPayloadOf } from './itemOffers';
import { isWellFormedAsin, japan } from './marketplace';
import { invalidAsin, refusedAnswer, type SubAnswer } from './subAnswer';

/** Amazon takes `Club` as well; this world holds nothing of it. */
const conditions: readonly Condition[] = ['New', 'Used', 'Collectible', 'Refurbished'];
const mostRequests = 20;
const uriPattern = /^\/products\/pricing\/v0\/items\/([^/]+)\/offers$/;

export interface AmazonCatalog {
	products: ReadonlyMap<string, Product>;
	random: Random;
	now: () => number;
	stale: StaleAnswers;
	/** Told of each answer that arrives whole. */
	noteAnswer: (asin: string, operation: Operation, answer: SubAnswer) => void;
}

interface SubRequest {
	asin: string;
	marketplaceId: string;
	condition: string;
}

/** Of Amazon's model, but for the body: see OffersPayload. */
type SubResponse = Omit<ItemOffersResponse, 'body'> & { body: SubAnswer['body'] };

type Operation = 'getItemOffers' | 'getItemOffersBatch';

const conditionOf = (text: string): Condition | undefined =>
	conditions.find((condition) => condition === text);

/** What Amazon says of one ASIN, whether asked alone or in a batch. */
function answerOne(
	{ products, now, stale }: AmazonCatalog,
	asked: SubRequest,
	operation: Operation,
	struck: Struck,
): SubAnswer {
	const { asin, marketplaceId } = asked;
	if (marketplaceId !== japan) {
		return refusedAnswer(400, 'InvalidInput', `Invalid MarketplaceId "${marketplaceId}".`);
	}
	const condition = conditionOf(asked.condition);
	if (condition === undefined) {
		return refusedAnswer(400, 'InvalidInput', `Invalid ItemCondition "${asked.condition}".`);
	}
	const product = isWellFormedAsin(asin) ? products.get(asin) : undefined;
	if (!product || product.state === 'invalid') return invalidAsin(asin);
	if (product.state === 'deleted') {
		return refusedAnswer(404, 'NOT_FOUND', `Requested item "${asin}" was not found.`);
	}
	const payload = offersPayloadOf(product, condition, now());
	return distort({ status: 200, body: { payload } }, product, operation, struck, stale);
}

/** GET /products/pricing/v0/items/{Asin}/offers */
export function getItemOffers(
	catalog: AmazonCatalog,
	asin: string,
	query: URLSearchParams,
	struck: Struck,
): Reply {
	const asked: SubRequest = {
		asin,
		marketplaceId: query.get('MarketplaceId') ?? '',
		condition: query.get('ItemCondition') ?? '',
	};
	const answer = answerOne(catalog, asked, 'getItemOffers', struck);
	if (!struck.has('cut')) catalog.noteAnswer(asin, 'getItemOffers', answer);
	return json(answer.body, answer.status);
}

/** The sub-requests of a body, or what is wrong with all of it. */
function readBatch(body: string): SubRequest[] | string {
	const parsed = parseJson(body) as { requests?: unknown } | undefined;
	const requests = parsed?.requests;
	if (!Array.isArray(requests) || requests.length === 0) return 'requests must not be empty.';
	if (requests.length > mostRequests) return `At most ${mostRequests} requests in one batch.`;
	const read: SubRequest[] = [];
	for (const request of requests as Array<Record<string, unknown>>) {
		const asin = uriPattern.exec(String(request.uri))?.[1];
		if (asin === undefined || request.method !== 'GET') {
			return `Invalid uri or method: ${String(request.method)} ${String(request.uri)}`;
		}
		const marketplaceId = String(request.MarketplaceId ?? '');
		read.push({ asin, marketplaceId, condition: String(request.ItemCondition ?? '') });
	}
	const isRepeated = new Set(read.map((request) => request.asin)).size < read.length;
	return isRepeated ? 'Duplicate requests are not allowed in one batch.' : read;
}

function toResponse(asked: SubRequest, answer: SubAnswer, catalog: AmazonCatalog): SubResponse {
	return {
		headers: {
			Date: new Date(catalog.now()).toUTCString(),
			'x-amzn-RequestId': catalog.random.text(32, '0123456789abcdef'),
		},
		status: {
			statusCode: answer.status,
			reasonPhrase: answer.status === 200 ? 'OK' : 'Error',
		},
		body: answer.body,
		request: {
			MarketplaceId: asked.marketplaceId,
			ItemCondition: conditionOf(asked.condition) ?? 'New',
			CustomerType: 'Consumer',
			Asin: asked.asin,
		},
	};
}

/** POST /batches/products/pricing/v0/itemOffers: answers come in any order, to be matched by ASIN. */
export function getItemOffersBatch(
	catalog: AmazonCatalog,
	body: string,
	struck: Struck,
	noteAsked: (asins: number) => void,
): Reply {
	const batch = readBatch(body);
	if (typeof batch === 'string') return invalidInput(batch);
	noteAsked(batch.length);
	const missing = struck.find('missing');
	const failing = struck.find('subStatus');
	const asked = catalog.random.shuffle(batch).slice(missing ? (missing.count ?? 1) : 0);
	const failures = failing ? (failing.count ?? 1) : 0;
	const lying = struck.find('falselySoldOut');
	const lies = lying ? (lying.count ?? 1) : 0;
	const responses = asked.map((request, index) => {
		if (index < failures) {
			const status = failing?.status ?? 500;
			const failure = refusedAnswer(status, 'InternalFailure', 'We encountered an internal error.');
			return toResponse(request, failure, catalog);
		}
		const answer = answerOne(catalog, request, 'getItemOffersBatch', struck);
		const { payload } = answer.body;
		const isLie = index < failures + lies && payload !== undefined;
		const given = isLie ? { ...answer, body: { payload: emptied(payload) } } : answer;
		if (!struck.has('cut')) catalog.noteAnswer(request.asin, 'getItemOffersBatch', given);
		return toResponse(request, given, catalog);
	});
	const doubling = struck.find('answeredTwice');
	const repeated = responses.slice(0, doubling ? (doubling.count ?? 1) : 0);
	return json({ responses: catalog.random.shuffle([...responses, ...repeated]) });
}
