import type { Service } from '../exchange';
import type { Struck } from '../faults';
import type { Reply, Request } from '../http';
import type { World } from '../world/world';
import { BaseRefusal, refusalReply, restrictedShop } from './errors';
import type { BaseOAuth } from './oauth';
import type { BaseQuota } from './quota';
import { listOrders, orderDetail } from './orderOperations';
import { describeShop, itemDetail, listItems, searchItems } from './readOperations';
import type { BaseTokens } from './tokens';
import {
	addImage,
	addItem,
	deleteImage,
	deleteItem,
	deleteVariation,
	editItem,
	editStock,
	type WriteCall,
} from './writeOperations';

export interface BaseParts {
	world: World;
	oauth: BaseOAuth;
	tokens: BaseTokens;
	/** By shop. */
	quotas: ReadonlyMap<string, BaseQuota>;
	noteWrite: (shop: string, itemId: number, fields: readonly string[]) => void;
}

interface Operation {
	method: 'GET' | 'POST';
	scope: string;
	answer: (call: WriteCall) => Reply;
}

const operations: Record<string, Operation> = {
	'users/me': { method: 'GET', scope: 'read_users', answer: describeShop },
	items: { method: 'GET', scope: 'read_items', answer: listItems },
	'items/detail': { method: 'GET', scope: 'read_items', answer: itemDetail },
	'items/search': { method: 'GET', scope: 'read_items', answer: searchItems },
	'items/edit': { method: 'POST', scope: 'write_items', answer: editItem },
	'items/add': { method: 'POST', scope: 'write_items', answer: addItem },
	'items/add_image': { method: 'POST', scope: 'write_items', answer: addImage },
	'items/delete_image': { method: 'POST', scope: 'write_items', answer: deleteImage },
	'items/edit_stock': { method: 'POST', scope: 'write_items', answer: editStock },
	'items/delete_variation': { method: 'POST', scope: 'write_items', answer: deleteVariation },
	orders: { method: 'GET', scope: 'read_orders', answer: listOrders },
	'orders/detail': { method: 'GET', scope: 'read_orders', answer: orderDetail },
	'items/delete': { method: 'POST', scope: 'write_items', answer: deleteItem },
};

const oauthMethods: Record<string, string> = {
	'oauth/authorize': 'GET',
	'oauth/authorize/approve': 'GET',
	'oauth/token': 'POST',
};

/** The path below /1; a detail's id is not part of the name. */
function operationOf({ method, path }: Request): string | null {
	const name = /^\/1\/(.+)$/
		.exec(path)?.[1]
		?.replace(/^(items|orders)\/detail(\/.*)?$/, '$1/detail');
	if (name === undefined) return null;
	const wanted = operations[name]?.method ?? oauthMethods[name];
	// BASE answers a GET where it wants a POST; of the other way round nothing is known.
	return wanted === method || (wanted === 'POST' && method === 'GET') ? name : null;
}

const bearerOf = (request: Request): string =>
	/^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';

const shopOf = ({ oauth, tokens }: BaseParts, request: Request): string | null =>
	request.path.startsWith('/1/oauth/') ? oauth.shopOf(request) : tokens.ownerOf(bearerOf(request));

function strikeAccount(struck: Struck): void {
	if (struck.has('shopRestricted')) throw restrictedShop();
	if (struck.has('wrongScope')) throw new BaseRefusal('invalid_scope');
	if (struck.has('dayLimit')) throw new BaseRefusal('day_api_limit');
	if (struck.has('hourLimit')) throw new BaseRefusal('hour_api_limit');
}

function answerApi(parts: BaseParts, request: Request, name: string, struck: Struck): Reply {
	const operation = operations[name]!;
	const grant = parts.tokens.check(bearerOf(request));
	strikeAccount(struck);
	const quota = parts.quotas.get(grant.shop)!;
	quota.takeCall();
	if (!grant.scopes.includes(operation.scope)) throw new BaseRefusal('invalid_scope');
	if (request.method !== operation.method) throw new BaseRefusal('not_post_method');
	if (struck.has('databaseError')) throw new BaseRefusal('db_error');
	return operation.answer({
		request,
		struck,
		shop: parts.world.shop(grant.shop),
		quota,
		noteWrite: (itemId, fields) => parts.noteWrite(grant.shop, itemId, fields),
	});
}

function answer(parts: BaseParts, request: Request, name: string, struck: Struck): Reply {
	const expired = struck.find('expireTokens');
	if (expired) parts.tokens.endAll(expired.shop ?? null);
	if (name === 'oauth/authorize') return parts.oauth.authorize(request);
	if (name === 'oauth/authorize/approve') return parts.oauth.approve(request);
	if (name === 'oauth/token') return parts.oauth.token(request, struck);
	return answerApi(parts, request, name, struck);
}

/** BASE's sign-in and API. Every refusal is HTTP 400, a bad token included. */
export function baseService(parts: BaseParts): Service {
	return {
		name: 'base',
		operationOf,
		shopOf: (request) => shopOf(parts, request),
		throttled: () => refusalReply(new BaseRefusal('hour_api_limit')),
		failed: (status) => refusalReply(new BaseRefusal('server_error'), status),
		answer: (request, operation, struck) => {
			try {
				return answer(parts, request, operation, struck);
			} catch (error) {
				if (error instanceof BaseRefusal) return refusalReply(error);
				throw error;
			}
		},
	};
}
