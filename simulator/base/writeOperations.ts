import { json, readForm, type Reply } from '../http';
import type { ItemChange, ShopItem } from '../world/shop';
import { BaseRefusal, emptyImagePlace } from './errors';
import { distortEdit, refusePartialEdit, rewordRefusal, shortenAnswer } from './editFaults';
import { readItemFields, readStock, readVariations } from './fields';
import { refuseNeverEditable, spoilItems } from './oddities';
import type { BaseQuota } from './quota';
import type { ShopCall } from './readOperations';
import { imagePlaces, toWire } from './wire';

export interface WriteCall extends ShopCall {
	quota: BaseQuota;
	/** Notes a write that was applied, with the fields that were sent. */
	noteWrite: (itemId: number, fields: readonly string[]) => void;
}

const fieldsSent = (form: URLSearchParams): string[] =>
	[...new Set(form.keys())].filter((name) => name !== 'item_id');

/** @throws BaseRefusal for an id that is missing or no item of this shop: the documents tell no two. */
function findItem({ shop, struck }: WriteCall, form: URLSearchParams): ShopItem {
	const id = form.get('item_id') ?? '';
	const item = /^\d+$/.test(id) ? shop.get(Number(id)) : undefined;
	if (!item) throw new BaseRefusal('bad_item_id');
	refuseNeverEditable(item, shop, struck);
	return item;
}

const answerItem = ({ shop, struck }: WriteCall, item: ShopItem): Reply =>
	json({ item: spoilItems([toWire(item)], shop, struck)[0] });

const addUpStock = (rows: ShopItem['variations']): number =>
	rows.reduce((sum, row) => sum + row.variation_stock, 0);

/** POST /1/items/edit: changes the fields that were sent and leaves all others as they are. */
export function editItem(call: WriteCall): Reply {
	const form = readForm(call.request);
	const item = findItem(call, form);
	refusePartialEdit(fieldsSent(form), call.struck);
	const change: ItemChange = distortEdit(readChange(form, call), call.struck);
	const variations = readVariations(form, item);
	if (variations) change.variations = variations;
	// With variations the stock lives in them: a plain stock is not taken over.
	const rows = variations ?? item.variations;
	if (rows.length > 0) change.stock = addUpStock(rows);
	const edited = call.shop.change(item.item_id, change);
	call.noteWrite(item.item_id, fieldsSent(form));
	return shortenAnswer(answerItem(call, edited), call.struck);
}

function readChange(form: URLSearchParams, { struck }: WriteCall): ItemChange {
	try {
		return readItemFields(form);
	} catch (error) {
		throw rewordRefusal(error, struck);
	}
}

/** POST /1/items/edit_stock: the stock of an item, or of one of its variations. */
export function editStock(call: WriteCall): Reply {
	const form = readForm(call.request);
	const item = findItem(call, form);
	const needed = form.has('variation_id') ? 'variation_stock' : 'stock';
	const text = form.get(needed);
	if (text === null) throw new BaseRefusal('bad_params');
	const stock = readStock(text);
	if (call.struck.has('keptStock')) return answerItem(call, item);
	if (needed === 'variation_stock') {
		const row = findVariation(item, form);
		const variations = item.variations.map((each) =>
			each === row ? { ...each, variation_stock: stock } : each,
		);
		call.shop.change(item.item_id, { variations, stock: addUpStock(variations) });
	} else if (item.variations.length === 0) {
		call.shop.change(item.item_id, { stock });
	}
	call.noteWrite(item.item_id, fieldsSent(form));
	return answerItem(call, item);
}

/** POST /1/items/delete_variation */
export function deleteVariation(call: WriteCall): Reply {
	const form = readForm(call.request);
	const item = findItem(call, form);
	const row = findVariation(item, form);
	const variations = item.variations.filter((each) => each !== row);
	// What becomes of the stock when the last one goes is written down nowhere: it stays.
	const stock = variations.length === 0 ? item.stock : addUpStock(variations);
	const edited = call.shop.change(item.item_id, { variations, stock });
	call.noteWrite(item.item_id, ['delete_variation']);
	return answerItem(call, edited);
}

function findVariation(item: ShopItem, form: URLSearchParams): ShopItem['variations'][number] {
	const id = form.get('variation_id') ?? '';
	const row = item.variations.find(({ variation_id }) => String(variation_id) === id);
	if (!row) throw new BaseRefusal('bad_variation_id');
	return row;
}

/** POST /1/items/add */
export function addItem(call: WriteCall): Reply {
	const form = readForm(call.request);
	const fields = readItemFields(form);
	const { title, price, stock } = fields;
	if (title === undefined || price === undefined || stock === undefined) {
		throw new BaseRefusal('validation_error');
	}
	call.quota.takeAddition();
	const added = call.shop.add({
		detail: '',
		proper_price: null,
		item_tax_type: 1,
		visible: 1,
		list_order: 0,
		identifier: '',
		...fields,
		title,
		price,
		stock,
		images: [],
		variations: [],
		modified: 0,
	});
	const stamped = call.shop.change(added.item_id, {});
	call.noteWrite(added.item_id, fieldsSent(form));
	return answerItem(call, stamped);
}

function imagePlace(form: URLSearchParams): number {
	const place = Number(form.get('image_no'));
	if (Number.isInteger(place) && place >= 1 && place <= imagePlaces) return place;
	throw new BaseRefusal('bad_params');
}

/** Documented: jpg, png or gif. The simulator fetches nothing and goes by the link's ending. */
const imageEnding = /\.(jpe?g|png|gif)$/i;

/** `_SL1500_` in a link of Amazon's stands for an image of 1,500 pixels. */
const readPixels = (link: string): number => Number(/_SL(\d+)_/.exec(link)?.[1] ?? 0);

function readImage({ struck }: WriteCall, form: URLSearchParams): string {
	const link = form.get('image_url');
	if (link === null) throw new BaseRefusal('bad_params');
	if (!/^https?:\/\//.test(link) || !URL.canParse(link)) throw new BaseRefusal('no_image');
	const largest = struck.find('largeImage');
	const isTooLarge = largest !== undefined && readPixels(link) > (largest.count ?? 1000);
	if (isTooLarge || !imageEnding.test(new URL(link).pathname)) {
		throw new BaseRefusal('image_put_fail');
	}
	return link;
}

/** POST /1/items/add_image: puts an image into one of 20 places. */
export function addImage(call: WriteCall): Reply {
	const form = readForm(call.request);
	const item = findItem(call, form);
	const place = imagePlace(form);
	const link = readImage(call, form);
	const images = [...item.images];
	while (images.length < place) images.push('');
	images[place - 1] = link;
	call.noteWrite(item.item_id, [`img${place}`]);
	return answerItem(call, call.shop.change(item.item_id, { images }));
}

/** POST /1/items/delete_image: empties one place; the images above it stay where they are. */
export function deleteImage(call: WriteCall): Reply {
	const form = readForm(call.request);
	const item = findItem(call, form);
	const place = imagePlace(form);
	if (!item.images[place - 1]) throw emptyImagePlace();
	const images = item.images.with(place - 1, '');
	while (images.at(-1) === '') images.pop();
	call.noteWrite(item.item_id, [`img${place}`]);
	return answerItem(call, call.shop.change(item.item_id, { images }));
}

/** POST /1/items/delete */
export function deleteItem(call: WriteCall): Reply {
	const form = readForm(call.request);
	if (!form.get('item_id')) throw new BaseRefusal('no_item_id');
	const item = findItem(call, form);
	call.shop.delete(item.item_id);
	call.noteWrite(item.item_id, ['delete']);
	return json({ result: true });
}
