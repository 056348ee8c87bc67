import type { RequestListener } from 'node:http';
import type { AmazonQuotas } from './amazon/quotas';
import { isAmazonOperation, usagePlans } from './amazon/quotas';
import type { TokenSet } from './base/tokens';
import type { Message } from './chatwork/server';
import type { Counters } from './counters';
import { type FaultRule, faultRows, type Faults } from './faults';
import { json, parseJson, readRequest, type Reply, type Request, send } from './http';
import type { ScriptedMove } from './world/script';
import type { ItemChange } from './world/shop';
import type { World } from './world/world';

export interface ControlParts {
	world: World;
	counters: Counters;
	faults: Faults;
	quotas: AmazonQuotas;
	messages: { list(): readonly Message[]; clear(): void };
	issueTokens: (shop: string, scopes?: readonly string[]) => TokenSet;
}

type Fields = Record<string, unknown>;

interface ControlRoute {
	method: 'GET' | 'POST' | 'DELETE';
	path: string;
	help: string;
	answer: (parts: ControlParts, names: readonly string[], fields: Fields) => unknown;
}

const describeProduct = ({ world }: ControlParts, asin: string) => ({
	product: world.product(asin),
	truth: world.truth(asin),
});

function setRates({ quotas }: ControlParts, fields: Fields): Record<string, number> {
	for (const [operation, factor] of Object.entries(fields)) {
		if (!isAmazonOperation(operation)) {
			throw new Error(
				`Unknown operation "${operation}": known are ${Object.keys(usagePlans).join(', ')}`,
			);
		}
		if (typeof factor !== 'number' || !(factor > 0))
			throw new Error(`The factor of ${operation} must be above 0`);
		quotas.setFactor(operation, factor);
	}
	const rateOf = (name: string): [string, number] => [
		name,
		quotas.rateOf(name as keyof typeof usagePlans),
	];
	return Object.fromEntries(Object.keys(usagePlans).map(rateOf));
}

function readShare(fields: Fields): number {
	const share = fields.share ?? 0.05;
	if (typeof share !== 'number' || share < 0 || share > 1) throw new Error('share must be 0 to 1');
	return share;
}

/** The routes, their help texts included: GET / prints this table. `:` stands for a name in the path. */
const routes: readonly ControlRoute[] = [
	{
		method: 'GET',
		path: '/counters',
		help: 'calls, rejections, writes and tokens so far',
		answer: ({ counters }) => counters.snapshot(),
	},
	{
		method: 'POST',
		path: '/counters/reset',
		help: 'count from zero',
		answer: ({ counters }) => {
			counters.reset();
			return { reset: true };
		},
	},
	{
		method: 'GET',
		path: '/faults',
		help: 'faults that are set',
		answer: ({ faults }) => faults.list(),
	},
	{
		method: 'POST',
		path: '/faults',
		help: 'set one: {kind, service?, operation?, shop?, probability?, times?, status?, milliseconds?, count?}',
		answer: ({ faults }, _names, fields) => faults.add(fields as unknown as FaultRule),
	},
	{
		method: 'DELETE',
		path: '/faults',
		help: 'take all back',
		answer: ({ faults }) => {
			faults.clear();
			return { cleared: true };
		},
	},
	{
		method: 'DELETE',
		path: '/faults/:id',
		help: 'take one back',
		answer: ({ faults }, [id]) => ({ removed: faults.remove(Number(id)) }),
	},
	{
		method: 'POST',
		path: '/advance',
		help: 'move prices and stock: {share: 0.05}',
		answer: ({ world }, _names, fields) => world.advance({ share: readShare(fields) }),
	},
	{
		method: 'GET',
		path: '/products',
		help: 'all products: ASIN, kind, truth',
		answer: ({ world }) =>
			[...world.products.values()].map(({ asin, kind }) => ({
				asin,
				kind,
				truth: world.truth(asin),
			})),
	},
	{
		method: 'GET',
		path: '/products/:asin',
		help: 'one product and what a correct client concludes',
		answer: (parts, [asin]) => describeProduct(parts, asin!),
	},
	{
		method: 'POST',
		path: '/products/:asin',
		help: 'script it: {price?, inStock?, shipping?, points?, maximumHours?, availability?, condition?, currency?, state?, rawStatus?, offers?, title?, brand?}',
		answer: (parts, [asin], fields) => {
			parts.world.setOffer(asin!, fields as ScriptedMove);
			return describeProduct(parts, asin!);
		},
	},
	{
		method: 'GET',
		path: '/listings/:shop',
		help: 'every item of a shop with its ASIN',
		answer: ({ world }, [shop]) => world.listings(shop!),
	},
	{
		method: 'GET',
		path: '/unlisted/:shop',
		help: 'ASINs that the shop does not list',
		answer: ({ world }, [shop]) => world.unlistedAsins(shop!),
	},
	{
		method: 'POST',
		path: '/listings/:shop/:item',
		help: "the owner's hand: {price?, visible?, stock?, title?, ...}",
		answer: ({ world }, [shop, item], fields) =>
			world.editListing(shop!, Number(item), fields as ItemChange),
	},
	{
		method: 'POST',
		path: '/listings/:shop/:item/sell',
		help: 'a customer buys it: stock 0',
		answer: ({ world }, [shop, item]) => world.sell(shop!, Number(item)),
	},
	{
		method: 'DELETE',
		path: '/listings/:shop/:item',
		help: 'the owner deletes it',
		answer: ({ world }, [shop, item]) => ({ deleted: world.deleteListing(shop!, Number(item)) }),
	},
	{
		method: 'GET',
		path: '/messages',
		help: 'what was said in Chatwork',
		answer: ({ messages }) => messages.list(),
	},
	{
		method: 'DELETE',
		path: '/messages',
		help: 'forget it',
		answer: ({ messages }) => {
			messages.clear();
			return { cleared: true };
		},
	},
	{
		method: 'POST',
		path: '/rates',
		help: "factors on Amazon's rates: {getItemOffersBatch: 0.5}; answers the rates in force",
		answer: (parts, _names, fields) => setRates(parts, fields),
	},
	{
		method: 'POST',
		path: '/tokens/:shop',
		help: 'mint a token set for a shop: {scopes?}',
		answer: ({ issueTokens }, [shop], { scopes }) =>
			issueTokens(shop!, scopes as string[] | undefined),
	},
];

/** What the control port can do, as plain text. */
export function controlHelp(): string {
	const lines = routes.map(
		({ method, path, help }) => `${method.padEnd(6)} ${path.padEnd(28)} ${help}`,
	);
	const faults = Object.entries(faultRows).map(([kind, { help }]) => `${kind.padEnd(20)} ${help}`);
	return [...lines, '', 'Faults:', ...faults, ''].join('\n');
}

/** The names in a path that fit a route's `:` places, or null where it is another route. */
function namesIn(route: ControlRoute, request: Request): string[] | null {
	const wanted = route.path.split('/');
	const given = request.path.split('/');
	if (route.method !== request.method || wanted.length !== given.length) return null;
	const isSame = wanted.every((part, index) => part.startsWith(':') || part === given[index]);
	return isSame ? given.filter((_, index) => wanted[index]!.startsWith(':')) : null;
}

function readControlFields(body: string): Fields {
	const fields = body === '' ? {} : parseJson(body);
	if (typeof fields !== 'object' || fields === null)
		throw new Error('The body must be a JSON object');
	return fields as Fields;
}

function answerControl(parts: ControlParts, request: Request): Reply {
	if (request.path === '/') {
		return {
			status: 200,
			body: controlHelp(),
			headers: { 'content-type': 'text/plain; charset=utf-8' },
		};
	}
	for (const route of routes) {
		const names = namesIn(route, request);
		if (names) return json(route.answer(parts, names, readControlFields(request.body)));
	}
	return json({ error: `No such control: ${request.method} ${request.path}; see GET /` }, 404);
}

/** JSON control over the world, faults and counters, for people and for tests in other processes. */
export function controlListener(parts: ControlParts): RequestListener {
	return (incoming, response) => {
		readRequest(incoming)
			.then((request) => send(response, answerControl(parts, request)))
			.catch((error: unknown) => {
				const message = error instanceof Error ? error.message : String(error);
				send(response, json({ error: message }, 400));
			});
	};
}
