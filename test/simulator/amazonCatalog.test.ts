import { type Simulator, startSimulator } from '../../simulator/start';
import { amazonCaller, japan, type Wire } from './callers';

let simulator: Simulator;
let amazon: Awaited<ReturnType<typeof amazonCaller>>;
let plain: string[];

beforeAll(async () => {
	simulator = await startSimulator({ products: 200, seed: 5, speed: 1_000_000, tokenSpeed: 1 });
	amazon = await amazonCaller(simulator);
	plain = [...simulator.world.products.values()]
		.filter((product) => product.kind === 'plain')
		.map((product) => product.asin);
});

afterAll(() => simulator.stop());

const everything = '&includedData=summaries,images,attributes,productTypes&locale=ja_JP';

/** Rows of other marketplaces stand beside ours. */
const oursIn = (rows: Wire): Wire => rows.find((row: Wire) => row.marketplaceId === japan);

const asinsIn = (body: Wire): string[] => body.items.map((item: Wire) => item.asin);

describe('searchCatalogItems', () => {
	it('should give ten items a page and the rest by token', async () => {
		const asked = plain.slice(0, 15);
		const first = await amazon.catalog(asked);
		const { nextToken } = first.body.pagination;
		const second = await amazon.catalog(asked, `&pageToken=${nextToken}`);

		expect(first.body.numberOfResults).toBe(15);
		expect(first.body.items).toHaveLength(10);
		expect(second.body.items).toHaveLength(5);
		expect(second.body.pagination).toEqual({});
		expect([...asinsIn(first.body), ...asinsIn(second.body)].sort()).toEqual([...asked].sort());
	});

	it('should give twenty at once where the page is as large', async () => {
		const { body } = await amazon.catalog(plain.slice(0, 20), '&pageSize=20');

		expect(body.items).toHaveLength(20);
		expect(body.pagination).toEqual({});
	});

	it('should leave out what Amazon does not know', async () => {
		const deleted = [...simulator.world.products.values()].find(({ kind }) => kind === 'deleted')!;
		const { status, body } = await amazon.catalog(['B0NOTINUSE', deleted.asin, plain[0]!]);

		expect(status).toBe(200);
		expect(asinsIn(body)).toEqual([plain[0]]);
	});

	it.each([
		['a malformed ASIN', () => [plain[0]!, 'b0short'], ''],
		['21 ASINs', () => plain.slice(0, 21), ''],
		['a page of 21', () => plain.slice(0, 2), '&pageSize=21'],
		['an unknown data set', () => plain.slice(0, 2), '&includedData=prices'],
	])('should refuse the whole request for %s', async (_what, asins, rest) => {
		const { status, body } = await amazon.catalog(asins(), rest);

		expect(status).toBe(400);
		expect(body.errors[0].code).toBe('InvalidInput');
	});

	it('should include what was asked for and nothing else', async () => {
		const summaries = (await amazon.catalog([plain[0]!])).body.items[0];
		const all = (await amazon.catalog([plain[0]!], everything)).body.items[0];

		expect(Object.keys(summaries)).toEqual(['asin', 'summaries']);
		expect(Object.keys(all)).toEqual(['asin', 'summaries', 'images', 'attributes', 'productTypes']);
		expect(oursIn(all.summaries).itemName).toBe(simulator.world.product(plain[0]!).title);
	});

	it('should show each image in several sizes', async () => {
		const { images } = (await amazon.catalog([plain[1]!], everything)).body.items[0];
		const main = oursIn(images).images.filter((image: Wire) => image.variant === 'MAIN');

		expect(new Set(main.map((image: Wire) => image.height))).toEqual(new Set([500, 1500, 75]));
	});

	it('should know products without a brand and without bullets', async () => {
		const items: Wire[] = [];
		for (let start = 0; start + 20 <= plain.length; start += 20) {
			const { body } = await amazon.catalog(
				plain.slice(start, start + 20),
				`&pageSize=20${everything}`,
			);
			items.push(...body.items);
		}

		const brands = items.map((item) => oursIn(item.summaries).brand);
		const japanese = items.map((item) => (item.attributes?.bullet_point ?? []).filter(isJapanese));
		expect(brands).toContain(undefined);
		expect(new Set(japanese.map(({ length }) => length))).toEqual(new Set([0, 3, 4, 5]));
	});

	it('should answer the same rows in another order', async () => {
		const ask = async () => (await amazon.catalog(plain.slice(0, 20), everything)).body.items;
		const [first, second]: Wire[][] = [await ask(), await ask()];
		expect(second).not.toEqual(first);
		expect(sorted(second)).toEqual(sorted(first));
	});

	it('should write attributes in three languages and for two marketplaces', async () => {
		const { body } = await amazon.catalog([plain[2]!], everything);
		const rows: Wire[] = body.items[0].attributes.item_name;
		expect(new Set(rows.map((row) => row.language_tag))).toEqual(
			new Set(['ja_JP', 'en_US', 'zh_CN']),
		);
		expect(new Set(rows.map((row) => row.marketplace_id))).toEqual(
			new Set([japan, 'ATVPDKIKX0DER']),
		);
	});
});

/** A text of ours; a null in its place is none. */
const isJapanese = (row: Wire): boolean =>
	row?.language_tag === 'ja_JP' && row.marketplace_id === japan && row.value !== null;

/** Arrays in an order of their own, all the way down. */
const sorted = (value: Wire): Wire =>
	Array.isArray(value)
		? value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
		: value !== null && typeof value === 'object'
			? Object.fromEntries(
					Object.entries(value)
						.sort(([a], [b]) => (a < b ? -1 : 1))
						.map(([name, part]) => [name, sorted(part)]),
				)
			: value;

describe('the catalog of a plain world', () => {
	it('should have neither markup nor a null', async () => {
		const tidy = await startSimulator({ products: 60, plain: true, speed: 1e6, tokenSpeed: 1 });
		const caller = await amazonCaller(tidy);
		const asins = [...tidy.world.products.keys()];
		const answers = await Promise.all(
			[0, 20, 40].map((start) =>
				caller.catalog(asins.slice(start, start + 20), `${everything}&pageSize=20`),
			),
		);
		await tidy.stop();
		const text = JSON.stringify(answers.map(({ body }) => body.items));
		expect(answers.flatMap(({ body }) => body.items)).toHaveLength(60);
		expect(text).not.toMatch(/null|<p>|<UL>|<br|&amp;|&#/);
	});
});

describe('getCatalogItem', () => {
	const get = (asin: string) =>
		amazon.get(`/catalog/2022-04-01/items/${asin}?marketplaceIds=${japan}`);

	it('should give one item, 404 for an unknown and 400 for a malformed ASIN', async () => {
		const found = await get(plain[0]!);

		expect(found.body.asin).toBe(plain[0]);
		expect(found.headers.get('x-amzn-ratelimit-limit')).toBe('2000000');
		expect((await get('B0NOTINUSE')).status).toBe(404);
		expect((await get('b0short')).status).toBe(400);
	});
});
