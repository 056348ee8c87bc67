import type { Item, ItemBrowseClassification } from '@sp-api-sdk/catalog-items-api-2022-04-01';
import { type CatalogTexts, catalogTextsOf } from '../world/catalog';
import { catalogOdditiesOf, markUpLine } from '../world/catalogOddities';
import type { Product } from '../world/product';
import type { Random } from '../world/random';
import { attributesOf } from './catalogAttributes';
import { japan, unitedStates } from './marketplace';
import type { Nullable } from './nullable';

/** The deepest shelf, with the way up to the root in `parent`. */
function classificationOf(path: readonly string[]): ItemBrowseClassification {
	const shelfAt = (depth: number): ItemBrowseClassification => ({
		displayName: path[depth] ?? '',
		classificationId: String(depth + 1),
		...(depth === 0 ? {} : { parent: shelfAt(depth - 1) }),
	});
	return shelfAt(path.length - 1);
}

type Summaries = Nullable<NonNullable<Item['summaries']>>;

function summariesOf(product: Product, order: Random): Summaries {
	const { markup, nullPlace, hasOtherMarketplace } = catalogOdditiesOf(product);
	const { brand } = product;
	const ours: Summaries[number] = {
		marketplaceId: japan,
		...(brand === null ? {} : { brand: nullPlace === 'brand' ? null : markUpLine(brand, markup) }),
		browseClassification:
			nullPlace === 'browseClassification' ? null : classificationOf(product.category),
		itemClassification: 'BASE_PRODUCT',
		itemName: markUpLine(product.title, markup),
	};
	const theirs: Summaries[number] = {
		marketplaceId: unitedStates,
		brand: 'Household Goods',
		browseClassification: classificationOf(['Home & Kitchen', 'Storage']),
		itemClassification: 'BASE_PRODUCT',
		itemName: 'Household Goods, Imported',
	};
	return order.shuffle(hasOtherMarketplace ? [ours, theirs] : [ours]);
}

type Images = Nullable<NonNullable<Item['images']>>;

function imagesOf(product: Product, texts: CatalogTexts, order: Random): Images {
	const { nullPlace, hasOtherMarketplace } = catalogOdditiesOf(product);
	const largest = texts.images.findIndex(({ height }) => height === 1500);
	const spoiled = {
		...(nullPlace === 'imageHeight' ? { height: null } : {}),
		...(nullPlace === 'imageVariant' ? { variant: null } : {}),
	};
	const ours = texts.images.map((image, at) => (at === largest ? { ...image, ...spoiled } : image));
	const link = `https://m.media-amazon.com/images/I/US${product.asin}._SL2000_.jpg`;
	const theirs = { variant: 'MAIN' as const, link, height: 2000, width: 2000 };
	const rows: Images = [{ marketplaceId: japan, images: order.shuffle(ours) }];
	if (hasOtherMarketplace) rows.push({ marketplaceId: unitedStates, images: [theirs] });
	return order.shuffle(rows);
}

function productTypesOf(product: Product, order: Random): NonNullable<Item['productTypes']> {
	const ours = { marketplaceId: japan, productType: 'HOME' };
	const theirs = { marketplaceId: unitedStates, productType: 'KITCHEN' };
	return order.shuffle(catalogOdditiesOf(product).hasOtherMarketplace ? [ours, theirs] : [ours]);
}

type MakePart = (product: Product, texts: CatalogTexts, order: Random) => Partial<Nullable<Item>>;

const parts: Record<string, MakePart> = {
	summaries: (product, _texts, order) => ({ summaries: summariesOf(product, order) }),
	attributes: (product, texts, order) => ({ attributes: attributesOf(product, texts, order) }),
	images: (product, texts, order) => ({ images: imagesOf(product, texts, order) }),
	productTypes: (product, _texts, order) => ({ productTypes: productTypesOf(product, order) }),
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

/**
 * One item with the data sets that were asked for, and nothing else. A product always has the same
 * rows; `order` puts them in another order at each call.
 */
export function catalogItemOf(
	product: Product,
	includedData: readonly string[],
	order: Random,
): Nullable<Item> {
	const texts = catalogTextsOf(product);
	const item: Nullable<Item> = { asin: product.asin };
	for (const name of includedData) Object.assign(item, parts[name]?.(product, texts, order));
	return item;
}
