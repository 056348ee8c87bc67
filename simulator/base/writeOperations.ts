import { json, readForm, type Reply } from '../http';
import type { ItemChange } from '../world/shop';
import { BaseRefusal } from './errors';
import { readItemFields, readVariations } from './fields';
import type { BaseQuota } from './quota';
import { findItem, type ShopCall } from './readOperations';
import { toWire } from './wire';

export interface WriteCall extends ShopCall {
	quota: BaseQuota;
	/** Notes a write that was applied, with the fields that were sent. */
	noteWrite: (itemId: number, fields: readonly string[]) => void;
}

const imagePlaces = 20;

const fieldsSent = (form: URLSearchParams): string[] =>
	[...new Set(form.keys())].filter((name) => name !== 'item_id');

/** POST /1/items/edit: changes the fields that were sent and leaves all others as they are. */
export function editItem({ request, shop, noteWrite }: WriteCall): Reply {
	const form = readForm(request);
	const item = findItem(shop, form.get('item_id'));
	const change: ItemChange = readItemFields(form);
	const variations = readVariations(form, item);
	if (variations) change.variations = variations;
	// With variations the stock lives in them: a plain stock is not taken over.
	const rows = variations ?? item.variations;
	if (rows.length > 0) {
		change.stock = rows.reduce((sum, row) => sum + row.variation_stock, 0);
	}
	const edited = shop.change(item.item_id, change);
	noteWrite(item.item_id, fieldsSent(form));
	return json({ item: toWire(edited) });
}

/** POST /1/items/add */
export function addItem({ request, shop, quota, noteWrite }: WriteCall): Reply {
	const fields = readItemFields(readForm(request));
	if (fields.title === undefined) throw new BaseRefusal('no_title');
	if (fields.price === undefined) throw new BaseRefusal('no_price');
	if (fields.stock === undefined) throw new BaseRefusal('no_stock');
	quota.takeAddition();
	const added = shop.add({
		detail: '',
		proper_price: null,
		item_tax_type: 1,
		visible: 1,
		list_order: 0,
		identifier: '',
		...fields,
		title: fields.title,
		price: fields.price,
		stock: fields.stock,
		images: [],
		variations: [],
		modified: 0,
	});
	const stamped = shop.change(added.item_id, {});
	noteWrite(added.item_id, fieldsSent(readForm(request)));
	return json({ item: toWire(stamped) });
}

function imagePlace(form: URLSearchParams): number {
	const place = Number(form.get('image_no'));
	if (Number.isInteger(place) && place >= 1 && place <= imagePlaces) return place;
	throw new BaseRefusal('bad_image_no');
}

/** POST /1/items/add_image: puts an image into one of 20 places. */
export function addImage({ request, shop, noteWrite }: WriteCall): Reply {
	const form = readForm(request);
	const item = findItem(shop, form.get('item_id'));
	const place = imagePlace(form);
	const link = form.get('image_url') ?? '';
	if (!/^https?:\/\//.test(link)) throw new BaseRefusal('bad_image_url');
	const images = [...item.images];
	while (images.length < place) images.push('');
	images[place - 1] = link;
	noteWrite(item.item_id, [`img${place}`]);
	return json({ item: toWire(shop.change(item.item_id, { images })) });
}

/** POST /1/items/delete_image: empties one place; the images above it stay where they are. */
export function deleteImage({ request, shop, noteWrite }: WriteCall): Reply {
	const form = readForm(request);
	const item = findItem(shop, form.get('item_id'));
	const place = imagePlace(form);
	// What BASE says of a place without an image is not written down anywhere: the strict answer.
	if (!item.images[place - 1]) throw new BaseRefusal('bad_image_no');
	const images = item.images.with(place - 1, '');
	while (images.at(-1) === '') images.pop();
	noteWrite(item.item_id, [`img${place}`]);
	return json({ item: toWire(shop.change(item.item_id, { images })) });
}

/** POST /1/items/delete */
export function deleteItem({ request, shop, noteWrite }: WriteCall): Reply {
	const item = findItem(shop, readForm(request).get('item_id'));
	shop.delete(item.item_id);
	noteWrite(item.item_id, ['delete']);
	return json({ result: true });
}
