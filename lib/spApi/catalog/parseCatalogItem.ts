import { parsePictures, type CatalogPictures } from './catalogImages';
import type { Marketplace } from '../marketplaces';
import { isRow, ownRows, type Row } from './ownRows';
import { toPlainLine, toPlainText } from './plainText';

/**
 * Converts searchCatalogItems (Catalog Items 2022-04-01) to the data a shop needs to describe a product.
 */

/**
 * The item's `basic_info` part, without the time of the answer. Texts are plain and only in our language
 * and from our marketplace; null if Amazon gave none of them.
 */
export interface BasicInfo extends CatalogPictures {
	title_ja: string | null;
	/** Separated into lines. */
	description_ja: string | null;
	brand: string | null;
	/** From the root down, e.g. `ペット用品 > 犬 > 給水器`. */
	category: string | null;
	/** In Amazon's order, which may differ between two answers. */
	bullet_points: string[];
	product_type: string | null;
}

export interface CatalogAnswer {
	/** By ASIN. An item that contradicts itself has the reason instead, for the owner. */
	items: Map<string, BasicInfo | { reason: string }>;
	/** The faults of the items whose ASIN can't be read, for the owner. */
	unnamed: string[];
	/** false if Amazon found more items than it sent: an item missing here may exist. */
	isComplete: boolean;
}

/**
 * Parses one answer. A malformed field loses only that field, a malformed row that row, a malformed item
 * that item: fields that the model requires came as null (selling-partner-api-models #2286, #3984).
 * Unknown ASINs are simply missing from Amazon's answer.
 * @returns null if it is not an answer
 */
export function parseCatalogItems(json: unknown, marketplace: Marketplace): CatalogAnswer | null {
	if (!isRow(json) || !Array.isArray(json.items)) return null;
	const answer: CatalogAnswer = {
		items: new Map(),
		unnamed: [],
		isComplete: hasNoMore(json, json.items.length),
	};
	for (const [index, item] of json.items.entries()) {
		if (!isRow(item)) answer.unnamed.push(`items[${index}] が商品ではありません`);
		else if (!isAsin(item.asin)) answer.unnamed.push(`items[${index}] の asin を読めません`);
		else addItem(answer, item.asin, readItem(item, marketplace));
	}
	return answer;
}

const isAsin = (value: unknown): value is string =>
	typeof value === 'string' && /^[A-Z0-9]{10}$/.test(value);

/**
 * For a search by identifiers `numberOfResults` counts all items found, and the last page has no
 * `nextToken` (Catalog Items model 2022-04-01).
 */
function hasNoMore({ numberOfResults, pagination }: Row, count: number): boolean {
	const isCounted = typeof numberOfResults !== 'number' || numberOfResults <= count;
	return isCounted && !(isRow(pagination) && pagination.nextToken);
}

/** An item that appears twice in an answer is trusted only if both copies agree. */
function addItem({ items }: CatalogAnswer, asin: string, info: BasicInfo): void {
	const other = items.get(asin);
	const isSame = other === undefined || JSON.stringify(other) === JSON.stringify(info);
	items.set(asin, isSame ? info : { reason: `asin ${asin} の答えが2つあり、内容が違います` });
}

function readItem(item: Row, marketplace: Marketplace): BasicInfo {
	const summaries = ownRows(item.summaries, marketplace);
	const attributes = isRow(item.attributes) ? item.attributes : {};
	const textsOf = (part: unknown): string[] =>
		distinct(ownRows(part, marketplace).flatMap(({ value }) => textIn(value, toPlainText)));
	return {
		title_ja: pickFirst(summaries.flatMap(({ itemName }) => textIn(itemName, toPlainLine))),
		description_ja: textsOf(attributes.product_description).sort().join('\n') || null,
		brand: pickFirst(summaries.flatMap(({ brand }) => textIn(brand, toPlainLine))),
		category: pickFirst(summaries.flatMap(({ browseClassification: shelf }) => pathTo(shelf))),
		...parsePictures(item.images, marketplace),
		bullet_points: textsOf(attributes.bullet_point),
		product_type: pickFirst(
			ownRows(item.productTypes, marketplace).flatMap(({ productType }) =>
				textIn(productType, toPlainLine),
			),
		),
	};
}

const textIn = (value: unknown, toPlain: (text: string) => string): string[] => {
	const text = typeof value === 'string' ? toPlain(value) : '';
	return text === '' ? [] : [text];
};

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

/** Picks always the same text of several that are ours, whatever their order. */
const pickFirst = (texts: readonly string[]): string | null => [...texts].sort()[0] ?? null;

/** Returns the path from the root down; a shelf whose name can't be read is left out. */
function pathTo(shelf: unknown): string[] {
	const names: string[] = [];
	for (let at = shelf; isRow(at); at = at.parent) {
		names.unshift(...textIn(at.displayName, toPlainLine));
	}
	return names.length > 0 ? [names.join(' > ')] : [];
}
