import { DateTime } from 'luxon';

/** `2026-11-24 21:05`, for people. */
export const formatTime = (ms: number, zone: string): string =>
	DateTime.fromMillis(ms, { zone }).toFormat('yyyy-MM-dd HH:mm');
