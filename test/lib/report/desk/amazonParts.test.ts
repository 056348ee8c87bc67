import { renderAsin, renderPicture } from '../../../../lib/report/desk/amazonParts';

describe("Amazon's parts of a page", () => {
	it("should link an ASIN to Amazon's page of it", () => {
		expect(renderAsin('B000000001').text).toContain(
			'href="https://www.amazon.co.jp/dp/B000000001"',
		);
	});

	it.each(['javascript:alert(1)', '../x', 'B00000001', ''])(
		'should link nothing else: "%s"',
		(asin) => {
			expect(renderAsin(asin).text).not.toContain('href');
		},
	);

	it.each([
		'https://m.media-amazon.com/images/I/41abc-DEF._SL500_.jpg',
		'https://images-na.ssl-images-amazon.com/images/I/41+abc.jpg',
	])('should show the picture %s', (link) => {
		expect(renderPicture(link).text).toContain(`src="${link}"`);
	});

	it.each([
		null,
		'',
		'http://m.media-amazon.com/a.jpg',
		'https://example.com/a.jpg',
		'https://m.media-amazon.com.example.com/a.jpg',
		'https://m.media-amazon.com/a.jpg"onerror="x',
		'javascript:alert(1)',
		'data:image/png;base64,AAAA',
	])('should load nothing from %s', (link) => {
		expect(renderPicture(link).text).toBe('');
	});
});
