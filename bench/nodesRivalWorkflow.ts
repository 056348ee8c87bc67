import type { Simulator } from '../simulator/start';
import type { WorkflowFile, WorkflowNode } from '../realN8n/n8n/workflows';
import { handMade, node, schedule } from './handMade';
import { mark } from './plainLoop';

export const nodesRivalId = 'nodesRival000001';

/**
 * The sync as somebody who knows n8n and Amazon's published rate would build it without this package:
 * HTTP Request, Code and Wait nodes, one call in 10 seconds, n8n's own retries.
 */
export function nodesRival(simulator: Simulator): WorkflowFile {
	const nodes = [
		schedule(),
		mark('begin', simulator),
		token(simulator),
		items(simulator),
		code('only mapped', onlyMapped),
		node('loop', 'splitInBatches', 3, { batchSize: 20, options: {} }),
		code('questions', questions),
		offers(simulator),
		code('answers', answers),
		node('wait', 'wait', 1.1, { amount: 10, unit: 'seconds' }),
		code('edits', edits),
		edit(simulator),
		{ ...mark('end', simulator), executeOnce: true },
	];
	const paths = [
		['start', 'begin', 'token', 'items', 'only mapped', 'loop'],
		['questions', 'offers', 'answers', 'wait', 'loop'],
		['edits', 'edit', 'end'],
	];
	return handMade(nodesRivalId, nodes, paths, { name: 'loop', done: 'edits', round: 'questions' });
}

const retries = { retryOnFail: true, maxTries: 5, waitBetweenTries: 5000 };

const form = (fields: Record<string, string>) => ({
	method: 'POST',
	sendBody: true,
	contentType: 'form-urlencoded',
	bodyParameters: {
		parameters: Object.entries(fields).map(([name, value]) => ({ name, value })),
	},
});

const header = (name: string, value: string) => ({
	sendHeaders: true,
	headerParameters: { parameters: [{ name, value }] },
});

const code = (name: string, jsCode: string): WorkflowNode => node(name, 'code', 2, { jsCode });

function token({ amazonUrl, credentials }: Simulator): WorkflowNode {
	const { clientId, clientSecret, refreshToken } = credentials.amazon;
	const fields = {
		grant_type: 'refresh_token',
		client_id: clientId,
		client_secret: clientSecret,
		refresh_token: refreshToken,
	};
	return node('token', 'httpRequest', 4.5, { url: `${amazonUrl}/auth/o2/token`, ...form(fields) });
}

const shopHeader = ({ credentials }: Simulator) =>
	header('Authorization', `Bearer ${credentials.shops[0]!.issueTokens().access_token}`);

/** All pages of 100. */
function items(simulator: Simulator): WorkflowNode {
	const pagination = {
		paginationMode: 'updateAParameterInEachRequest',
		parameters: { parameters: [{ type: 'qs', name: 'offset', value: '={{ $pageCount * 100 }}' }] },
		paginationCompleteWhen: 'other',
		completeExpression: '={{ $response.body.items.length < 100 }}',
	};
	return node('items', 'httpRequest', 4.5, {
		url: `${simulator.baseUrl}/1/items?limit=100`,
		...shopHeader(simulator),
		options: { pagination: { pagination } },
	});
}

const offers = ({ amazonUrl }: Simulator): WorkflowNode =>
	node(
		'offers',
		'httpRequest',
		4.5,
		{
			method: 'POST',
			url: `${amazonUrl}/batches/products/pricing/v0/itemOffers`,
			...header('x-amz-access-token', "={{ $('token').first().json.access_token }}"),
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '={{ JSON.stringify($json) }}',
			options: {},
		},
		retries,
	);

const edit = (simulator: Simulator): WorkflowNode =>
	node(
		'edit',
		'httpRequest',
		4.5,
		{
			url: `${simulator.baseUrl}/1/items/edit`,
			...shopHeader(simulator),
			...form({
				item_id: '={{ $json.item_id }}',
				price: '={{ $json.price }}',
				visible: '={{ $json.visible }}',
			}),
			options: { batching: { batch: { batchSize: 5, batchInterval: 1000 } } },
		},
		retries,
	);

const onlyMapped = `
return $input.all().flatMap(({ json }) => json.items).flatMap((item) => {
  const asin = /B0[0-9A-Z]{8}/.exec(item.identifier)?.[0];
  const { item_id, price, visible } = item;
  return asin ? [{ json: { asin, item_id, price, visible } }] : [];
});`;

/** Two items of the shop may sell one ASIN, and Amazon refuses a call that names it twice. */
const questions = `
const asins = new Set($input.all().map(({ json }) => json.asin));
const requests = [...asins].map((asin) => ({
  uri: '/products/pricing/v0/items/' + asin + '/offers',
  method: 'GET',
  MarketplaceId: 'A1VC38T7YXB528',
  ItemCondition: 'New',
  CustomerType: 'Consumer',
}));
return [{ json: { requests } }];`;

/** The filter of the shop: New, free shipping, on its way within 72 hours; the cheapest of them. */
const answers = `
const prices = new Map();
for (const { status, body } of $input.first().json.responses) {
  if (status.statusCode !== 200) continue;
  const totals = (body.payload.Offers ?? [])
    .filter((offer) => offer.SubCondition === 'new' && offer.Shipping.Amount === 0)
    .filter((offer) => offer.ShippingTime.maximumHours <= 72)
    .map((offer) => offer.ListingPrice.Amount);
  prices.set(body.payload.ASIN, totals.length > 0 ? Math.min(...totals) : null);
}
return $('loop').all().map(({ json }) => ({
  json: { ...json, cost: prices.has(json.asin) ? prices.get(json.asin) : 'unknown' },
}));`;

/** Hidden where Amazon has none, otherwise cost x 1.3 to 10 yen. */
const edits = `
return $input.all().flatMap(({ json: { item_id, price, visible, cost } }) => {
  if (cost === 'unknown') return [];
  const wanted = cost === null ? price : Math.round((cost * 1.3) / 10) * 10;
  const shown = cost === null ? 0 : 1;
  return wanted !== price || shown !== visible
    ? [{ json: { item_id, price: wanted, visible: shown } }]
    : [];
});`;
