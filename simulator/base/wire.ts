import type { ShopItem } from '../world/shop';

const imageSizes = ['origin', '76', '146', '300', '500', '640'] as const;
const imagePlaces = 20;

function imageFields(images: readonly string[]): Record<string, string | null> {
	const fields: Record<string, string | null> = {};
	for (let place = 1; place <= imagePlaces; place++) {
		const link = images[place - 1] || null;
		for (const size of imageSizes) {
			if (link === null && size !== 'origin') continue;
			fields[`img${place}_${size}`] = link === null ? null : link.replace('/origin/', `/${size}/`);
		}
	}
	return fields;
}

/** An item as BASE's API words it: one field for each image and size. */
export function toWire(item: ShopItem): Record<string, unknown> {
	const { images, variations, ...fields } = item;
	return {
		...fields,
		...imageFields(images),
		variations: variations.map((variation) => ({ ...variation, barcode: '' })),
	};
}
