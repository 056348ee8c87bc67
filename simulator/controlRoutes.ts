import { type AmazonQuotas, isAmazonOperation, usagePlans } from './amazon/quotas';
import type { TokenSet } from './base/tokens';
import type { Message } from './chatwork/server';
import type { Counters } from './counters';
import { type FaultRule, type Faults } from './faults';
import { dispatchStatuses, type DispatchStatus } from './world/orders';
import type { ScriptedMove } from './world/script';
import type { BoughtLine, ItemChange } from './world/shop';
import type { World } from './world/world';

export interface ControlParts {
	world: World;
	counters: Counters;
	faults: Faults;
	quotas: AmazonQuotas;
	messages: { list(): readonly Message[]; clear(): void };
	issueTokens: (shop: string, scopes?: readonly string[]) => TokenSet;
}

export type Fields = Record<string, unknown>;

export interface ControlRoute {
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

const faultFields =
	'kind service operation shop probability times status milliseconds count offset';

const offerFields =
	'sellerId subCondition currency price shipping points minimumHours maximumHours availability ' +
	'availableDate isFba isPrime isBuyBox isOwn feedbackRating feedbackCount condition';

const scriptFields = `inStock state rawStatus offers slipsUsed title brand ${offerFields}`;

const itemFields =
	'title detail price proper_price item_tax_type stock visible list_order identifier images variations';

/** The fields as they are. @throws Error for a name that is none of the known ones: a typing error must not pass. */
function named<Value>(fields: Fields, known: string): Value {
	const names = known.split(' ');
	const unknown = Object.keys(fields).find((name) => !names.includes(name));
	if (unknown !== undefined)
		throw new Error(`Unknown field "${unknown}": known are ${names.join(', ')}`);
	return fields as Value;
}

function script(fields: Fields): ScriptedMove {
	const offers: unknown = fields.offers ?? [];
	if (!Array.isArray(offers)) throw new Error('offers must be a list');
	for (const offer of offers as Fields[]) named(offer, offerFields);
	return named(fields, scriptFields);
}

function readShare(fields: Fields): number {
	const share = fields.share ?? 0.05;
	if (typeof share !== 'number' || share < 0 || share > 1) throw new Error('share must be 0 to 1');
	return share;
}

function readStatus({ dispatch_status: status = 'ordered' }: Fields): DispatchStatus {
	const known = dispatchStatuses.find((each) => each === status);
	if (known) return known;
	throw new Error(`dispatch_status must be one of ${dispatchStatuses.join(', ')}`);
}

function readLines({ lines }: Fields): BoughtLine[] {
	if (!Array.isArray(lines) || lines.length === 0) throw new Error('lines must name an item');
	return lines.map((line: Fields) => named(line, 'itemId variationId amount'));
}

/** The routes, their help texts included: GET / prints this table. `:` stands for a name in the path. */
export const controlRoutes: readonly ControlRoute[] = [
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
		help: 'set one: {kind, service?, operation?, shop?, probability?, times?, status?, milliseconds?, count?, offset?}',
		answer: ({ faults }, _names, fields) => faults.add(named<FaultRule>(fields, faultFields)),
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
			parts.world.setOffer(asin!, script(fields));
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
			world.editListing(shop!, Number(item), named<ItemChange>(fields, itemFields)),
	},
	{
		method: 'POST',
		path: '/listings/:shop/:item/sell',
		help: 'a customer buys it: stock 0 and an order: {dispatch_status?}',
		answer: ({ world }, [shop, item], fields) =>
			world.sell(shop!, Number(item), readStatus(named(fields, 'dispatch_status'))),
	},
	{
		method: 'DELETE',
		path: '/listings/:shop/:item',
		help: 'the owner deletes it',
		answer: ({ world }, [shop, item]) => ({ deleted: world.deleteListing(shop!, Number(item)) }),
	},
	{
		method: 'GET',
		path: '/orders/:shop',
		help: 'orders of a shop, customers included',
		answer: ({ world }, [shop]) => world.shop(shop!).orders,
	},
	{
		method: 'POST',
		path: '/orders/:shop',
		help: 'a customer buys: {lines: [{itemId, variationId?, amount?}], dispatch_status?}',
		answer: ({ world }, [shop], fields) =>
			world.order(shop!, readLines(fields), readStatus(named(fields, 'lines dispatch_status'))),
	},
	{
		method: 'POST',
		path: '/orders/:shop/:key',
		help: 'it is paid, sent or cancelled: {dispatch_status}',
		answer: ({ world }, [shop, key], fields) =>
			world.moveOrder(shop!, key!, readStatus(named(fields, 'dispatch_status'))),
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
