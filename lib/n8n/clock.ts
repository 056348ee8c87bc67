import { setTimeout as delay } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { SHOP_ZONE } from '../listing/stamp';

export interface Clock {
	/** Milliseconds since 1970. */
	now: () => number;
	/** The present time as ISO 8601 with the offset of the shops' time zone. */
	timestamp: () => string;
}

/**
 * The real time, as in Japan. n8n's own zone is often another: an import through the menu drops the workflow's
 * setting, and a server abroad has the zone of its place.
 */
export const getClock = (): Clock => ({
	now: Date.now,
	timestamp: () => toTimestamp(Date.now()),
});

export const toTimestamp = (ms: number): string =>
	DateTime.fromMillis(ms, { zone: SHOP_ZONE }).toISO() ?? new Date(ms).toISOString();

/** Waits, unless the person presses Stop. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
	await delay(ms, undefined, { signal });
}
