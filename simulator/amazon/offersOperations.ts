import type {
	GetItemOffersBatchResponse,
	GetOffersResult,
	ItemOffersResponse,
} from '@sp-api-sdk/product-pricing-api-v0';
import type { Struck } from '../faults';
import { json, parseJson, type Reply } from '../http';
import type { Condition, Product } from '../world/product';
import type { Random } from '../world/random';
import { invalidInput, type ModelError } from './errors';
import { offersResultOf } from './itemOffers';
import { isWellFormedAsin, japan } from './marketplace';

const conditions: readonly string[] = ['New', 'Used', 'Collectible', 'Refurbished', 'Club'];
const mostRequests = 20;
const uriPattern = /^\/products\/pricing\/v0\/items\/([^/]+)\/offers$/;

export interface AmazonCatalog {
	products: ReadonlyMap<string, Product>;
	random: Random;
	now: () => number;
}

interface SubRequest {
	asin: string;
	marketplaceId: string;
	condition: string;
}

interface SubAnswer {
	status: number;
	body: { payload?: GetOffersResult; errors?: ModelError[] };
}

/** Like the package's response, whose `errors` it types as JavaScript's own Error by mistake. */
type SubResponse = Omit<ItemOffersResponse, 'body'> & { body: SubAnswer['body'] };

const refused = (status: number, code: string, message: string): SubAnswer => ({
	status,
	body: { errors: [{ code, message, details: '' }] },
});

/** What Amazon says of one ASIN, whether asked alone or in a batch. */
function answerOne({ products, now }: AmazonCatalog, asked: SubRequest): SubAnswer {
	const { asin, marketplaceId, condition } = asked;
	if (marketplaceId !== japan) {
		return refused(400, 'InvalidInput', `Invalid MarketplaceId "${marketplaceId}".`);
	}
	if (!conditions.includes(condition)) {
		return refused(400, 'InvalidInput', `Invalid ItemCondition "${condition}".`);
	}
	const product = isWellFormedAsin(asin) ? products.get(asin) : undefined;
	if (!product || product.state === 'invalid') {
		return refused(400, 'InvalidInput', `${asin} is an invalid ASIN for marketplace ${japan}`);
	}
	if (product.state === 'deleted') {
		return refused(404, 'NOT_FOUND', `Requested item "${asin}" was not found.`);
	}
	return { status: 200, body: { payload: offersResultOf(product, condition as Condition, now()) } };
}

/** Well-formed and wrong: what a trouble inside Amazon could make of an item that is in stock. */
const soldOutAnswer = ({ asin, marketplaceId, condition }: SubRequest): SubAnswer => ({
	status: 200,
	body: {
		payload: {
			MarketplaceID: marketplaceId,
			ASIN: asin,
			ItemCondition: condition as Condition,
			status: 'NoBuyableOffers',
			Identifier: {
				MarketplaceId: marketplaceId,
				ASIN: asin,
				ItemCondition: condition as Condition,
			},
			Summary: { TotalOfferCount: 0 },
			Offers: [],
		} as unknown as GetOffersResult,
	},
});

/** GET /products/pricing/v0/items/{Asin}/offers */
export function getItemOffers(catalog: AmazonCatalog, asin: string, query: URLSearchParams): Reply {
	const { status, body } = answerOne(catalog, {
		asin,
		marketplaceId: query.get('MarketplaceId') ?? '',
		condition: query.get('ItemCondition') ?? '',
	});
	return json(body, status);
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
			ItemCondition: asked.condition as Condition,
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
			const failure = refused(status, 'InternalFailure', 'We encountered an internal error.');
			return toResponse(request, failure, catalog);
		}
		const answer = index < failures + lies ? soldOutAnswer(request) : answerOne(catalog, request);
		return toResponse(request, answer, catalog);
	});
	return json({
		responses: catalog.random.shuffle(responses) as GetItemOffersBatchResponse['responses'],
	});
}
