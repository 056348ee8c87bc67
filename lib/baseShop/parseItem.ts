import { z } from 'zod';
import { WireRows } from './wireRows';
import type { ShopList, ShownTexts } from '../shop/ports';
import type { Listing, ListingVariation } from '../listing/listing';
import type { UnreadableItem } from '../listing/unreadable';

/**
 * Converts BASE's item to our Listing. The only file that knows BASE's field names. The documents show
 * null for identifier, proper_price, variation_identifier and empty image places; they do not rule out
 * null in other fields.
 */

/** BASE gives numbers as numbers, older answers as text: both are accepted if they are whole. */
const wholeNumber = (least: number, most: number) =>
	z
		.union([
			z.number(),
			z
				.string()
				.regex(/^-?\d+$/)
				.transform(Number),
		])
		.pipe(z.number().int().min(least).max(most));

/** Above any price in yen and any real stock of a shop: a larger number is not from BASE. */
const MOST = 99_999_999;
/** The end of the year 9999, seconds since 1970. */
const LAST_SECOND = 253_402_300_799;

const Visible = z
	.union([wholeNumber(0, 1), z.boolean().transform(Number)])
	.transform((visible) => visible === 1);
const ItemId = wholeNumber(1, Number.MAX_SAFE_INTEGER);
/** The documents show null for an item without a code; a code of digits may come as a number. */
const Identifier = z
	.union([z.string(), z.number().int().transform(String)])
	.nullish()
	.transform((identifier) => identifier ?? '');
/** Seconds since 1970; a listing without it can still be synced. */
const Modified = wholeNumber(1, LAST_SECOND).nullable().catch(null);
/** Each of these fields is needed for a sync; those with `catch` are optional. */
const WireItem = z.object({
	item_id: ItemId,
	title: z.string().catch(''),
	price: wholeNumber(0, MOST),
	stock: wholeNumber(0, MOST),
	visible: Visible,
	identifier: Identifier,
	modified: Modified,
	variations: WireRows.nullish(),
});

/** The documents give every row all four fields; only its code may be null. */
const WireRow = z.object({
	variation_id: ItemId,
	variation: z.string().nullish(),
	variation_stock: wholeNumber(0, MOST),
	variation_identifier: Identifier,
});

const WireTexts = z
	.object({ title: z.string(), detail: z.string().nullish(), modified: Modified })
	.passthrough();

const ItemsAnswer = z.object({ items: z.array(z.unknown()) });
const ItemAnswer = z.object({ item: z.unknown() });
const UserAnswer = z.object({ user: z.object({ shop_id: z.string().min(1) }) });

export interface ReadContext {
	account: string;
	/** ISO 8601 with offset. */
	readAt: string;
}

/** An item of an answer: a listing, or the reason why there is none. */
export type ItemReading =
	{ kind: 'listing'; listing: Listing } | { kind: 'unreadable'; item: UnreadableItem };

/**
 * Parses a list of items; null if the answer is not one. An unreadable item does not affect the others.
 */
export function parseItems(json: unknown, context: ReadContext): ItemReading[] | null {
	const answer = ItemsAnswer.safeParse(json);
	return answer.success ? answer.data.items.map((item) => parseItem(item, context)) : null;
}

export const splitReadings = (readings: readonly ItemReading[]): ShopList => ({
	listings: readings.flatMap((each) => (each.kind === 'listing' ? [each.listing] : [])),
	unreadable: readings.flatMap((each) => (each.kind === 'unreadable' ? [each.item] : [])),
});

/** Parses the item of a detail or edit answer; null if the answer holds none. */
export function parseItemAnswer(json: unknown, context: ReadContext): ItemReading | null {
	const answer = ItemAnswer.safeParse(json);
	return answer.success ? parseItem(answer.data.item, context) : null;
}

/** Parses title, detail and images of a detail or edit answer; null if they can't be read. */
export function parseTexts(json: unknown, itemId: number): ShownTexts | null {
	const answer = z.object({ item: WireTexts }).safeParse(json);
	if (!answer.success) return null;
	const { title, detail, modified, ...fields } = answer.data.item;
	if (fields.item_id !== undefined && Number(fields.item_id) !== itemId) return null;
	return {
		...{ title, detail: detail ?? '', imagePlaces: readImagePlaces(fields) },
		modified: toStamp(modified),
	};
}

/** @param seconds since 1970 */
const toStamp = (seconds: number | null): string | null =>
	seconds === null ? null : new Date(seconds * 1000).toISOString();

/** `img3_origin` is the third image's address, null or empty if there is none. */
function readImagePlaces(fields: Record<string, unknown>): number[] {
	const filled = Object.entries(fields).filter(([, link]) => link !== null && link !== '');
	const places = filled.map(([name]) => Number(/^img(\d+)_origin$/.exec(name)?.[1]));
	return places.filter((place) => !Number.isNaN(place)).sort((one, other) => one - other);
}

/** Parses the shop's id in an answer of users/me; null if it has none. */
export function parseShopId(json: unknown): string | null {
	const answer = UserAnswer.safeParse(json);
	return answer.success ? answer.data.user.shop_id : null;
}

function parseItem(json: unknown, context: ReadContext): ItemReading {
	const wire = WireItem.safeParse(json);
	if (!wire.success) return { kind: 'unreadable', item: salvageItem(json, wire.error, context) };
	const { item_id, title, price, stock, visible, identifier, modified, variations } = wire.data;
	return {
		kind: 'listing',
		listing: {
			account: context.account,
			item_id,
			title,
			price,
			visible,
			stock,
			identifier,
			variation_count: variations?.length ?? 0,
			...parseRows(variations ?? []),
			modified: toStamp(modified),
			read_at: context.readAt,
		},
	};
}

/**
 * Returns all rows or none: if one can't be read, the others would look like the whole item. The item
 * itself is still read, so that it can be hidden.
 */
function parseRows(rows: readonly unknown[]): Pick<Listing, 'variations' | 'unreadable_variation'> {
	const variations: ListingVariation[] = [];
	for (const json of rows) {
		const row = WireRow.safeParse(json);
		if (!row.success) return { variations: [], unreadable_variation: describeRow(json, row.error) };
		const { variation_id, variation, variation_stock, variation_identifier } = row.data;
		if (variations.some((known) => known.variation_id === variation_id)) {
			const trouble = `variation_id ${variation_id} が複数あります`;
			return { variations: [], unreadable_variation: trouble };
		}
		variations.push({
			variation_id,
			title: variation ?? '',
			stock: variation_stock,
			identifier: variation_identifier,
		});
	}
	return { variations };
}

function describeRow(json: unknown, error: z.ZodError): string {
	const field = String(error.issues[0]?.path[0] ?? '');
	if (field === '') return `${quoteBriefly(json)} は行ではありません`;
	const found = (json as Record<string, unknown>)[field];
	return found === undefined ? `${field} がありません` : `${field} が ${quoteBriefly(found)} です`;
}

const quoteBriefly = (found: unknown): string => JSON.stringify(found).slice(0, 60);

/** Returns the readable fields of an item that is malformed somewhere. */
function salvageItem(json: unknown, error: z.ZodError, context: ReadContext): UnreadableItem {
	const fields = z.record(z.string(), z.unknown()).safeParse(json);
	const wire = fields.success ? fields.data : {};
	const field = fields.success ? String(error.issues[0]?.path[0] ?? '') : '';
	const found = field === '' ? json : wire[field];
	return {
		account: context.account,
		item_id: ItemId.nullable().catch(null).parse(wire.item_id),
		title: z.string().nullable().catch(null).parse(wire.title),
		identifier: Identifier.nullable().catch(null).parse(wire.identifier),
		visible: Visible.nullable().catch(null).parse(wire.visible),
		field,
		found: found === undefined ? null : quoteBriefly(found),
		read_at: context.readAt,
	};
}
