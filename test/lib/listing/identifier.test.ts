import { newIdentifier, readIdentifier } from '../../../lib/listing/codes/identifier';

describe('readIdentifier', () => {
	it.each([
		['b-B0006L0120-20251124210000'],
		['s-B0006L0120-20251120'],
		['e-B0006L0120-20251124210000'],
		['ya-B0006L0120-20251124210000'],
		['base-B0006L0120-20251120_2105'],
		['BASE-B0006L0120'],
		['base_main_shop_B0006L0120'],
		['B0006L0120'],
	])('should find the ASIN in %s', (identifier) => {
		expect(readIdentifier(identifier)).toEqual({ kind: 'asin', asin: 'B0006L0120' });
	});

	it.each([
		's-4873119464-20251120',
		'b-4873119464',
		'b-4873119464-20251124210000',
		'BASE-4873119464',
		'base_account_1_20251124_4873119464',
	])('should find the ISBN of a book in the form %s', (identifier) => {
		expect(readIdentifier(identifier)).toEqual({ kind: 'asin', asin: '4873119464' });
	});

	it.each([
		['b-BEAR000001-20251124210000', 'BEAR000001'],
		// 2025010117 passes for a book: beside a form it is the date and hour that it looks like.
		['base-B0006L0120-2025010117', 'B0006L0120'],
	])("should take a tool's form at its word (%s)", (identifier, asin) => {
		expect(readIdentifier(identifier)).toEqual({ kind: 'asin', asin });
	});

	it.each([
		['4873119464', '4873119464'],
		['487311946X', null],
		['0901234567', '0901234567'],
		['BEAR000001', 'BEAR000001'],
		['BAG2024001', 'BAG2024001'],
		['TEA-BEAR000001', 'BEAR000001'],
		['goods_4873119464', '4873119464'],
		['B-4873119464', '4873119464'],
	])('should call %s a candidate, for owners number their own goods so', (identifier, asin) => {
		const reading = readIdentifier(identifier);
		if (asin === null) expect(reading.kind).toBe('unmapped');
		else expect(reading).toMatchObject({ kind: 'candidate', asin });
	});

	it.each([
		['', '空です'],
		['   ', '空です'],
		['shirt-red-L', '見つかりません'],
		['BASE-STANDARDXL', '見つかりません'],
		['s-2025112012-x', '見つかりません'],
		['B0006L0120-B0006L0121', '複数あります'],
		['b-B0006L0120-B0006L0121', '複数あります'],
		['B0006L0120-4873119464', '複数あります'],
		['BEAR000001-4873119464', '複数あります'],
	])('should not guess at "%s"', (identifier, reason) => {
		const reading = readIdentifier(identifier);
		expect(reading).toMatchObject({ kind: 'unmapped' });
		expect(reading).toMatchObject({ reason: expect.stringContaining(reason) as string });
	});

	it("should follow the shop's own pattern", () => {
		const pattern = /^item:([A-Z0-9]{10})$/;
		expect(readIdentifier('item:A000000001', pattern)).toEqual({
			kind: 'asin',
			asin: 'A000000001',
		});
		expect(readIdentifier('b-B0006L0120-1', pattern)).toMatchObject({ kind: 'unmapped' });
	});

	it.each([
		undefined,
		/^item:([A-Z0-9]{10})$/,
		// These find something else in it: digits of the date, the first letter.
		/([A-Z0-9]{10})$/,
		/(\d{10})/,
		/^([^-]+)-/,
	])('should read the code of what it listed itself, whatever the pattern (%s)', (pattern) => {
		const given = newIdentifier('B0006L0120', '20261124210500');
		expect(readIdentifier(given, pattern)).toEqual({ kind: 'asin', asin: 'B0006L0120' });
	});
});
