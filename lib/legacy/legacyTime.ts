import { DateTime } from 'luxon';

/** The time when a part of the older tools' data was written. */
export interface LegacyTime {
	ms: number;
	/** true if only the file's own time was available, which a copy of the file renews. */
	isWeak: boolean;
}

/**
 * Parses the older tools' local time without offset (Python's naive ISO format, which omits microseconds
 * of 0), from machines set to Japanese time. Null if it is not a time, or in the future.
 */
export function parseLegacyTime(value: unknown, zone: string, now: number): LegacyTime | null {
	if (typeof value !== 'string' || value.trim() === '') return null;
	const time = DateTime.fromISO(value.trim().replace(' ', 'T'), { zone });
	if (!time.isValid || time.toMillis() > now) return null;
	return { ms: time.toMillis(), isWeak: false };
}

/** Returns ISO 8601 with the zone's offset, e.g. `2025-11-21T14:46:56.703+09:00`. */
export const toLegacyStamp = ({ ms }: LegacyTime, zone: string): string => {
	const stamp = DateTime.fromMillis(ms, { zone }).toISO();
	if (stamp === null) throw new RangeError(`No such time zone: ${zone}`);
	return stamp;
};

export const isTimeZone = (zone: string): boolean => DateTime.local({ zone }).isValid;
