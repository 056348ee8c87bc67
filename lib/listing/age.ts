import { isFuture } from './stamp';

/** Milliseconds since an ISO time; null if it is missing, unreadable or in the future. */
export function ageMs(time: string | null | undefined, now: number): number | null {
	const at = time ? Date.parse(time) : NaN;
	return Number.isNaN(at) || isFuture(at, now) ? null : Math.max(now - at, 0);
}

/** True if a time is less than `limitMs` ago; false for a missing one, and for one in the future. */
export const isYounger = (time: string | null | undefined, limitMs: number, now: number): boolean =>
	(ageMs(time, now) ?? Infinity) < limitMs;

/** `3時間`, `25分`, `2日`: rounded down to the largest unit that fits. */
export function describeAge(ms: number): string {
	const minutes = Math.floor(ms / 60_000);
	if (minutes < 60) return `${minutes}分`;
	const hours = Math.floor(minutes / 60);
	return hours < 48 ? `${hours}時間` : `${Math.floor(hours / 24)}日`;
}

/** `4時間20分`, `35分`, `2日`: hours with their minutes, rounded down. */
export function describeDuration(ms: number): string {
	const minutes = Math.floor(ms / 60_000);
	if (minutes < 60 || minutes >= 48 * 60) return describeAge(ms);
	const rest = minutes % 60;
	return `${Math.floor(minutes / 60)}時間${rest === 0 ? '' : `${rest}分`}`;
}
