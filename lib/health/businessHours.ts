import { DateTime } from 'luxon';
import { SHOP_ZONE } from '../listing/stamp';

/** When a schedule may run: a list of windows in the shop's time zone; none = always. */
export interface HourWindow {
	/** `HH:mm`; the window is open from here ... */
	from: string;
	/** `HH:mm`; ... until just before here. At or before `from` = over midnight. */
	to: string;
	/** 1 = Monday ... 7 = Sunday: the day on which the window opens; empty = every day. */
	weekdays: number[];
}

const MINUTES_A_DAY = 24 * 60;

/** Returns minutes after midnight. @throws Error that names the wrong text and the right form. */
export function toMinutes(text: string): number {
	const found = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
	const minutes = found ? Number(found[1]) * 60 + Number(found[2]) : NaN;
	if (!found || Number(found[2]) > 59 || minutes > MINUTES_A_DAY) {
		throw new Error(`時刻「${text}」を読めません。09:00 のように書いてください。`);
	}
	return minutes;
}

/** Returns true if `now` (ms) is within one of the windows. */
export function isOpen(windows: readonly HourWindow[], now: number): boolean {
	if (windows.length === 0) return true;
	const local = DateTime.fromMillis(now, { zone: SHOP_ZONE });
	const minute = local.hour * 60 + local.minute;
	const today = local.weekday;
	const yesterday = today === 1 ? 7 : today - 1;
	return windows.some((window) => {
		const from = toMinutes(window.from);
		const to = toMinutes(window.to);
		const opensOn = (day: number) => window.weekdays.length === 0 || window.weekdays.includes(day);
		if (from < to) return opensOn(today) && minute >= from && minute < to;
		return (opensOn(today) && minute >= from) || (opensOn(yesterday) && minute < to);
	});
}
