import { cronFrom, SYNC, WATCH } from '../../scale/schedule';
import { layOut, tell } from '../../scale/tables';

describe('tell', () => {
	it.each([
		[0, '0'],
		[0.01234, '0.0123'],
		[1.2345, '1.23'],
		[123.4, '123'],
		[4_310, '4,310'],
		[1_234_567, '1,234,567'],
	])('should tell %d as %s', (value, expected) => expect(tell(value)).toBe(expected));
});

describe('layOut', () => {
	it('should line up the columns of a Markdown table', () => {
		const rows = [
			['a', 'bb'],
			['ccc', 'd'],
		];
		expect(layOut(rows)).toBe('| a   | bb |\n| --- | -- |\n| ccc | d  |');
	});
});

describe('cronFrom', () => {
	// 16:47:05 in London's winter is 1:47:05 in Tokyo.
	const at = Date.parse('2026-11-30T16:47:05Z');

	it('should name the time of day in Tokyo for a sync', () => {
		expect(cronFrom(at, SYNC)).toBe('5 47 1 * * *');
	});

	it('should begin a watch every ten minutes from then on', () => {
		expect(cronFrom(at, WATCH)).toBe('5 7,17,27,37,47,57 * * * *');
	});
});
