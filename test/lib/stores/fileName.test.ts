import fc from 'fast-check';
import { makeFileName, keyOfFileName } from '../../../lib/stores/file/fileName';
import { encodeKey } from '../../../lib/stores/key';

describe('a file name', () => {
	it.each([
		['B0006L0120', 'B0006L0120.json'],
		['4101010013', '4101010013.json'],
		['main', '~main.json'],
		['Main', '~%4dain.json'],
		['b0006l0120', '~b0006l0120.json'],
		['ショップ1号', '~ショップ1号.json'],
		['../../etc/x', '~%2e%2e%2f%2e%2e%2fetc%2fx.json'],
		['CON', '~%43%4f%4e.json'],
		['con', '~con.json'],
		['C:\\x', '~%43%3a%5cx.json'],
		['a b', '~a%20b.json'],
		['a\u0000', '~a%00.json'],
	])('should be safe and, where it can, readable for %j', (key, name) => {
		expect(makeFileName(key)).toBe(name);
		expect(keyOfFileName(name)).toBe(key);
	});

	it('should come back to its key, hold nothing a file system minds, and never meet another', () => {
		const seen = new Map<string, string>();
		const keys = fc.oneof(
			fc.string({ unit: 'binary', minLength: 1, maxLength: 14 }),
			fc.stringMatching(/^[A-Za-z0-9]{8,10}$/),
		);
		fc.assert(
			fc.property(keys, (key) => {
				const name = makeFileName(key);
				expect(keyOfFileName(name)).toBe(key);
				expect(name).toMatch(/^(~[^A-Z/\\:*?"<>|.\u0000-\u001f]+|[A-Z0-9]{10})\.json$/);
				expect(Buffer.byteLength(name)).toBeLessThanOrEqual(190);
				const folded = name.toLowerCase().normalize('NFC');
				expect(seen.get(folded) ?? key).toBe(key);
				seen.set(folded, key);
			}),
			{ numRuns: 2000 },
		);
	});

	it.each([
		'metadata.json',
		'.B000000001.json.12-1.tmp',
		'B000000001.json.broken-20260102T000000000Z',
		'B000000001.lock',
		'b000000001.json',
		'~.json',
		'~%.json',
		'~%4D.json',
		'~a.b.json',
		'state',
	])('should not take %j for a record', (name) => {
		expect(keyOfFileName(name)).toBeNull();
	});

	it.each(['', 'x'.repeat(181), '漢'.repeat(60)])('should refuse the key %j', (key) => {
		expect(() => encodeKey(key)).toThrow('使えません');
	});
});
