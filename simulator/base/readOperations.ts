import { json, type Reply, type Request } from '../http';
import type { Shop, ShopItem } from '../world/shop';
import { BaseRefusal } from './errors';
import { toWire } from './wire';

/** Everything that an operation on one shop may need. */
export interface ShopCall {
	request: Request;
	shop: Shop;
}

const mostItems = 100;
const defaultItems = 20;

/** A whole number in a range, or the error that BASE gives for it. */
function numberIn(
	text: string | null,
	absent: number,
	[least, most]: readonly [number, number],
	code: 'bad_limit' | 'bad_offset',
): number {
	if (text === null || text === '') return absent;
	const value = Number(text);
	if (!Number.isInteger(value) || value < least || value > most) throw new BaseRefusal(code);
	return value;
}

const orders: Record<string, (item: ShopItem) => number> = {
	list_order: (item) => item.list_order,
	modified: (item) => item.modified,
};

function ordered(shop: Shop, query: URLSearchParams): readonly ShopItem[] {
	const order = query.get('order') ?? 'list_order';
	const sort = query.get('sort') ?? 'asc';
	const keyOf = orders[order];
	if (!keyOf) throw new BaseRefusal('bad_order');
	if (sort !== 'asc' && sort !== 'desc') throw new BaseRefusal('bad_sort');
	if (order === 'list_order' && sort === 'asc') return shop.list();
	const sign = sort === 'asc' ? 1 : -1;
	return [...shop.list()].sort((left, right) => sign * (keyOf(left) - keyOf(right)));
}

function page(items: readonly ShopItem[], query: URLSearchParams): Reply {
	const limit = numberIn(query.get('limit'), defaultItems, [1, mostItems], 'bad_limit');
	const range = [0, Number.MAX_SAFE_INTEGER] as const;
	const offset = numberIn(query.get('offset'), 0, range, 'bad_offset');
	return json({ items: items.slice(offset, offset + limit).map(toWire) });
}

/** GET /1/items */
export const listItems = ({ request, shop }: ShopCall): Reply =>
	page(ordered(shop, request.query), request.query);

/** GET /1/items/search: what changed in the last hour is not in it. */
export function searchItems({ request, shop }: ShopCall): Reply {
	const word = request.query.get('q') ?? '';
	if (word === '') throw new BaseRefusal('no_q');
	return page(shop.search(word), request.query);
}

/** @throws BaseRefusal for an id that is missing or no item of this shop. */
export function findItem(shop: Shop, id: string | null | undefined): ShopItem {
	if (id === null || id === undefined || id === '') throw new BaseRefusal('no_item_id');
	const item = /^\d+$/.test(id) ? shop.get(Number(id)) : undefined;
	if (!item) throw new BaseRefusal('bad_item_id');
	return item;
}

/** GET /1/items/detail/{item_id}: the id stands in the path; one in the query is not read. */
export function itemDetail({ request, shop }: ShopCall): Reply {
	const id = /^\/1\/items\/detail\/([^/]+)$/.exec(request.path)?.[1];
	return json({ item: toWire(findItem(shop, id)) });
}

/** GET /1/users/me */
export function describeShop({ shop }: ShopCall): Reply {
	return json({
		user: {
			shop_id: shop.name,
			shop_name: `${shop.name} 本店`,
			shop_introduction: '',
			shop_url: `https://${shop.name}.thebase.in`,
			twitter_id: '',
			facebook_id: '',
			logo: null,
			display_name: shop.name,
		},
	});
}
