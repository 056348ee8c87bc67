import { DateTime } from 'luxon';
import { SHOP_ZONE } from '../listing/stamp';

/** `2026-11-24 21:05`, for tables and lists, which are sorted by it. */
export const formatTime = (ms: number): string =>
	DateTime.fromMillis(ms, { zone: SHOP_ZONE }).toFormat('yyyy-MM-dd HH:mm');

/** `11/24 21:05`, for sentences about the last days. */
export const formatMoment = (ms: number): string =>
	DateTime.fromMillis(ms, { zone: SHOP_ZONE }).toFormat('MM/dd HH:mm');

/** `11/24`, for the days of a chart. */
export const formatDay = (ms: number): string =>
	DateTime.fromMillis(ms, { zone: SHOP_ZONE }).toFormat('M/d');

/** `11月30日(月) 04:00`, for what is to come. */
export const formatStart = (ms: number): string =>
	DateTime.fromMillis(ms, { zone: SHOP_ZONE }).setLocale('ja').toFormat('M月d日(ccc) HH:mm');
