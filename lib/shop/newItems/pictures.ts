import type { GatedWriter } from '../gate/gatedWriter';
import type { ShopBudget } from '../ports';
import { MOST_IMAGES } from '../shopLimits';
import { RequestRefusedError } from '../errors';

/** One picture: links of its sizes, the largest first. */
export type Picture = readonly [string, ...string[]];

/** Chooses the pictures that fit into an item, in their order; smaller sizes may not be known. */
export function choosePictures(info: {
	images?: readonly string[];
	smaller_images?: Readonly<Record<string, readonly string[]>>;
}): Picture[] {
	const { images = [], smaller_images: smaller = {} } = info;
	return images
		.slice(0, MOST_IMAGES)
		.map((link) => [link, ...(Object.hasOwn(smaller, link) ? (smaller[link] ?? []) : [])]);
}

export interface PicturePorts {
	writer: Pick<GatedWriter, 'putImage'>;
	budget: Pick<ShopBudget, 'take'>;
}

/**
 * Puts one picture into a place, from 1. BASE takes files of at most 4 MB, and the largest size of a
 * picture at Amazon can be larger: if BASE refuses one size, the next smaller one is sent. The caller
 * has taken one call for each picture from the budget; each further size takes another.
 * Links that are not https are not sent.
 * @returns why BASE took no size of the picture, for the owner; null = it took one
 * @throws any error except the refusal of an image: AccountRefusedError, AnswerLostError, ItemGoneError
 */
export async function addPicture(
	picture: Picture,
	itemId: number,
	place: number,
	{ writer, budget }: PicturePorts,
): Promise<string | null> {
	const links = picture.filter(isSecure);
	if (links.length === 0) return NOT_SECURE;
	let refusal: string | null = null;
	for (const link of links) {
		if (refusal !== null && !(await budget.take(1, 'adds_risk')))
			return `${refusal} ${NO_CALL_LEFT}`;
		try {
			await writer.putImage(itemId, place, link);
			return null;
		} catch (error) {
			if (!(error instanceof RequestRefusedError)) throw error;
			refusal = error.message;
		}
	}
	return refusal;
}

/** An item may hold any text instead of a link: BASE would fetch it, and show it to buyers. */
const isSecure = (link: string): boolean =>
	URL.canParse(link) && new URL(link).protocol === 'https:';

const NOT_SECURE = '画像のリンクが https:// で始まらないため、登録していません。';

const NO_CALL_LEFT = 'BASEの呼び出し回数の残りが少ないため、小さいサイズは試していません。';
