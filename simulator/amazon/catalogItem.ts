import type { Item, ItemBrowseClassification } from '@sp-api-sdk/catalog-items-api-2022-04-01';
import { type CatalogTexts, catalogTextsOf } from '../world/catalog';
import type { Product } from '../world/product';
import { japan } from './marketplace';

const inJapanese = (value: string) => ({ value, language_tag: 'ja_JP', marketplace_id: japan });

function attributesOf(product: Product, texts: CatalogTexts): Item['attributes'] {
	return {
		item_name: [inJapanese(product.title)],
		...(product.brand === null ? {} : { brand: [inJapanese(product.brand)] }),
		...(texts.bullets.length === 0 ? {} : { bullet_point: texts.bullets.map(inJapanese) }),
		...(texts.description === null ? {} : { product_description: [inJapanese(texts.description)] }),
	};
}

/** The deepest shelf, with the way up to the root in `parent`. */
function classificationOf(path: readonly string[]): ItemBrowseClassification {
	const shelfAt = (depth: number): ItemBrowseClassification => ({
		displayName: path[depth] ?? '',
		classificationId: String(depth + 1),
		...(depth === 0 ? {} : { parent: shelfAt(depth - 1) }),
	});
	return shelfAt(path.length - 1);
}

function summariesOf(product: Product): Item['summaries'] {
	return [
		{
			marketplaceId: japan,
			...(product.brand === null ? {} : { brand: product.brand }),
			browseClassification: classificationOf(product.category),
			itemClassification: 'BASE_PRODUCT',
			itemName: product.title,
		},
	];
}

const parts: Record<string, (product: Product, texts: CatalogTexts) => Partial<Item>> = {
	summaries: (product) => ({ summaries: summariesOf(product) }),
	attributes: (product, texts) => ({ attributes: attributesOf(product, texts) }),
	images: (_product, texts) => ({ images: [{ marketplaceId: japan, images: texts.images }] }),
	productTypes: () => ({ productTypes: [{ marketplaceId: japan, productType: 'HOME' }] }),
	classifications: (product) => ({
		classifications: [
			{ marketplaceId: japan, classifications: [classificationOf(product.category)] },
		],
	}),
	dimensions: () => ({ dimensions: [{ marketplaceId: japan }] }),
	identifiers: () => ({ identifiers: [{ marketplaceId: japan, identifiers: [] }] }),
	relationships: () => ({ relationships: [{ marketplaceId: japan, relationships: [] }] }),
	salesRanks: () => ({ salesRanks: [{ marketplaceId: japan }] }),
};

/** The names of data sets that a request may include. */
export const isIncludable = (name: string): boolean => Object.hasOwn(parts, name);

/** One item with the data sets that were asked for, and nothing else. */
export function catalogItemOf(product: Product, includedData: readonly string[]): Item {
	const texts = catalogTextsOf(product);
	const item: Item = { asin: product.asin };
	for (const name of includedData) Object.assign(item, parts[name]?.(product, texts));
	return item;
}
