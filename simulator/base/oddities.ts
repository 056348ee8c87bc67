import type { Fault, Struck } from '../faults';
import type { OrderItem } from '../world/orders';
import type { Shop, ShopItem } from '../world/shop';
import { neverEditable } from './errors';
import type { WireItem } from './wire';

/** What single items and lists of a shop look like under a fault. Which items it strikes never changes. */

/** The items with the lowest numbers: the same ones in every answer. */
export function chosenItems(shop: Shop, count: number): ReadonlySet<number> {
	const ids = shop.list().map(({ item_id }) => item_id);
	return new Set(ids.sort((left, right) => left - right).slice(0, count));
}

const readCount = (fault: Fault): number => fault.count ?? 1;

/** Required fields that an odd item has null in place of, in turn. */
const oddFields = ['stock', 'price', 'visible'] as const;

/** The fault `oddItem`: the chosen items of an answer have a null where there must be none. */
export function spoilItems(items: WireItem[], shop: Shop, struck: Struck): WireItem[] {
	const fault = struck.find('oddItem');
	if (!fault) return items;
	const chosen = [...chosenItems(shop, readCount(fault))];
	return items.map((item) => {
		const place = chosen.indexOf(Number(item.item_id));
		return place < 0 ? item : { ...item, [oddFields[place % oddFields.length]!]: null };
	});
}

/** The fault `shrunkenList`: BASE knows only the first `count` items (the first half). */
export function shrinkList(items: readonly ShopItem[], struck: Struck): readonly ShopItem[] {
	const fault = struck.find('shrunkenList');
	return fault ? items.slice(0, fault.count ?? Math.floor(items.length / 2)) : items;
}

/** The fault `shortPage`: a page lacks its last `count` items (1) although the list goes on. */
export function shortenPage<Item>(page: Item[], goesOn: boolean, struck: Struck): Item[] {
	const fault = struck.find('shortPage');
	return fault && goesOn ? page.slice(0, Math.max(page.length - readCount(fault), 0)) : page;
}

/** The fault `oddOrder`: the first line of an order's detail has no price. */
export const spoilOrder = (lines: readonly OrderItem[], struck: Struck): object[] =>
	lines.map((line, place) =>
		place === 0 && struck.has('oddOrder') ? { ...line, price: null } : line,
	);

/** @throws BaseRefusal for digital content, and for the items that the fault `neverEditable` chose; for good. */
export function refuseNeverEditable(item: ShopItem, shop: Shop, struck: Struck): void {
	const fault = struck.find('neverEditable');
	const isChosen = fault && chosenItems(shop, readCount(fault)).has(item.item_id);
	if (item.isDigital === true || isChosen) throw neverEditable();
}
