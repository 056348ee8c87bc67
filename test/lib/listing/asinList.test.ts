import { readAsinList } from '../../../lib/listing/codes/asinList';

describe('readAsinList', () => {
	it('should read any separators, addresses and full-width letters, in order', () => {
		const text = `B0006L0120,b0006l0121、B0006L0122;Ｂ０００６Ｌ０１２３
https://www.amazon.co.jp/%E6%B0%B4/dp/B0006L0124/ref=sr_1_1?keywords=B0006L0199
"https://www.amazon.co.jp/gp/product/B0006L0125?th=1" http://amazon.co.jp/gp/aw/d/4101010013`;
		expect(readAsinList(text).map(({ asin }) => asin)).toEqual([
			'B0006L0120',
			'B0006L0121',
			'B0006L0122',
			'B0006L0123',
			'B0006L0124',
			'B0006L0125',
			'4101010013',
		]);
	});

	it('should keep what is no ASIN, so that it can be told', () => {
		expect(readAsinList(' 給水器 B0006L012 https://amzn.asia/d/abc ')).toEqual([
			{ given: '給水器', asin: null },
			{ given: 'B0006L012', asin: null },
			{ given: 'https://amzn.asia/d/abc', asin: null },
		]);
		expect(readAsinList(' \n ')).toEqual([]);
	});
});
