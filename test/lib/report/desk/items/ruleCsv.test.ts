import { decodeTable, splitTable } from '../../../../../lib/report/desk/items/csvTable';
import { readRuleCsv, renderRuleCsv } from '../../../../../lib/report/desk/items/ruleCsv';

const header = '商品ID,価格,掛け率,下限,対象外';
const read = (lines: string, items = {}, known: Map<string, string> | null = null) =>
	readRuleCsv(`${header}\n${lines}`, items, known);

describe('a table of rules', () => {
	it('should take 488 of 500 lines and name the 12 bad ones by line', () => {
		const bad: Record<number, [line: string, problem: string]> = {
			2: ['abc,1000,,,', '商品ID「abc」を読めません'],
			40: [',1000,,,', '商品ID「」を読めません'],
			80: ['10,1000,,,', '商品ID 10 は 11行目にもあります'],
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
		expect(result.good).toBe(488);
		expect(Object.keys(result.items)).toHaveLength(488);
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

	it('should read the mark of UTF-8 and quotes over several lines', () => {
		const text = '\uFEFF商品ID,商品名,価格\r\n7,"赤い\n""カップ""",980\r\n8,青,970\r\n';
		expect(splitTable(text).map(({ number }) => number)).toEqual([1, 2, 4]);
		expect(readRuleCsv(text, {}, null).items).toEqual({ 7: { price: 980 }, 8: { price: 970 } });
	});

	it('should read a file in Shift_JIS', () => {
		// 商品ID,価格
		const bytes = [0x8f, 0xa4, 0x95, 0x69, 0x49, 0x44, 0x2c, 0x89, 0xbf, 0x8a, 0x69];
		expect(decodeTable(Uint8Array.from(bytes))).toBe('商品ID,価格');
	});

	it('should say what a table without a header lacks', () => {
		const { good, bad } = readRuleCsv('7,980,,,', {}, null);
		expect([good, bad]).toEqual([0, [expect.objectContaining({ number: 1 })]]);
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
		expect(readRuleCsv(csv, {}, titles)).toEqual({ items, good: 3, bad: [] });
	});
});
