import { toPlainLine, toPlainText } from '../../../lib/spApi/catalog/plainText';

describe('toPlainText', () => {
	it.each([
		['paragraph and break', '<p>a<br>b &amp; c</p>', 'a\nb & c'],
		['a list in capitals', '<UL>\n <LI>a</LI>\n <LI>b</LI>\n</UL>', 'a\nb'],
		['two breaks', 'a<br><br/>b', 'a\n\nb'],
		['two paragraphs', '<p>a</p><p>b</p>', 'a\nb'],
		['a source line inside of a break', 'a<br>\n  b', 'a\nb'],
		['cells of a table', '<tr><td>色</td><td>赤</td></tr>', '色 赤'],
		['inline tags', '<b>軽</b>い<font color="red">箱</font>', '軽い箱'],
		['a link', '<a href="https://x.example/?a>b">ここ</a>へ', 'ここへ'],
		['a script', 'a<script>if (1 < 2) alert("<p>")</script>b', 'ab'],
		['a style', 'a<STYLE>p{color:red}</STYLE>b', 'ab'],
		['a script without content', 'a<script src="x"/>b', 'ab'],
		['a comment', 'a<!-- <p>x</p> -->b', 'ab'],
		['CDATA', '<![CDATA[a &amp; b]]>', 'a & b'],
		['a closing tag without its opening', 'a</p>b</br>c', 'a\nb\nc'],
		["Office's paste", '<o:p>a</o:p>', 'a'],
		['entities by name', '&lt;3 &quot;x&quot; 1&times;2', '<3 "x" 1×2'],
		['entities by number', '&#12354;&#x3044;&#39;', "あい'"],
		['hard blanks', '&nbsp;a&nbsp;b&nbsp;', 'a b'],
		['an entity without its end', 'MOTUL&reg 300V', 'MOTUL® 300V'],
		['markup that was escaped', '&lt;p&gt;a&lt;br&gt;b&lt;/p&gt;', 'a\nb'],
		['an entity that was escaped twice', 'a &amp;amp;amp; b', 'a & b'],
		['markup that was cut off', 'a<br>b<br', 'a\nb'],
		['a tag with attributes that was cut off', 'a<a href="https', 'a'],
		['lines of plain text', 'a\r\nb\n\nc\rd', 'a\nb\n\nc\nd'],
		['many empty lines', 'a\n\n\n\n\n\nb', 'a\n\n\nb'],
		['blanks at the ends of lines', ' a \n\t b\u3000\n', 'a\nb'],
		['control and format characters', 'a\u0000\u0007\u200b\ufeff\u202eb\u0085c', 'ab\nc'],
		['half of a surrogate pair', 'a\ud800b', 'ab'],
		['nothing', '', ''],
		['blanks and breaks alone', ' <br>&nbsp;<p> </p>\n', ''],
	])('should make plain: %s', (_what, source, plain) => {
		expect(toPlainText(source)).toBe(plain);
	});

	it.each([
		'<お徳用> 米びつ',
		'<Lサイズ>',
		'A&B対応',
		'100%',
		'a < b',
		'5<6>4',
		'幅 <b',
		'<L size="5',
		'black&notebook',
		"K's Factory「A&B」<2個>",
		'family 👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
		'{{ $json.price }} [toall] =1+1 C:\\data',
	])('should leave as it is: %s', (text) => {
		expect(toPlainText(text)).toBe(text);
	});

	it('should come to an end with a text that was escaped very often', () => {
		expect(toPlainText(`&${'amp;'.repeat(20_000)}`).length).toBeLessThan(100_000);
	});
});

describe('toPlainLine', () => {
	it('should put lines into one', () => {
		expect(toPlainLine('給水器<br>500ml\n\n 白')).toBe('給水器 500ml 白');
	});
});
