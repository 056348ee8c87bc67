import { DateTime } from 'luxon';

/** When a piece of the older tools' data was written. */
export interface LegacyTime {
	ms: number;
	/** Only the file's own time was left to go by, and a copy of the file renews that. */
	isWeak: boolean;
}

/**
 * The older tools wrote local time without offset (Python's naive ISO format, microseconds left out
 * where they are 0), on machines set to Japanese time. Null for what is no time, or lies ahead.
 */
export function parseLegacyTime(value: unknown, zone: string, now: number): LegacyTime | null {
	if (typeof value !== 'string' || value.trim() === '') return null;
	const time = DateTime.fromISO(value.trim().replace(' ', 'T'), { zone });
	if (!time.isValid || time.toMillis() > now) return null;
	return { ms: time.toMillis(), isWeak: false };
}

/** ISO 8601 with the zone's offset, e.g. `2025-11-21T14:46:56.703+09:00`. */
export const toLegacyStamp = ({ ms }: LegacyTime, zone: string): string => {
	const stamp = DateTime.fromMillis(ms, { zone }).toISO();
	if (stamp === null) throw new RangeError(`No such time zone: ${zone}`);
	return stamp;
};

export const isTimeZone = (zone: string): boolean => DateTime.local({ zone }).isValid;
