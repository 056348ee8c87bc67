import { parseHours } from '../../../lib/health/parseHours';

describe('parseHours', () => {
	it('should read days and times as a shop owner writes them', () => {
		expect(parseHours('月-金 09:00-18:00, 土 10:00-15:00')).toEqual([
			{ from: '09:00', to: '18:00', weekdays: [1, 2, 3, 4, 5] },
			{ from: '10:00', to: '15:00', weekdays: [6] },
		]);
	});

	it('should be open always for an empty text', () => {
		expect(parseHours('')).toEqual([]);
		expect(parseHours(' 、 ')).toEqual([]);
	});

	it.each([
		['09:00-18:00', []],
		['毎日9:00-18:00', []],
		['平日 09:00-18:00', [1, 2, 3, 4, 5]],
		['週末 09:00-18:00', [6, 7]],
		['月水金 09:00-18:00', [1, 3, 5]],
		['月・水・金 09:00-18:00', [1, 3, 5]],
		['月-水土 09:00-18:00', [1, 2, 3, 6]],
		['土-月 22:00-02:00', [1, 6, 7]],
		['月曜日〜水曜日 09:00-18:00', [1, 2, 3]],
		['土曜日曜 09:00-18:00', [6, 7]],
		['日 09:00-18:00', [7]],
	])('should read %s', (text, weekdays) => {
		expect(parseHours(text)).toMatchObject([{ weekdays }]);
	});

	it('should read full-width letters, and lines instead of commas', () => {
		expect(parseHours('月－金　０９：００～１８：００\n土 10:00〜15:00')).toEqual([
			{ from: '09:00', to: '18:00', weekdays: [1, 2, 3, 4, 5] },
			{ from: '10:00', to: '15:00', weekdays: [6] },
		]);
	});

	it.each([
		['9-18', '09:00', '18:00'],
		['９－１８', '09:00', '18:00'],
		['9時-18時', '09:00', '18:00'],
		['9時から18時', '09:00', '18:00'],
		['9時半から18時15分まで', '09:30', '18:15'],
		['9:30-18', '9:30', '18:00'],
		['月-金 9-18', '09:00', '18:00'],
	])('should read the times of %s', (text, from, to) => {
		expect(parseHours(text)).toMatchObject([{ from, to }]);
	});

	it('should give days without a time the next one', () => {
		expect(parseHours('月, 水 9:00-18:00、土、日 10-15')).toEqual([
			{ from: '9:00', to: '18:00', weekdays: [1, 3] },
			{ from: '10:00', to: '15:00', weekdays: [6, 7] },
		]);
	});

	it.each([
		['平日のみ', '営業時間「平日のみ」を読めません'],
		['9-18, 土', '営業時間「土」を読めません'],
		['1-5 9:00-18:00', '曜日「1-5」を読めません'],
		['9-25', '時刻「25:00」を読めません'],
		['9', '営業時間「9」を読めません'],
		['月-金', '営業時間「月-金」を読めません'],
		['月-祝 09:00-18:00', '曜日「月-祝」を読めません'],
		['月- 09:00-18:00', '曜日「月-」を読めません'],
		['月-金 09:00-25:00', '時刻「25:00」を読めません'],
	])('should refuse %s and say how to write it', (text, message) => {
		expect(() => parseHours(text)).toThrow(message);
	});
});
