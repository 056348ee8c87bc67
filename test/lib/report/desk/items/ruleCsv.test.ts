import { decodeTable, splitTable } from '../../../../../lib/report/desk/items/csvTable';
import { readRuleCsv, renderRuleCsv } from '../../../../../lib/report/desk/items/ruleCsv';

const header = '商品ID,価格,掛け率,下限,対象外';
const listedAt = '2026-11-29T04:05:00Z';
const read = (lines: string, items = {}, titles: Map<string, string> | null = null) =>
	readRuleCsv(`${header}\n${lines}`, items, titles && { titles, readAt: listedAt });

describe('a table of rules', () => {
	it('should take 487 of 500 lines and name the 13 bad ones by line', () => {
		const bad: Record<number, [line: string, problem: string]> = {
			2: ['abc,1000,,,', '商品ID「abc」を読めません'],
			11: ['10,1009,,,', '商品ID 10 は 80行目にもあるため'],
			40: [',1000,,,', '商品ID「」を読めません'],
			80: ['10,1000,,,', '商品ID 10 は 11行目にもあるため'],
			120: ['9999,1000,,,', '商品ID 9999 は、このショップの商品一覧にありません'],
			160: ['159,1000,1.3,,', '価格と掛け率の両方が入っています'],
			200: ['199,1.5,,,', '価格: 「1.5」を金額として読めません'],
			240: ['239,,13,,', '掛け率 (markup)「13」は入れ間違いではありませんか'],
			280: ['279,,"1,3",,', '掛け率 (markup)「1,3」は入れ間違いではありませんか'],
			320: ['319,1000,,2000,', '価格 1,000円 が下限 2,000円 より低くなっています'],
			360: ['359,,,たかめ,', '下限: 「たかめ」を金額として読めません'],
			400: ['399,,,,たぶん', '対象外:「たぶん」を読めません'],
			501: ['500,0,,,', '価格 0円 では販売できません'],
		};
		const lines = Array.from(
			{ length: 500 },
			(_, index) => bad[index + 2]?.[0] ?? `${index + 1},${1000 + index},,,`,
		);
		const known = new Map(lines.map((_, index) => [String(index + 1), '商品']));
		const result = read(lines.join('\r\n'), {}, known);
		expect([result.changed, result.removed, result.unchanged]).toEqual([487, 0, 0]);
		expect(Object.keys(result.items)).toHaveLength(487);
		expect(result.bad.map(({ number }) => number)).toEqual(Object.keys(bad).map(Number));
		for (const { number, problem } of result.bad) expect(problem).toContain(bad[number]![1]);
	});

	it('should read figures as people type them', () => {
		expect(read('１２３,"1,980円",,,\n124,,１．５倍,,\n125,,,￥５００,はい').items).toEqual({
			123: { price: 1980 },
			124: { markupPercent: 150 },
			125: { floor: 500, neverTouch: true },
		});
	});

	it('should leave the rules of other items, and bring back an item without values', () => {
		const items = { 1: { price: 100 }, 2: { price: 200 } };
		expect(read('2,,,,', items).items).toEqual({ 1: { price: 100 } });
	});

	it('should read what a spreadsheet puts on the clipboard', () => {
		const pasted = '商品ID\t商品名\t価格\n7\tカップ, 赤\t980\n';
		expect(readRuleCsv(pasted, {}, null).items).toEqual({ 7: { price: 980 } });
	});

	it('should read a title from the clipboard that begins with a word in quotes', () => {
		const pasted = '商品ID\t商品名\t価格\n7\t"大" カップ\t980\n';
		expect(readRuleCsv(pasted, {}, null).items).toEqual({ 7: { price: 980 } });
	});

	it('should read the mark of UTF-8 and quotes over several lines', () => {
		const text = '\uFEFF商品ID,商品名,価格\r\n7,"赤い\n""カップ""",980\r\n8,青,970\r\n';
		expect(splitTable(text).lines.map(({ number }) => number)).toEqual([1, 2, 4]);
		expect(readRuleCsv(text, {}, null).items).toEqual({ 7: { price: 980 }, 8: { price: 970 } });
	});

	it('should read a file in Shift_JIS', () => {
		// 商品ID,価格
		const bytes = [0x8f, 0xa4, 0x95, 0x69, 0x49, 0x44, 0x2c, 0x89, 0xbf, 0x8a, 0x69];
		expect(decodeTable(Uint8Array.from(bytes))).toBe('商品ID,価格');
	});

	it('should say what a table without a header lacks', () => {
		const { changed, bad } = readRuleCsv('7,980,,,', {}, null);
		expect([changed, bad]).toEqual([0, [expect.objectContaining({ number: 1 })]]);
		expect(bad[0]!.problem).toContain('1行目に列の名前がありません');
	});

	it('should name an empty text as a table without a header', () => {
		expect(readRuleCsv('', {}, null).bad).toHaveLength(1);
	});

	it('should be read back as it was written, with formulas in titles inert', () => {
		const items = { 7: { price: 980, floor: 900 }, 8: { markupPercent: 145, neverTouch: true } };
		const titles = new Map([
			['7', '=HYPERLINK("http://x")'],
			['8', '赤, "大"'],
			['9', 'ルールなし'],
		]);
		const csv = renderRuleCsv(items, titles);
		expect(csv).toContain(`7,"'=HYPERLINK(""http://x"")",980,,900,`);
		const listed = { titles, readAt: listedAt };
		const counts = { removed: 0, bad: [] };
		expect(readRuleCsv(csv, {}, listed)).toEqual({ items, changed: 2, unchanged: 1, ...counts });
		expect(readRuleCsv(csv, items, listed)).toEqual({ items, changed: 0, unchanged: 3, ...counts });
	});

	describe('that can not be read as it was meant', () => {
		const items = { 7: { price: 980, floor: 900 }, 8: { neverTouch: true } };
		const rows = '7,500,\n8,600,';

		it.each([
			['a name that is not known', '商品ID,販売価格,対象外', '「販売価格」という列は分かりません'],
			['a column twice', '商品ID,価格,価格', '「価格」の列が2つあります (3列目'],
			['two names of one column', '商品ID,固定価格,価格', '「固定価格」の列が2つあります'],
			['a column without a name', '商品ID,,価格', '2列目に列の名前がありません'],
		])('should be refused as a whole for %s', (_, head, problem) => {
			const result = readRuleCsv(`${head}\n${rows}`, items, null);
			expect(result).toMatchObject({ items, changed: 0, removed: 0, unchanged: 0 });
			expect(result.bad).toHaveLength(1);
			expect(result.bad[0]!.problem).toContain(problem);
		});

		it('should say which names of columns are known', () => {
			const [bad] = readRuleCsv('商品ID,販売価格\n7,1', {}, null).bad;
			expect(bad!.problem).toContain('使える列は 商品ID・商品名・価格・掛け率・下限・対象外 です');
		});

		it('should be refused where a quote is never closed, with the line where it began', () => {
			const text = `${header}\n7,500,,,\n8,"600,,,\n9,700,,,\n`;
			const result = readRuleCsv(text, items, null);
			expect(result).toMatchObject({ items, changed: 0, removed: 0 });
			expect(result.bad).toMatchObject([{ number: 3 }]);
			expect(result.bad[0]!.problem).toContain('引用符 (") が正しく閉じられていない');
		});

		it('should be refused where a quote is closed by that of another line', () => {
			const head = '商品ID,商品名,価格';
			const text = `${head}\n7,"水筒,980\n8,給水器,970\n9,"皿",960\n`;
			const result = readRuleCsv(text, items, null);
			expect(result).toMatchObject({ items, changed: 0, removed: 0 });
			expect(result.bad).toMatchObject([{ number: 2 }]);
		});

		it('should take nothing from a line that was cut off', () => {
			const result = read('7,500\n8', items);
			expect(result).toMatchObject({ items, changed: 0, removed: 0 });
			expect(result.bad.map(({ number }) => number)).toEqual([2, 3]);
			expect(result.bad[0]!.problem).toContain('列が足りません (5列のはずが 2列)');
		});

		it.each(['7,1,300,,,', '7,1,300,,', '7,,,1,300', '7,980,,¥1,300'])(
			'should say of %p that an amount with a comma needs quotes',
			(line) => {
				const result = read(line, items);
				expect(result.items).toEqual(items);
				expect(result.bad[0]!.problem).toContain(
					'カンマ入りの金額は "1,300" のように囲んでください。',
				);
			},
		);

		it('should use neither of two lines about one item', () => {
			const result = read('7,500,,,\n9,700,,,\n７,600,,,', items);
			expect(result.items).toEqual({ ...items, 9: { price: 700 } });
			expect(result.bad.map(({ number, problem }) => [number, problem.slice(0, 16)])).toEqual([
				[2, '商品ID 7 は 4行目にもある'],
				[4, '商品ID 7 は 2行目にもある'],
			]);
		});
	});

	it('should leave out lines and columns at the end that a spreadsheet filled up', () => {
		const result = readRuleCsv('商品ID,価格,,\n7,500,,\n,,,\n', {}, null);
		expect(result).toMatchObject({ items: { 7: { price: 500 } }, changed: 1, bad: [] });
	});

	it('should keep the values of columns that it does not have', () => {
		const items = { 7: { price: 980, floor: 900, neverTouch: true } };
		expect(readRuleCsv('商品ID,価格\n7,1080', items, null)).toMatchObject({
			...{ items: { 7: { price: 1080, floor: 900, neverTouch: true } }, changed: 1 },
		});
	});

	it('should take a value away by an empty cell', () => {
		const items = { 7: { price: 980, floor: 900 }, 8: { price: 980 } };
		const result = readRuleCsv('商品ID,価格\n7,\n8,', items, null);
		expect(result).toMatchObject({ items: { 7: { floor: 900 } }, changed: 1, removed: 1 });
		expect(Object.keys(result.items)).toEqual(['7']);
	});

	it.each(['商品ID,価格\n7,自動', `${header}\n7,980,,,自動`, `${header}\n7,,,,`])(
		'should bring an item back by %p, and count it apart',
		(text) => {
			const items = { 7: { price: 980, floor: 900 }, 8: { price: 980 } };
			const result = readRuleCsv(text, items, null);
			expect(result).toEqual({
				...{ items: { 8: { price: 980 } }, changed: 0, removed: 1, unchanged: 0, bad: [] },
			});
		},
	);

	it('should count an item that follows the shop already as unchanged', () => {
		expect(read('9,,,,', { 7: { price: 980 } })).toMatchObject({ removed: 0, unchanged: 1 });
	});

	it('should say how old the list is that lacks an item', () => {
		const [bad] = read('9,980,,,', {}, new Map([['7', '水筒']])).bad;
		expect(bad!.problem).toMatch(
			/一覧にありません。.*\(一覧は 11\/29 13:05 時点。新しい商品は次の同期のあとで\)/,
		);
	});

	it('should take about ten times as long for ten times the lines', () => {
		const measure = (count: number): number => {
			const lines = Array.from({ length: count }, (_, index) => `${index + 1},${1000 + index},,,`);
			const began = performance.now();
			expect(read(lines.join('\n')).changed).toBe(count);
			return performance.now() - began;
		};
		measure(1000);
		const small = Math.min(...[1, 2, 3].map(() => measure(1000)));
		expect(Math.min(...[1, 2, 3].map(() => measure(10_000)))).toBeLessThan(30 * small);
	});
});
