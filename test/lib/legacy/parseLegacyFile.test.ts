import { parseLegacyFile } from '../../../lib/legacy/parseLegacyFile';

const ZONE = 'Asia/Tokyo';
const reading = {
	zone: ZONE,
	now: Date.parse('2026-01-02T00:00:00Z'),
	modifiedMs: Date.parse('2025-12-08T00:00:00Z'),
};
const parse = (fields: unknown, stem = 'B000000001') =>
	parseLegacyFile(stem, JSON.stringify(fields), reading);
/** Japanese local time, as the older tool wrote it, to the millisecond. */
const tokyo = (time: string) => ({ ms: Date.parse(`${time}+09:00`), isWeak: false });

describe('a file of the older tools', () => {
	it('V1: should bring price and stock, dated in Japanese time', () => {
		expect(
			parse({
				price: 1358.0,
				in_stock: true,
				is_prime: true,
				is_fba: false,
				is_buybox_winner: false,
				currency: 'JPY',
				cached_at: '2025-11-21T14:46:56.703054',
			}),
		).toEqual({
			asin: 'B000000001',
			kind: 'priced',
			problems: [],
			price: {
				fields: { price: 1358, currency: 'JPY', is_prime: true, is_fba: false },
				time: tokyo('2025-11-21T14:46:56.703'),
			},
			stock: { in_stock: true, offer_status: 'in_stock', time: tokyo('2025-11-21T14:46:56.703') },
		});
	});

	it('V2: should prove nothing while errors were written down as "out of stock"', () => {
		const none = { price: null, in_stock: false };
		for (const cached_at of ['2025-11-21T13:57:49', '2025-11-21T23:59:59.999999']) {
			expect(parse({ ...none, cached_at })).toEqual({
				asin: 'B000000001',
				kind: 'no_offer_untrusted',
				problems: [],
			});
		}
		expect(parse(none)).toMatchObject({ kind: 'no_offer_untrusted' });
	});

	it('V2: should be "nobody sells it" after that', () => {
		const time = tokyo('2025-11-24T10:00:00');
		expect(
			parse({ price: null, in_stock: false, cached_at: '2025-11-24T10:00:00.000001' }),
		).toEqual({
			asin: 'B000000001',
			kind: 'no_offer',
			problems: [],
			price: { fields: { price: null }, time },
			stock: { in_stock: false, offer_status: 'out_of_stock', time },
		});
	});

	it('V3: should bring what the catalog said, and not believe the stamp of a price it lacks', () => {
		expect(
			parse({
				asin: 'B000000001',
				title_ja: '竹の箸',
				title_en: null,
				description_ja: '■ 竹製',
				brand: null,
				category: '食器 > 箸',
				images: [],
				bullet_points: ['竹製', 5],
				attributes: { material: [{ value: '竹' }] },
				amazon_price_jpy: null,
				amazon_in_stock: false,
				basic_info_updated_at: '2025-11-25T09:00:00',
				price_updated_at: '2025-11-25T09:00:00',
				stock_updated_at: '2025-11-25T09:00:00',
				cached_at: '2025-11-25T09:00:01',
			}),
		).toEqual({
			asin: 'B000000001',
			kind: 'catalog',
			problems: [],
			basic_info: {
				fields: {
					title_ja: '竹の箸',
					description_ja: '■ 竹製',
					brand: null,
					category: '食器 > 箸',
					images: [],
					bullet_points: ['竹製'],
				},
				time: tokyo('2025-11-25T09:00:00'),
			},
		});
	});

	it('V3: should bring the price of the registration, and stock only where it was there', () => {
		const file = { title_ja: '箸', amazon_price_jpy: 2000, cached_at: '2025-11-20T09:00:00' };
		const time = tokyo('2025-11-20T09:00:00');

		expect(parse({ ...file, amazon_in_stock: true })).toMatchObject({
			kind: 'catalog_priced',
			price: { fields: { price: 2000 }, time },
			stock: { in_stock: true, time },
			basic_info: { time },
		});
		expect(parse({ ...file, amazon_in_stock: false })).not.toHaveProperty('stock');
	});

	it('V4: should not take the basic info stamp of a file without basic info', () => {
		const record = parse({
			price: 980,
			in_stock: true,
			cached_at: '2025-11-24T10:00:00',
			price_updated_at: '2025-11-24T09:00:00.5',
			stock_updated_at: '2025-11-24T09:30:00',
			basic_info_updated_at: '2025-11-24T10:00:00',
		});

		expect(record).toMatchObject({
			kind: 'priced',
			price: { time: tokyo('2025-11-24T09:00:00.500') },
			stock: { time: tokyo('2025-11-24T09:30:00') },
		});
		expect(record).not.toHaveProperty('basic_info');
	});

	it.each([
		['out_of_stock', 'no_offers', 'out_of_stock'],
		['out_of_stock', 'empty_payload', 'out_of_stock'],
		['filtered_out', 'no_offers_matching_criteria', 'filtered_out'],
	])('V6: should keep apart why there is no price (%s, %s)', (status, failure_reason, expected) => {
		const time = tokyo('2025-12-01T00:00:00');
		expect(
			parse({
				price: null,
				in_stock: false,
				status,
				failure_reason,
				price_updated_at: '2025-12-01T00:00:00',
				stock_updated_at: '2025-12-01T00:00:00',
				cached_at: '2025-12-01T00:00:00',
			}),
		).toMatchObject({
			kind: 'no_offer',
			price: { fields: { price: null }, time },
			stock: { in_stock: false, offer_status: expected, time },
		});
	});

	it('V6: should know nothing of price and stock after an error, and keep the catalog part', () => {
		const error = {
			price: null,
			in_stock: false,
			status: 'api_error',
			failure_reason: 'sp_api_error',
			error_code: 400,
			error_message: 'x',
			price_updated_at: '2025-12-01T00:00:00',
			cached_at: '2025-12-01T00:00:00',
		};
		expect(parse(error)).toEqual({ asin: 'B000000001', kind: 'api_error', problems: [] });

		const merged = parse({
			...error,
			title_ja: '箸',
			basic_info_updated_at: '2025-11-30T00:00:00',
		});
		expect(merged).toMatchObject({ basic_info: { time: tokyo('2025-11-30T00:00:00') } });
		expect(merged).not.toHaveProperty('price');
		expect(merged).not.toHaveProperty('stock');
	});

	it('V7: should take the price of the sync, not that of the registration', () => {
		expect(
			parse({
				title_ja: '箸',
				images: ['https://x/1.jpg'],
				amazon_price_jpy: 2000,
				amazon_in_stock: false,
				price: 2735.0,
				in_stock: true,
				price_updated_at: '2025-11-28T10:00:00',
				stock_updated_at: '2025-11-28T10:00:00',
				cached_at: '2025-11-28T10:00:00',
			}),
		).toMatchObject({
			kind: 'catalog_priced',
			price: { fields: { price: 2735 }, time: tokyo('2025-11-28T10:00:00') },
			stock: { in_stock: true },
			// Without a stamp of its own it is from before merging began.
			basic_info: { time: tokyo('2025-11-23T00:00:00') },
		});
	});

	it('V8: should skip what was made for tests, and read a hand-made file', () => {
		expect(parse({ asin: 'B0TEST0001', price: 1 }, 'B0TEST0001')).toEqual({
			kind: 'test',
			problems: ['テスト用の ASIN'],
		});
		expect(
			parse({
				asin: 'B000000001',
				title: '手書き',
				price: 500,
				in_stock: true,
				cached_at: '2025-11-20',
			}),
		).toMatchObject({
			kind: 'catalog_priced',
			basic_info: { fields: { title_ja: '手書き' } },
			price: { time: tokyo('2025-11-20T00:00:00') },
		});
	});

	it('V9: should read the form that was only designed', () => {
		expect(parse({ price_jpy: 1500, last_fetched_at: '2025-12-01T08:00:00' })).toMatchObject({
			kind: 'priced',
			price: { fields: { price: 1500 }, time: tokyo('2025-12-01T08:00:00') },
		});
	});

	it('should date what has no time by the file, weakly', () => {
		expect(parse({ price: 100, in_stock: true })).toMatchObject({
			price: { time: { ms: reading.modifiedMs, isWeak: true } },
			stock: { time: { ms: reading.modifiedMs, isWeak: true } },
		});
	});

	it('should not believe a time to come, nor one that is none', () => {
		const cached_at = '2025-12-01T00:00:00';
		for (const price_updated_at of ['2027-01-01T00:00:00', 'soon', 5, null]) {
			expect(parse({ price: 100, in_stock: true, price_updated_at, cached_at })).toMatchObject({
				price: { time: tokyo(cached_at) },
			});
		}
	});

	it('should read times in the zone it is told, and an offset where there is one', () => {
		const text = JSON.stringify({ price: 1, cached_at: '2025-12-01T00:00:00' });
		expect(parseLegacyFile('B000000001', text, { ...reading, zone: 'UTC' })).toMatchObject({
			price: { time: { ms: Date.parse('2025-12-01T00:00:00Z') } },
		});
		expect(parse({ price: 1, cached_at: '2025-12-01T00:00:00+00:00' })).toMatchObject({
			price: { time: { ms: Date.parse('2025-12-01T00:00:00Z') } },
		});
	});

	it('should bring the price where only the stock is unknown', () => {
		const record = parse({ price: 100, in_stock: null, cached_at: '2025-12-08T00:00:00' });
		expect(record).toMatchObject({ kind: 'priced', price: { fields: { price: 100 } } });
		expect(record).not.toHaveProperty('stock');
	});

	it.each([
		['', '空のファイル'],
		['  \n', '空のファイル'],
		['{', '壊れた JSON'],
		['{"price": 12', '壊れた JSON'],
		['[]', 'JSON オブジェクトではない'],
		['null', 'JSON オブジェクトではない'],
		['"text"', 'JSON オブジェクトではない'],
		['{}', '使える内容がない'],
		['{"cached_at":"2025-12-01T00:00:00","attributes":{}}', '使える内容がない'],
		['{"price":"2,735"}', 'price が数値ではない ("2,735")'],
		['{"price":0,"in_stock":true}', 'price が価格ではない (0)'],
		['{"price":-5,"in_stock":true}', 'price が価格ではない (-5)'],
		['{"price":12.5,"in_stock":true}', 'price が価格ではない (12.5)'],
		['{"in_stock":null}', '在庫の有無が分からない'],
		['{"in_stock":true}', '在庫ありなのに価格がない'],
		['{"price":null,"in_stock":"False"}', 'in_stock が真偽値ではない ("False")'],
		['{"asin":"B000000002","price":100}', '中の asin (B000000002) がファイル名と違う'],
	])('should be refused with its reason: %s', (text, reason) => {
		expect(parseLegacyFile('B000000001', text, reading)).toEqual({
			kind: 'refused',
			problems: [expect.stringContaining(reason)],
		});
	});

	it.each(['b0abc', 'B00000001', 'B0000000011', 'metadata', '../x'])(
		'should be refused for its name: %s',
		(stem) => {
			expect(parse({ price: 1 }, stem)).toEqual({
				kind: 'refused',
				problems: ['ファイル名が ASIN ではない'],
			});
		},
	);

	it('should accept a book, and a byte order mark', () => {
		const text = '\ufeff{"price":1650,"in_stock":true,"cached_at":"2025-12-01T00:00:00"}';
		expect(parseLegacyFile('4101010013', text, reading)).toMatchObject({ kind: 'priced' });
	});

	it('should keep the catalog part of a file whose price is nonsense, and say so', () => {
		expect(
			parse({ title_ja: '箸', price: '2,735', cached_at: '2025-12-01T00:00:00' }),
		).toMatchObject({
			kind: 'catalog',
			problems: ['price が数値ではない ("2,735")'],
			basic_info: { fields: { title_ja: '箸' } },
		});
	});
});
