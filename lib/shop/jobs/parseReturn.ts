import { DateTime } from 'luxon';
import { SHOP_ZONE } from '../../listing/stamp';

/** A day of return: as ISO 8601 with offset (null = none), or why it can't be one. */
export type ParsedReturn = { until: string | null } | { fault: 'unreadable' | 'past' };

/**
 * Reads the day on which closed days end. A date alone means its first moment in Japan; empty means that only a
 * release ends them.
 * @param now milliseconds since 1970
 */
export function parseReturn(typed: string, now: number): ParsedReturn {
	const text = typed.normalize('NFKC').trim();
	if (text === '') return { until: null };
	const at = DateTime.fromISO(text, { zone: SHOP_ZONE });
	if (!at.isValid) return { fault: 'unreadable' };
	return at.toMillis() <= now ? { fault: 'past' } : { until: at.toISO() };
}
