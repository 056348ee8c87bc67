import { randomBytes } from 'node:crypto';
import { DateTime } from 'luxon';
import { SHOP_ZONE } from '../../listing/stamp';

/** Returns the number of a new run, for people too: `20261124-2100-7f3a`. @param now milliseconds since 1970 */
export const makeRunId = (now: number): string =>
	`${DateTime.fromMillis(now, { zone: SHOP_ZONE }).toFormat('yyyyMMdd-HHmm')}-${randomBytes(2).toString('hex')}`;

/**
 * Returns a number that no remembered run has: many shops may start in the same minute.
 * @param now milliseconds since 1970
 */
export async function makeFreeRunId(
	now: number,
	history: { get: (id: string) => Promise<unknown> },
): Promise<string> {
	let id = makeRunId(now);
	while ((await history.get(id)) !== null) id = makeRunId(now);
	return id;
}

/** True for a text that may be the number of a run. */
export const isRunId = (text: string): boolean => /^\d{8}-\d{4}-[0-9a-f]{4}$/.test(text);
