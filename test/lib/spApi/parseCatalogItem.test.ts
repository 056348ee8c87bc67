import { findMarketplace } from '../../../lib/spApi/marketplaces';
import { parseCatalogItems, type BasicInfo } from '../../../lib/spApi/catalog/parseCatalogItem';

const JAPAN = findMarketplace('JP');
const JP = JAPAN.marketplaceId;
const US = 'ATVPDKIKX0DER';
const ASIN = 'B0006L0120';

const infoOf = (parts: object, marketplace = JAPAN): BasicInfo => {
	const item = parseCatalogItems({ items: [{ asin: ASIN, ...parts }] }, marketplace)?.items.get(
		ASIN,
	);
	if (!item || 'reason' in item) throw new Error(`No item: ${item?.reason}`);
	return item;
};

const row = (value: unknown, language_tag?: unknown, marketplace_id?: unknown) => ({
	value,
	...(language_tag === undefined ? {} : { language_tag }),
	...(marketplace_id === undefined ? {} : { marketplace_id }),
});
const bulletsOf = (...rows: unknown[]) =>
	infoOf({ attributes: { bullet_point: rows } }).bullet_points;
const link = (name: string) => `https://m.media-amazon.com/images/I/${name}`;
const size = (variant: unknown, name: string, height: unknown, width: unknown = height) => ({
	variant,
	link: link(name),
	height,
	width,
});
const picturesOf = (...images: unknown[]) => infoOf({ images: [{ marketplaceId: JP, images }] });

describe('language and marketplace of a text', () => {
	it.each([
		['ja_JP', ['ours']],
		['ja-JP', ['ours']],
		['ja', ['ours']],
		['JA_jp', ['ours']],
		['ja-Jpan-JP', ['ours']],
		['ja_US', []],
		['en_US', []],
		['zh_CN', []],
		['jam', []],
		[5, []],
		[['ja_JP'], []],
		['', ['ours']],
		[null, ['ours']],
		[undefined, ['ours']],
	])('should read the tag %j as ours or not', (tag, bullets) => {
		expect(bulletsOf(row('ours', tag, JP))).toEqual(bullets);
	});

	it.each([
		[JP, ['ours']],
		[US, []],
		[5, []],
		['', ['ours']],
		[null, ['ours']],
		[undefined, ['ours']],
	])('should read the marketplace %j as ours or not', (marketplace, bullets) => {
		expect(bulletsOf(row('ours', 'ja_JP', marketplace))).toEqual(bullets);
	});

	it('should take no text without a tag where one of ours is tagged', () => {
		expect(bulletsOf(row('any'), row('ja', 'ja_JP', JP), row('en', 'en_US', JP))).toEqual(['ja']);
	});

	it('should trust the language before the marketplace', () => {
		expect(bulletsOf(row('place', undefined, JP), row('language', 'ja_JP'))).toEqual(['language']);
	});

	it('should take no untagged text for one of ours that is null', () => {
		expect(bulletsOf(row('any'), row(null, 'ja_JP', JP))).toEqual([]);
	});

	it('should give no text where all are foreign', () => {
		const attributes = { product_description: [row('english', 'en_US', JP)] };
		expect(infoOf({ attributes }).description_ja).toBeNull();
	});

	it('should keep a text once that is tagged twice', () => {
		expect(bulletsOf(row('a', 'ja_JP', JP), row('a', 'ja', JP), row('b', 'ja', JP))).toEqual([
			'a',
			'b',
		]);
	});

	it('should tell English of one country from that of another', () => {
		const attributes = { bullet_point: [row('us', 'en_US', US), row('uk', 'en_GB', US)] };
		expect(infoOf({ attributes }, findMarketplace('US')).bullet_points).toEqual(['us']);
	});
});

describe('summaries and product types', () => {
	const ours = { marketplaceId: JP, itemName: '給水器', brand: 'みず' };
	const theirs = { marketplaceId: US, itemName: 'Feeder', brand: 'Water' };

	it.each([
		['ours first', [ours, theirs]],
		['ours last', [theirs, ours]],
		['ours without a tag', [theirs, { itemName: '給水器', brand: 'みず' }]],
		['ours with a null beside it', [null, ours, 'x']],
	])('should take the summary of our marketplace: %s', (_what, summaries) => {
		expect(infoOf({ summaries })).toMatchObject({ title_ja: '給水器', brand: 'みず' });
	});

	it('should take no summary of another marketplace', () => {
		expect(infoOf({ summaries: [theirs] })).toMatchObject({ title_ja: null, brand: null });
	});

	it.each([
		['null', null],
		['a number', 5],
		['empty', ' '],
		['an object', {}],
	])('should lose the brand alone where it is %s', (_what, brand) => {
		expect(infoOf({ summaries: [{ ...ours, brand }] })).toMatchObject({
			title_ja: '給水器',
			brand: null,
		});
	});

	it('should make titles, brands and categories plain, in one line', () => {
		const browseClassification = {
			displayName: '給水器 &amp; 皿',
			parent: { displayName: null, parent: { displayName: '<b>ペット</b>' } },
		};
		const summaries = [
			{ marketplaceId: JP, itemName: '<お徳用>\nA&amp;B', brand: 'K&#39;s', browseClassification },
		];
		expect(infoOf({ summaries })).toMatchObject({
			title_ja: '<お徳用> A&B',
			brand: "K's",
			category: 'ペット > 給水器 & 皿',
		});
	});

	it('should take the product type of our marketplace', () => {
		const productTypes = [
			{ marketplaceId: US, productType: 'KITCHEN' },
			{ marketplaceId: JP, productType: 'HOME' },
		];
		expect(infoOf({ productTypes }).product_type).toBe('HOME');
	});

	it.each([
		['null', null],
		['absent', undefined],
		['a text', 'x'],
		['empty', []],
	])('should know nothing of parts that are %s', (_what, part) => {
		const parts = { summaries: part, attributes: part, images: part, productTypes: part };
		expect(infoOf(parts)).toEqual({
			title_ja: null,
			description_ja: null,
			brand: null,
			category: null,
			images: [],
			smaller_images: {},
			bullet_points: [],
			product_type: null,
		});
	});
});

describe('pictures', () => {
	it('should keep the largest size of each picture, and the smaller ones behind it', () => {
		const sizes = [
			size('PT01', 'b500.jpg', 500),
			size('MAIN', 'a75.jpg', 75),
			size('MAIN', 'a2000.png', 2000),
			size('MAIN', 'a500.jpg', 500),
		];
		expect(picturesOf(...sizes)).toMatchObject({
			images: [link('a2000.png'), link('b500.jpg')],
			smaller_images: { [link('a2000.png')]: [link('a500.jpg'), link('a75.jpg')] },
		});
	});

	it('should order sizes that are equally large by their link', () => {
		const sizes = [size('MAIN', 'b.jpg', 500), size('MAIN', 'a.jpg', 500)];
		expect(picturesOf(...sizes).images).toEqual([link('a.jpg')]);
		expect(picturesOf(...sizes.reverse()).images).toEqual([link('a.jpg')]);
	});

	it('should know a size by one of its sides, and one of unknown size last', () => {
		const sizes = [
			size('MAIN', 'c.jpg', null, null),
			size('MAIN', 'b.jpg', null, 500),
			size('MAIN', 'a.jpg', 2000, null),
		];
		const { images, smaller_images } = picturesOf(...sizes);
		expect([...images, ...smaller_images[images[0]!]!]).toEqual(
			['a.jpg', 'b.jpg', 'c.jpg'].map(link),
		);
	});

	it.each([
		['http', 'http://m.media-amazon.com/a.jpg'],
		['webp', link('a.webp')],
		['no file', 'https://m.media-amazon.com/'],
		['no link', 'a.jpg'],
		['null', null],
		['a number', 5],
	])('should leave out a link that is %s', (_what, bad) => {
		const images = [{ ...size('MAIN', 'x', 900), link: bad }, size('MAIN', 'b.JPEG', 75)];
		expect(picturesOf(...images)).toMatchObject({ images: [link('b.JPEG')], smaller_images: {} });
	});

	it('should leave out an image without a variant, and a null beside it', () => {
		const images = [null, size(null, 'a.jpg', 2000), size('MAIN', 'b.jpg', 75)];
		expect(picturesOf(...images).images).toEqual([link('b.jpg')]);
	});

	it('should take the pictures of our marketplace alone', () => {
		const images = [
			{ marketplaceId: US, images: [size('MAIN', 'us.jpg', 3000)] },
			{ marketplaceId: JP, images: [size('MAIN', 'jp.jpg', 500)] },
		];
		expect(infoOf({ images }).images).toEqual([link('jp.jpg')]);
	});
});

describe('an answer', () => {
	const item = (asin: unknown, itemName = '箱') => ({
		asin,
		summaries: [{ marketplaceId: JP, itemName }],
	});

	it.each([null, 5, 'x', {}, { items: null }, { items: {} }])('should be none: %j', (json) => {
		expect(parseCatalogItems(json, JAPAN)).toBeNull();
	});

	it.each([
		['null', null, 'items[1] が商品ではありません'],
		['a text', 'x', 'items[1] が商品ではありません'],
		['without an ASIN', {}, 'items[1] の asin を読めません'],
		['with a null ASIN', item(null), 'items[1] の asin を読めません'],
		['with an odd ASIN', item('b00'), 'items[1] の asin を読めません'],
	])('should keep the items beside one that is %s, and name it', (_what, odd, reason) => {
		const answer = parseCatalogItems({ items: [item(ASIN), odd, item('B000000002')] }, JAPAN);
		expect([...answer!.items.keys()]).toEqual([ASIN, 'B000000002']);
		expect(answer!.unnamed).toEqual([reason]);
	});

	it('should believe an item that stands twice only where both say the same', () => {
		const same = parseCatalogItems({ items: [item(ASIN), item(ASIN)] }, JAPAN);
		expect(same!.items.get(ASIN)).toMatchObject({ title_ja: '箱' });
		const other = parseCatalogItems({ items: [item(ASIN), item(ASIN, '棚')] }, JAPAN);
		expect(other!.items.get(ASIN)).toEqual({
			reason: `asin ${ASIN} の答えが2つあり、内容が違います`,
		});
	});

	it.each([
		[{}, true],
		[{ numberOfResults: 1, pagination: {} }, true],
		[{ numberOfResults: 1, pagination: null }, true],
		[{ numberOfResults: null, pagination: { nextToken: '' } }, true],
		[{ numberOfResults: 2 }, false],
		[{ numberOfResults: 1, pagination: { nextToken: 'more' } }, false],
	])('should know whether it is complete: %j', (about, isComplete) => {
		expect(parseCatalogItems({ ...about, items: [item(ASIN)] }, JAPAN)).toMatchObject({
			isComplete,
		});
	});
});
