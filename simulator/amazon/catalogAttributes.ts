import { catalogOdditiesOf, markUp, type CatalogOddities } from '../world/catalogOddities';
import { type CatalogTexts } from '../world/catalog';
import type { Product } from '../world/product';
import { Random, hashOf } from '../world/random';
import { foreignBullets } from '../world/words';
import { japan, unitedStates } from './marketplace';

/** One value of an attribute, as Amazon's product type definitions shape it. */
interface AttributeRow {
	value: string | null;
	language_tag: string;
	marketplace_id: string;
}

export type Attributes = Record<string, (AttributeRow | null)[]>;

const inJapanese = (value: string | null): AttributeRow => ({
	value,
	language_tag: 'ja_JP',
	marketplace_id: japan,
});

/** What sellers wrote in other languages and for another marketplace: no shop in Japan wants it. */
const inOthers = (texts: { en_US: string; zh_CN: string; abroad: string }): AttributeRow[] => [
	{ value: texts.en_US, language_tag: 'en_US', marketplace_id: japan },
	{ value: texts.zh_CN, language_tag: 'zh_CN', marketplace_id: japan },
	{ value: texts.en_US, language_tag: 'en_US', marketplace_id: unitedStates },
	{ value: texts.abroad, language_tag: 'ja_JP', marketplace_id: unitedStates },
];

const foreignNames = { en_US: 'Household Goods', zh_CN: '家居用品', abroad: '米国限定品' };

function foreignLines(asin: string, label: string): Parameters<typeof inOthers>[0] {
	const random = new Random(hashOf(`${label} ${asin}`));
	return {
		en_US: random.pick(foreignBullets.en_US),
		zh_CN: random.pick(foreignBullets.zh_CN),
		abroad: `米国仕様: ${random.integer(100, 240)}V のプラグが付属します。`,
	};
}

function bulletRows(
	product: Product,
	texts: CatalogTexts,
	{ markup, nullPlace }: CatalogOddities,
): (AttributeRow | null)[] {
	return [
		...texts.bullets.map((bullet) => inJapanese(markUp(bullet, markup))),
		...inOthers(foreignLines(product.asin, 'bullet')),
		...(nullPlace === 'bulletRow' ? [null] : []),
		...(nullPlace === 'bulletValue' ? [inJapanese(null)] : []),
	];
}

/**
 * Attributes of an item in three languages and of two marketplaces; in another order at each call.
 * `locale` changes nothing in them.
 */
export function attributesOf(
	product: Product,
	texts: CatalogTexts,
	order: Random,
): Attributes | null {
	const oddities = catalogOdditiesOf(product);
	if (oddities.nullPlace === 'attributes') return null;
	const { markup, hasForeignDescription } = oddities;
	const rows: Attributes = {
		item_name: [inJapanese(product.title), ...inOthers(foreignNames)],
		brand: product.brand === null ? [] : [inJapanese(product.brand), ...inOthers(foreignNames)],
		bullet_point: bulletRows(product, texts, oddities),
		product_description: [
			...(texts.description === null ? [] : [inJapanese(markUp(texts.description, markup))]),
			...(hasForeignDescription ? inOthers(foreignLines(product.asin, 'description')) : []),
		],
	};
	return Object.fromEntries(
		order
			.shuffle(Object.entries(rows))
			.filter(([, values]) => values.length > 0)
			.map(([name, values]) => [name, order.shuffle(values)]),
	);
}
