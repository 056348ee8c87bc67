import { DateTime } from 'luxon';

/** Where BASE's shops are. */
export const SHOP_ZONE = 'Asia/Tokyo';

/** `2026-11-24 21:05`, for tables and lists, which are sorted by it. @param zone e.g. `Asia/Tokyo` */
export const formatTime = (ms: number, zone: string): string =>
	DateTime.fromMillis(ms, { zone }).toFormat('yyyy-MM-dd HH:mm');

/** `11/24 21:05`, for sentences about the last days. @param zone e.g. `Asia/Tokyo` */
export const formatMoment = (ms: number, zone: string): string =>
	DateTime.fromMillis(ms, { zone }).toFormat('MM/dd HH:mm');
