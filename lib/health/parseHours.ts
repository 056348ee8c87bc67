import { toMinutes, type HourWindow } from './businessHours';

const DAYS = '月火水木金土日';
const EVERY_DAY: Record<string, number[]> = {
	毎日: [],
	'': [],
	平日: [1, 2, 3, 4, 5],
	週末: [6, 7],
};

const EXAMPLE = '「月-金 09:00-18:00, 土 10:00-15:00」のように書いてください';

/**
 * Reads business hours from one line of text: `月-金 09:00-18:00, 土 10:00-15:00`. Days may be left out
 * (every day), named one by one (`月水金`, `月, 水`), or 毎日, 平日, 週末. Times may be whole hours (`9-18`,
 * `9時から18時まで`). Full-width letters are read too.
 * @returns no window for an empty text: always open
 * @throws Error that names the part that can't be read
 */
export function parseHours(text: string): HourWindow[] {
	const plain = text.normalize('NFKC').replace(/[~〜‐‑–—−ー]/g, '-');
	const parts = plain.split(/[,、;\n]/).map((part) => part.trim());
	return joinDays(parts.filter((part) => part !== '')).map(parseWindow);
}

/** Days without a time of their own share the next one: `月, 水 9:00-18:00`. */
function joinDays(parts: readonly string[]): string[] {
	const joined: string[] = [];
	let days = '';
	for (const part of parts) {
		days = `${days} ${part}`.trim();
		if (!/\d/.test(part)) continue;
		joined.push(days);
		days = '';
	}
	return days === '' ? joined : [...joined, days];
}

/** `9:00`, `9`, `9時`, `9時30分` or `9時半`. */
const TIME = String.raw`\d{1,2}(?::\d{2}|時(?:\d{1,2}分|半)?)?`;
const WINDOW = new RegExp(`^(.*?)\\s*(${TIME})\\s*(?:-|から)\\s*(${TIME})(?:まで)?$`);

function parseWindow(part: string): HourWindow {
	const found = WINDOW.exec(part);
	if (!found) throw new Error(`営業時間「${part}」を読めません。${EXAMPLE}。`);
	const [, days = '', first = '', last = ''] = found;
	const [from, to] = [readTime(first), readTime(last)];
	toMinutes(from);
	toMinutes(to);
	return { from, to, weekdays: readWeekdays(days.trim(), part) };
}

function readTime(text: string): string {
	if (text.includes(':')) return text;
	const [hour = '', minute = ''] = text.replace('半', '30').split('時');
	return `${hour.padStart(2, '0')}:${minute.replace('分', '').padStart(2, '0')}`;
}

function readWeekdays(text: string, part: string): number[] {
	if (Object.hasOwn(EVERY_DAY, text)) return EVERY_DAY[text]!;
	const plain = text.replace(/曜(日(?!曜))?|[・/\s]/g, '');
	const days = new Set<number>();
	for (const piece of plain.match(/.-.|./gu) ?? []) {
		const [first, last = first] = piece.split('-').map(readDay);
		if (!first || !last) {
			throw new Error(`営業時間「${part}」の曜日「${text}」を読めません。${EXAMPLE}。`);
		}
		for (let day = first; ; day = (day % 7) + 1) {
			days.add(day);
			if (day === last) break;
		}
	}
	return [...days].sort();
}

/** 1 = Monday ... 7 = Sunday; 0 if it is not a day. */
const readDay = (name: string): number => (name === '' ? 0 : DAYS.indexOf(name) + 1);
