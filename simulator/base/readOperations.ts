import type { Struck } from '../faults';
import { json, type Reply, type Request } from '../http';
import type { Shop, ShopItem } from '../world/shop';
import { BaseRefusal } from './errors';
import { shortenPage, shrinkList, spoilItems } from './oddities';
import { imagePlaces, isImageSize, listImages, toListWire, toWire, type ImageFields } from './wire';

/** Everything that an operation on one shop may need. */
export interface ShopCall {
	request: Request;
	shop: Shop;
	struck: Struck;
}

const mostEntries = 100;
const defaultEntries = 20;

/** A whole number in a range. What BASE says of another one is written down nowhere: the strict answer. */
function numberIn(
	text: string | null,
	absent: number,
	[least, most]: readonly [number, number],
): number {
	if (text === null || text === '') return absent;
	const value = Number(text);
	if (!Number.isInteger(value) || value < least || value > most) {
		throw new BaseRefusal('bad_params');
	}
	return value;
}

/** Where a page begins, and how many entries it holds at most: 20 unless told, never more than 100. */
export function readPaging(query: URLSearchParams): { limit: number; offset: number } {
	return {
		limit: numberIn(query.get('limit'), defaultEntries, [1, mostEntries]),
		offset: numberIn(query.get('offset'), 0, [0, Number.MAX_SAFE_INTEGER]),
	};
}

const orders: Record<string, (item: ShopItem) => number> = {
	list_order: (item) => item.list_order,
	created: (item) => item.item_id,
	modified: (item) => item.modified,
};

function ordered(shop: Shop, query: URLSearchParams): readonly ShopItem[] {
	const order = query.get('order') ?? 'list_order';
	const sort = query.get('sort') ?? 'asc';
	const keyOf = orders[order];
	if (!keyOf || (sort !== 'asc' && sort !== 'desc')) throw new BaseRefusal('bad_params');
	if (order === 'list_order' && sort === 'asc') return shop.list();
	const sign = sort === 'asc' ? 1 : -1;
	return [...shop.list()].sort((left, right) => sign * (keyOf(left) - keyOf(right)));
}

function readImageFields(query: URLSearchParams): ImageFields {
	const sizes = (query.get('image_size') ?? 'origin').split(',');
	if (!sizes.every(isImageSize)) throw new BaseRefusal('bad_params');
	return {
		places: numberIn(query.get('max_image_no'), listImages.places, [1, imagePlaces]),
		sizes,
	};
}

/** GET /1/items */
export function listItems({ request, shop, struck }: ShopCall): Reply {
	const images = readImageFields(request.query);
	const { limit, offset } = readPaging(request.query);
	const items = shrinkList(ordered(shop, request.query), struck);
	const goesOn = items.length > offset + limit;
	const page = shortenPage(items.slice(offset, offset + limit), goesOn, struck);
	const wire = page.map((item) => toListWire(item, images, shop.isPlain));
	return json({ items: spoilItems(wire, shop, struck) });
}

/** GET /1/items/search: what changed in the last hour is not in it. */
export function searchItems({ request, shop }: ShopCall): Reply {
	const word = request.query.get('q') ?? '';
	if (word === '') throw new BaseRefusal('bad_params');
	const { limit, offset } = readPaging(request.query);
	const found = shop.search(word).slice(offset, offset + limit);
	return json({ items: found.map((item) => toWire(item)) });
}

/** GET /1/items/detail/{item_id}: the id stands in the path; one in the query is not read. */
export function itemDetail({ request, shop, struck }: ShopCall): Reply {
	const id = /^\/1\/items\/detail\/([^/]+)$/.exec(request.path)?.[1];
	if (id === undefined) throw new BaseRefusal('no_item_id');
	const item = /^\d+$/.test(id) ? shop.get(Number(id)) : undefined;
	if (!item) throw new BaseRefusal('no_item');
	return json({ item: spoilItems([toWire(item)], shop, struck)[0] });
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
