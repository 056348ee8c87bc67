import type { Product } from './product';
import { hashOf, Random } from './random';

/** Where a catalog answer has a null although the model promises a value. */
export const nullPlaces = [
	'brand',
	'browseClassification',
	'imageHeight',
	'imageVariant',
	'bulletRow',
	'bulletValue',
	'attributes',
] as const;

export type NullPlace = (typeof nullPlaces)[number];

export interface CatalogOddities {
	/** How the seller wrote the texts; each reads as the same plain text. */
	markup: 'none' | 'paragraphs' | 'capitals' | 'entities' | 'escaped';
	/** At most one of them. */
	nullPlace: NullPlace | null;
	/** Whether a row of another marketplace stands beside ours in the parts that have rows. */
	hasOtherMarketplace: boolean;
	/** Whether sellers of other languages wrote a description. */
	hasForeignDescription: boolean;
}

const markups = ['paragraphs', 'capitals', 'entities', 'escaped'] as const;

/** A product's oddities, made anew from its ASIN at each call: always the same ones. */
export function catalogOdditiesOf(
	product: Pick<Product, 'asin' | 'hasOddCatalog'>,
): CatalogOddities {
	const random = new Random(hashOf(`oddities ${product.asin}`));
	const [hasOtherMarketplace, hasForeignDescription] = [random.chance(0.4), random.chance(0.6)];
	const [hasMarkup, hasNull] = [random.chance(0.35), random.chance(0.15)];
	const [markup, nullPlace] = [random.pick(markups), random.pick(nullPlaces)];
	return {
		markup: product.hasOddCatalog && hasMarkup ? markup : 'none',
		nullPlace: product.hasOddCatalog && hasNull ? nullPlace : null,
		hasOtherMarketplace,
		hasForeignDescription,
	};
}

const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const withNames = (text: string): string => text.replace(/[&<>"]/g, (sign) => named[sign] ?? sign);

const withNumbers = (text: string): string =>
	text.replace(/[&<>"'【】]/g, (sign) => `&#${sign.codePointAt(0)};`).replace(/ /g, '&nbsp;');

/** Lines of text as a seller's editor writes them. */
export function markUp(text: string, markup: CatalogOddities['markup']): string {
	const lines = text.split('\n');
	switch (markup) {
		case 'none':
			return text;
		case 'paragraphs':
			return `<p>${lines.map(withNames).join('<br>')}</p>`;
		case 'capitals':
			return `<UL>\n${lines.map((line) => `<LI>${withNames(line)}</LI>\n`).join('')}</UL>`;
		case 'entities':
			return lines.map(withNumbers).join('<br />');
		case 'escaped':
			return withNames(`<div>${lines.map(withNames).join('</div>\r\n<div>')}</div>`);
	}
}

/** One line without tags, which Amazon's forms refuse in titles and brands. */
export const markUpLine = (text: string, markup: CatalogOddities['markup']): string =>
	markup === 'none' ? text : withNames(text);
