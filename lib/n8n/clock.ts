import { setTimeout as delay } from 'node:timers/promises';
import { DateTime } from 'luxon';
import type { IExecuteFunctions } from 'n8n-workflow';

export interface Clock {
	/** Milliseconds since 1970. */
	now: () => number;
	/** The present time as ISO 8601 with the offset of the workflow's time zone. */
	timestamp: () => string;
	/** The workflow's time zone, e.g. `Asia/Tokyo`. */
	zone: string;
}

/** The real time, in the workflow's time zone. */
export function getClock(context: Pick<IExecuteFunctions, 'getTimezone'>): Clock {
	const zone = context.getTimezone();
	return { now: Date.now, timestamp: () => toTimestamp(Date.now(), zone), zone };
}

export const toTimestamp = (ms: number, zone: string): string =>
	DateTime.fromMillis(ms, { zone }).toISO() ?? new Date(ms).toISOString();

/** Waits, unless the person presses Stop. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
	await delay(ms, undefined, { signal });
}
