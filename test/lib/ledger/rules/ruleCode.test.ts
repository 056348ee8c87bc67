import { makeCode, readCodes } from '../../../../lib/ledger/rules/ruleCode';

describe('a code', () => {
	it('should be the same for the same values, whatever the order of their fields', () => {
		const one = makeCode('shop', { a: 1, b: { c: [1, 2], d: null } });
		const other = makeCode('shop', { b: { d: null, c: [1, 2] }, a: 1 });

		expect(other).toBe(one);
		expect(one).toMatch(/^[2-9A-HJKMNP-TV-Z]{6}$/);
	});

	it('should be the same with a field that is undefined as without it', () => {
		expect(makeCode('shop', { a: 1, b: undefined })).toBe(makeCode('shop', { a: 1 }));
	});

	it.each([
		['another value', 'shop', { a: 2 }],
		['null for a value', 'shop', { a: null }],
		['another order in a list', 'shop', { a: [2, 1] }],
		['another shop', 'other', { a: 1 }],
	])('should be another for %s', (_, account, values) => {
		expect(makeCode(account, values)).not.toBe(makeCode('shop', { a: 1 }));
		expect(makeCode(account, values)).not.toBe(makeCode('shop', { a: [1, 2] }));
	});

	it('should differ for every markup from 1.01 to 9.99', () => {
		const codes = Array.from({ length: 899 }, (_, n) => makeCode('shop', { markup: 101 + n }));

		expect(new Set(codes).size).toBe(899);
	});
});

describe('codes as people type them', () => {
	it.each([
		['', []],
		['  ', []],
		['K7M2QX', ['K7M2QX']],
		['k7m2qx', ['K7M2QX']],
		['Ｋ７Ｍ２ＱＸ', ['K7M2QX']],
		['K7M2QX、9ABCDE', ['K7M2QX', '9ABCDE']],
		['K7M2QX 9ABCDE\nK7M2QX', ['K7M2QX', '9ABCDE']],
		['「K7M2QX」', ['K7M2QX']],
		['承認: K7M2QX', ['K7M2QX']],
		['はい', ['はい']],
		['はい、お願いします。', ['はい', 'お願いします']],
		['「」、。', []],
	])('should be read from %j', (typed, codes) => {
		expect(readCodes(typed)).toEqual(codes);
	});
});
