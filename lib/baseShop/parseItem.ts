import { z } from 'zod';
import type { Listing } from '../listing/listing';

/** From BASE's item to our Listing. The only file that knows BASE's field names. */

/** BASE gives numbers as numbers, older answers as text: both are accepted. */
const WholeNumber = z.union([
	z.number(),
	z
		.string()
		.regex(/^-?\d+$/)
		.transform(Number),
]);

const WireItem = z.object({
	item_id: WholeNumber,
	title: z.string(),
	price: WholeNumber,
	stock: WholeNumber,
	visible: z.union([WholeNumber, z.boolean().transform(Number)]),
	identifier: z.string().nullish(),
	modified: WholeNumber.nullish(),
	variations: z.array(z.unknown()).nullish(),
});

const WireTexts = z.object({ title: z.string(), detail: z.string().nullish() }).passthrough();

/** What a shop item says of itself. */
export interface ItemTexts {
	title: string;
	detail: string;
}

/** The same, and which of the places for images hold one, from 1 on. */
export interface ShownTexts extends ItemTexts {
	imagePlaces: number[];
}

const ItemsAnswer = z.object({ items: z.array(z.unknown()) });
const ItemAnswer = z.object({ item: z.unknown() });
const UserAnswer = z.object({ user: z.object({ shop_id: z.string().min(1) }) });

export interface ReadContext {
	account: string;
	/** ISO 8601 with offset. */
	readAt: string;
}

/** null where the answer is no list of items; an item that can't be read stands as its reason. */
export function parseItems(json: unknown, context: ReadContext): Array<Listing | string> | null {
	const answer = ItemsAnswer.safeParse(json);
	return answer.success ? answer.data.items.map((item) => parseItem(item, context)) : null;
}

/** The item of a detail or edit answer; null where there is none to read. */
export function parseItemAnswer(json: unknown, context: ReadContext): Listing | null {
	const answer = ItemAnswer.safeParse(json);
	const listing = answer.success ? parseItem(answer.data.item, context) : null;
	return typeof listing === 'string' ? null : listing;
}

/** Title, detail and images of a detail or edit answer; null where there is none to read. */
export function parseTexts(json: unknown): ShownTexts | null {
	const answer = z.object({ item: WireTexts }).safeParse(json);
	if (!answer.success) return null;
	const { title, detail, ...fields } = answer.data.item;
	return { title, detail: detail ?? '', imagePlaces: imagePlacesOf(fields) };
}

/** `img3_origin` is the third image's address, null or empty where there is none. */
function imagePlacesOf(fields: Record<string, unknown>): number[] {
	const filled = Object.entries(fields).filter(([, link]) => link !== null && link !== '');
	const places = filled.map(([name]) => Number(/^img(\d+)_origin$/.exec(name)?.[1]));
	return places.filter((place) => !Number.isNaN(place)).sort((one, other) => one - other);
}

/** The shop's id in an answer of users/me; null where it has none. */
export function parseShopId(json: unknown): string | null {
	const answer = UserAnswer.safeParse(json);
	return answer.success ? answer.data.user.shop_id : null;
}

function parseItem(json: unknown, { account, readAt }: ReadContext): Listing | string {
	const wire = WireItem.safeParse(json);
	if (!wire.success) {
		const issue = wire.error.issues[0];
		return `BASEの商品を読めません (${issue?.path.join('.')}: ${issue?.message})`;
	}
	const item = wire.data;
	return {
		account,
		item_id: item.item_id,
		title: item.title,
		price: item.price,
		visible: item.visible === 1,
		stock: item.stock,
		identifier: item.identifier ?? '',
		variation_count: item.variations?.length ?? 0,
		modified: item.modified ? new Date(item.modified * 1000).toISOString() : null,
		read_at: readAt,
	};
}
