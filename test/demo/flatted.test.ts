import { parseFlatted } from '../../realN8n/n8n/flatted';

describe('parseFlatted', () => {
	it('puts the rows together again', () => {
		const text =
			'[{"name":"1","list":"2","count":3,"none":null},"shop",["1",true,"3"],{"ok":false}]';
		expect(parseFlatted(text)).toEqual({
			name: 'shop',
			list: ['shop', true, { ok: false }],
			count: 3,
			none: null,
		});
	});

	it('keeps texts that look like row numbers', () => {
		expect(parseFlatted('[{"asin":"1"},"4566569230"]')).toEqual({ asin: '4566569230' });
	});

	it('reads what refers to itself', () => {
		const whole = parseFlatted('[{"again":"0"}]') as { again: unknown };
		expect(whole.again).toBe(whole);
	});

	it('reads a lone text', () => {
		expect(parseFlatted('["alone"]')).toBe('alone');
	});
});
