import { DateTime } from 'luxon';
import { SHOP_ZONE } from '../../listing/stamp';

/** A day of return: as ISO 8601 with offset (null = none), or why it can't be one. */
export type ParsedReturn = { until: string | null } | { fault: 'unreadable' | 'past' | 'far' };

/** A whole date, perhaps with its weekday and a time: `2026-12-29`, `2026年12月29日(火) 9:00`. */
const DATE =
	/^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?(?:\([月火水木金土日]\))?(?:(?:T| +)(\d{1,2}:\d{2}.*))?$/;

/** A day without its year: `12/29`, `12月29日`. */
const DAY = /^(\d{1,2})(?:-|\/|月)(\d{1,2})日?(?:\([月火水木金土日]\))?$/;

/** Nobody closes a shop for longer; a year that was mistyped would close it for good. */
const LONGEST_MS = 366 * 86_400_000;

/**
 * Reads the day on which closed days end. A date alone means its first moment in Japan, a day without a year the
 * next such day; empty means that only a release ends them. A part of a date is refused: `20` is no hour of today.
 * @param now milliseconds since 1970
 */
export function parseReturn(typed: string, now: number): ParsedReturn {
	const text = typed
		.normalize('NFKC')
		.replace(/[‐‑–—−ー]/g, '-')
		.trim();
	if (text === '') return { until: null };
	const date = DATE.exec(text);
	const at = date ? toMoment(date) : findNext(DAY.exec(text), now);
	if (!at?.isValid) return { fault: 'unreadable' };
	if (at.toMillis() <= now) return { fault: 'past' };
	return at.toMillis() > now + LONGEST_MS ? { fault: 'far' } : { until: at.toISO() };
}

function toMoment([, year, month = '', day = '', time]: readonly (string | undefined)[]): DateTime {
	const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	const moment = time === undefined ? '' : `T${time.replace(/^\d:/, '0$&')}`;
	return DateTime.fromISO(`${iso}${moment}`, { zone: SHOP_ZONE });
}

/** Today counts as past: nobody closes a shop for a year by the date of today. */
function findNext(found: RegExpExecArray | null, now: number): DateTime | null {
	if (!found) return null;
	const today = DateTime.fromMillis(now, { zone: SHOP_ZONE }).startOf('day');
	const [month, day] = [Number(found[1]), Number(found[2])];
	const next = DateTime.fromObject({ year: today.year, month, day }, { zone: SHOP_ZONE });
	return next < today ? next.plus({ years: 1 }) : next;
}
