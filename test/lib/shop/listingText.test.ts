import fc from 'fast-check';
import { findWords, removeWords } from '../../../lib/listing/blocks/words';
import { defaultForbiddenWords } from '../../../lib/shop/newItems/forbiddenWords';
import { cleanDetail, cleanTitle } from '../../../lib/shop/newItems/listingText';

const title = (text: string): string => cleanTitle(text, defaultForbiddenWords).text;

describe('forbidden words', () => {
	it.each([
		['【Amazon.co.jp限定】 給水器 1.5L', '給水器 1.5L'],
		['【.co.jp限定】給水器', '給水器'],
		['【Ａｍａｚｏｎ．ｃｏ．ｊｐ限定】給水器', '給水器'],
		['【ｱﾏｿﾞﾝ限定】給水器', '給水器'],
		['AMAZON限定 給水器', '給水器'],
		['給水器 (Amazonベーシック)', '給水器'],
		['給水器【限定［Amazon］】', '給水器【限定】'],
		['給水器【［Amazon］】', '給水器'],
		['給水器 Amazon Basics 白', '給水器 白'],
		['給水器/Amazon', '給水器'],
		['Amazonite 天然石', 'Amazonite 天然石'],
		['【限定】給水器（白）', '【限定】給水器（白）'],
	])('should clean the title "%s" to "%s"', (given, expected) => {
		expect(title(given)).toBe(expected);
	});

	it('should not be held up by words that join into one another', () => {
		const words = ['amazon', 'basics', 'amazonbasics', 'a', 'aa'];
		expect(removeWords(`${'amazonbasics'.repeat(200)}x`, words).text).toContain('x');
		expect(removeWords(`${'a'.repeat(2_000)}b`, words).text).toContain('b');
	});

	it('should name what was found, the longest word and not its parts', () => {
		expect(removeWords('Amazon.co.jp限定の品', defaultForbiddenWords)).toEqual({
			text: 'の品',
			found: ['Amazon.co.jp限定'],
		});
		expect(findWords('給水器', defaultForbiddenWords)).toEqual([]);
	});

	it('should leave the spelling of everything else as it is', () => {
		expect(title('ＡＢＣ　①㎝ ﾌﾟﾗｽﾁｯｸ～')).toBe('ＡＢＣ　①㎝ ﾌﾟﾗｽﾁｯｸ～');
	});

	it('should find the word that two rests make once the brackets between them are gone', () => {
		const text = title('1.5LAmazonプライム【】Amazonプライム対象');
		expect(findWords(text, defaultForbiddenWords)).toEqual([]);
		expect(title(text)).toBe(text);
	});

	it('should leave no forbidden word in any title (10,000 titles)', () => {
		const piece = fc.constantFrom(
			...defaultForbiddenWords,
			'【',
			'】',
			'(',
			')',
			' ',
			'給水器',
			'ＡＭＡＺＯＮ',
			'ｱﾏｿﾞﾝ',
			'1.5L',
			'🎁',
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
				const clean = title(pieces.join(''));
				expect(findWords(clean, ['Amazon', 'アマゾン', '.co.jp限定'])).toEqual([]);
				expect(clean).not.toMatch(/【\s*】|\(\s*\)|[\u{10000}-\u{10FFFF}]/u);
				expect(title(clean)).toBe(clean);
			}),
			{ numRuns: 10_000 },
		);
	});
});

describe('texts that BASE can store', () => {
	it('should drop four-byte characters with what belongs to them, and tell which', () => {
		expect(cleanTitle('犬🐕‍🦺用ハーネス ❤️ 𠮷野家 𩸽', [])).toEqual({
			text: '犬用ハーネス ❤ 吉野家',
			removed: [],
			dropped: ['🐕', '🦺', '𩸽'],
		});
	});

	it('should keep the lines of a detail, and drop those that only held a forbidden word', () => {
		const detail = '■ 大容量 1.5L\r\n【Amazon限定】\r\n\r\n■ 静音';
		expect(cleanDetail(detail, defaultForbiddenWords).text).toBe('■ 大容量 1.5L\n\n■ 静音');
	});

	it('should make one line of a title', () => {
		expect(title('給水器\n 大容量\t白')).toBe('給水器 大容量 白');
	});
});
