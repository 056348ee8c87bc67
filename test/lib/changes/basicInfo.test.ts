import { compareBasicInfo } from '../../../lib/changes/basicInfo';

const info = {
	title_ja: '給水器',
	description_ja: 'a\nb',
	brand: 'みず',
	bullet_points: ['大容量', '静音'],
	images: ['1.jpg'],
};

describe('compareBasicInfo', () => {
	it.each([
		['nothing', {}, []],
		['the order of the bullets', { bullet_points: ['静音', '大容量'] }, []],
		['one bullet', { bullet_points: ['大容量', '静か'] }, ['detail']],
		['a bullet more', { bullet_points: ['大容量', '静音', '静音'] }, ['detail']],
		['the description', { description_ja: 'a' }, ['detail']],
		['the smaller sizes of a picture', { smaller_images: { '1.jpg': ['2.jpg'] } }, []],
	])('should tell of the right change in %s', (_what, now, kinds) => {
		expect(compareBasicInfo(info, { ...info, ...now }, null).kinds).toEqual(kinds);
	});
});
