import type { ShopItem } from '../world/shop';

const imageSizes = ['origin', '76', '146', '300', '500', '640', 'sp_480', 'sp_640'] as const;

export type ImageSize = (typeof imageSizes)[number];

export const isImageSize = (text: string): text is ImageSize =>
	(imageSizes as readonly string[]).includes(text);

/** Places for images that an item has. */
export const imagePlaces = 20;

/** Which image fields an answer carries. */
export interface ImageFields {
	/** Places 1 to this one; 20 in the answers of detail, add and edit, 5 in a list. */
	places: number;
	sizes: readonly ImageSize[];
}

/** Recorded in 2020: 160 fields, those of empty places null. */
const everyImage: ImageFields = { places: imagePlaces, sizes: imageSizes };

/** What a list gives unless it is asked for more. Documented (items, max_image_no and image_size). */
export const listImages: ImageFields = { places: 5, sizes: ['origin'] };

const resizeLink = (link: string, size: ImageSize): string =>
	link.replace('/origin/', `/${size.replace('_', '/')}/`);

function imageFields(
	images: readonly string[],
	{ places, sizes }: ImageFields,
): Record<string, string | null> {
	const fields: Record<string, string | null> = {};
	for (let place = 1; place <= places; place++) {
		const link = images[place - 1] || null;
		for (const size of sizes) {
			fields[`img${place}_${size}`] = link === null ? null : resizeLink(link, size);
		}
	}
	return fields;
}

export type WireItem = Record<string, unknown>;

/** An item as BASE's API words it: one field for each image and size. */
export function toWire(item: ShopItem, images: ImageFields = everyImage): WireItem {
	const { images: links, variations, isDigital: _neverShown, ...fields } = item;
	return {
		...fields,
		...imageFields(links, images),
		variations: variations.map((variation) => ({ ...variation, barcode: '' })),
	};
}

/** Such a share of the items of a lifelike shop has nulls in a list: one in four. */
const nullShare = 4;

/**
 * An item of a list, with the single nulls that BASE's documents show there: `identifier` and
 * `variation_identifier` where the owner gave none, `detail` and `barcode`.
 */
export function toListWire(item: ShopItem, images: ImageFields, isPlain: boolean): WireItem {
	const wire = toWire(item, images);
	if (isPlain || item.item_id % nullShare !== 0) return wire;
	return {
		...wire,
		detail: null,
		identifier: item.identifier === '' ? null : item.identifier,
		variations: item.variations.map((variation) => ({
			...variation,
			variation_identifier: variation.variation_identifier || null,
			barcode: null,
		})),
	};
}
