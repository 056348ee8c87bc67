import { randomBytes } from 'node:crypto';
import { DateTime } from 'luxon';
import { SHOP_ZONE } from '../../listing/stamp';

/** Returns the number of a new run, for people too: `20261124-2100-7f3a`. @param now milliseconds since 1970 */
export const makeRunId = (now: number): string =>
	`${DateTime.fromMillis(now, { zone: SHOP_ZONE }).toFormat('yyyyMMdd-HHmm')}-${randomBytes(2).toString('hex')}`;

/** True for a text that may be the number of a run. */
export const isRunId = (text: string): boolean => /^\d{8}-\d{4}-[0-9a-f]{4}$/.test(text);
