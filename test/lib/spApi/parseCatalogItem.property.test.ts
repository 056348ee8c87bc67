import fc from 'fast-check';
import { findMarketplace } from '../../../lib/spApi/marketplaces';
import { parseCatalogItems, type BasicInfo } from '../../../lib/spApi/catalog/parseCatalogItem';
import { casesOf } from '../../support/cases';

/**
 * Catalog answers made by the model's schema: rows of three languages and two marketplaces, texts with
 * markup. Every text of ours begins with 和, every foreign one with F.
 */

const JAPAN = findMarketplace('JP');
const ASIN = 'B0006L0120';
const RUNS = casesOf(30_000);

type Json = null | number | string | boolean | Json[] | { [name: string]: Json };

const word = fc.constantFrom(
	'箱',
	'A&B対応',
	'100%',
	'a < b',
	'<お徳用>',
	'1.2L',
	'素材',
	'【白】',
);
const wrapped = fc
	.tuple(
		fc.constantFrom(
			(text: string) => text,
			(text: string) => `<p>${text}</p>`,
			(text: string) => `<UL><LI>${text}</LI></UL>`,
			(text: string) => `<b class="x">${text}</b><br/>`,
			(text: string) => `&nbsp;${text}&#12290;&amp;`,
			(text: string) => `&lt;p&gt;${text}&lt;/p&gt;`,
			(text: string) => `<script>if (a<b) {}</script>${text}\u0000`,
			(text: string) => `<a href="https://x.example/">${text}</a>`,
		),
		fc.array(word, { minLength: 1, maxLength: 4 }),
	)
	.map(
		([wrap, words]) =>
			(mark: string) =>
				wrap([mark, ...words].join(' ')),
	);

const ours = { language_tag: 'ja_JP', marketplace_id: JAPAN.marketplaceId };
const foreign = [
	{ language_tag: 'en_US', marketplace_id: JAPAN.marketplaceId },
	{ language_tag: 'zh_CN', marketplace_id: JAPAN.marketplaceId },
	{ language_tag: 'ja_JP', marketplace_id: 'ATVPDKIKX0DER' },
	{ language_tag: 'en_US', marketplace_id: 'ATVPDKIKX0DER' },
];
const attribute = fc.array(
	fc
		.tuple(wrapped, fc.option(fc.constantFrom(...foreign), { freq: 2 }))
		.map(([text, tags]) => ({ value: text(tags ? 'F' : '和'), ...(tags ?? ours) })),
	{ maxLength: 8 },
);
const summary = (marketplaceId: string, mark: string) =>
	fc.tuple(wrapped, wrapped, wrapped).map(([itemName, brand, shelf]) => ({
		marketplaceId,
		itemName: itemName(mark),
		brand: brand(mark),
		browseClassification: {
			displayName: shelf(mark),
			classificationId: '2',
			parent: { displayName: `${mark} 根`, classificationId: '1' },
		},
	}));
const sizes = (mark: string) =>
	fc
		.uniqueArray(
			fc.tuple(fc.constantFrom('MAIN', 'PT01', 'PT02'), fc.constantFrom(75, 500, 1500, 2000)),
			{ maxLength: 8, selector: String },
		)
		.map((rows) =>
			rows.map(([variant, side]) => ({
				variant,
				link: `https://m.media-amazon.com/images/I/${mark}${variant}${side}.jpg`,
				height: side,
				width: side,
			})),
		);

const item = fc
	.tuple(
		summary(JAPAN.marketplaceId, '和'),
		summary('ATVPDKIKX0DER', 'F'),
		attribute,
		attribute,
		sizes('J'),
		sizes('F'),
	)
	.map(([mine, theirs, bullet_point, product_description, images, others]) => ({
		asin: ASIN,
		summaries: [mine, theirs],
		attributes: { bullet_point, product_description },
		images: [
			{ marketplaceId: JAPAN.marketplaceId, images },
			{ marketplaceId: 'ATVPDKIKX0DER', images: others },
		],
		productTypes: [
			{ marketplaceId: JAPAN.marketplaceId, productType: 'HOME' },
			{ marketplaceId: 'ATVPDKIKX0DER', productType: 'F_KITCHEN' },
		],
	}));

function read(made: Json): BasicInfo {
	const info = parseCatalogItems({ items: [made] }, JAPAN)?.items.get(ASIN);
	if (!info || 'reason' in info) throw new Error('The item is missing');
	return info;
}

const textsOf = ({ title_ja, description_ja, brand, category, bullet_points }: BasicInfo) =>
	[title_ja, description_ja, brand, category, ...bullet_points].filter((text) => text !== null);

/** Bullets keep Amazon's order; everything else has an order of its own. */
const unordered = (info: BasicInfo) => ({ ...info, bullet_points: [...info.bullet_points].sort() });

/** Every array in another order, all the way down. */
function turned(value: Json): Json {
	if (Array.isArray(value)) return value.map(turned).reverse();
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, turned(part)]));
}

/** Paths to the fields of our own rows, and the field of `basic_info` that each of them feeds. */
const spoilable: ReadonlyArray<[path: Array<string | number>, fed: Array<keyof BasicInfo>]> = [
	[['summaries', 0, 'itemName'], ['title_ja']],
	[['summaries', 0, 'brand'], ['brand']],
	[['summaries', 0, 'browseClassification'], ['category']],
	[['summaries', 0, 'browseClassification', 'displayName'], ['category']],
	[['summaries', 0, 'browseClassification', 'parent'], ['category']],
	[['summaries'], ['title_ja', 'brand', 'category']],
	[['attributes'], ['bullet_points', 'description_ja']],
	[['attributes', 'bullet_point'], ['bullet_points']],
	[['attributes', 'bullet_point', 0], ['bullet_points']],
	[['attributes', 'product_description'], ['description_ja']],
	[['images'], ['images', 'smaller_images']],
	[
		['images', 0, 'images', 0],
		['images', 'smaller_images'],
	],
	[
		['images', 0, 'images', 0, 'height'],
		['images', 'smaller_images'],
	],
	[['productTypes', 0, 'productType'], ['product_type']],
];

function spoiled(
	value: Json | undefined,
	[name, ...rest]: Array<string | number>,
	odd: Json,
): Json {
	if (name === undefined) return odd;
	if (Array.isArray(value)) {
		return value.map((part, at) => (at === name ? spoiled(part, rest, odd) : part));
	}
	if (typeof value !== 'object' || value === null) return value ?? null;
	return { ...value, [name]: spoiled(value[name], rest, odd) };
}

describe('parseCatalogItems, on answers made by the schema', () => {
	it('should let no tag and no entity into a text', () => {
		fc.assert(
			fc.property(item, (made) => {
				for (const text of textsOf(read(made))) {
					expect(text).not.toMatch(/<\/?(p|ul|li|b|br|a|script)\b|&(#\d+|amp|lt|gt|nbsp);|\u0000/i);
				}
			}),
			{ numRuns: RUNS },
		);
	});

	it('should let nothing foreign into any field', () => {
		fc.assert(
			fc.property(item, (made) => {
				const info = read(made);
				for (const text of textsOf(info)) expect(text).not.toContain('F');
				for (const text of textsOf(info)) expect(text).toContain('和');
				expect(JSON.stringify([info.images, info.smaller_images])).not.toContain('/F');
				expect(info.product_type).toBe('HOME');
			}),
			{ numRuns: RUNS },
		);
	});

	it('should read the same from arrays in another order', () => {
		fc.assert(
			fc.property(item, (made) => {
				expect(unordered(read(turned(made)))).toEqual(unordered(read(made)));
			}),
			{ numRuns: RUNS },
		);
	});

	it('should lose no other field by one that is spoiled', () => {
		const odd = fc.constantFrom<Json[]>(null, 0, -1, '', 'x', true, [], {}, [null], { a: null });
		fc.assert(
			fc.property(item, fc.constantFrom(...spoilable), odd, (made, [path, fed], value) => {
				const before = Object.entries(read(made));
				const after: Record<string, unknown> = { ...read(spoiled(made, path, value)) };
				for (const [name, known] of before) {
					if (!fed.includes(name as keyof BasicInfo)) expect(after[name]).toEqual(known);
				}
			}),
			{ numRuns: RUNS },
		);
	});
});
