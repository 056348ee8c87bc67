import { known, type KnownFields } from '../findings/unknownFields';

/** Sizes of an image in an answer; `origin` is the picture as it was sent. */
const imageSizes = ['origin', '76', '146', '300', '500', '640', 'sp_480', 'sp_640'] as const;
const IMAGE_PLACES = 20;

const imageNames = Array.from({ length: IMAGE_PLACES }, (_, index) =>
	imageSizes.map((size) => `img${index + 1}_${size}`),
).flat();

/** All fields of BASE's documents and recorded answers that an item can have. */
const item: KnownFields = {
	...{ item_id: known, title: known, detail: known, price: known, proper_price: known },
	...{ item_tax_type: known, stock: known, visible: known, list_order: known },
	...{ identifier: known, modified: known },
	...Object.fromEntries(imageNames.map((name) => [name, known])),
	variations: {
		...{ variation_id: known, variation: known, variation_stock: known },
		...{ variation_identifier: known, barcode: known },
	},
};

export const knownListFields: KnownFields = { items: item };
export const knownItemFields: KnownFields = { item };

/** True for the fields that show an image. */
export const isImageField = (name: string): boolean => /^img\d+_/.test(name);
