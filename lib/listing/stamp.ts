const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Milliseconds since 1970 of an ISO 8601 time with offset; null for anything else. A time without
 * offset is refused: read in the wrong zone, it would seem up to a day younger than it is.
 */
export function parseStamp(stamp: unknown): number | null {
	if (typeof stamp !== 'string' || !WITH_OFFSET.test(stamp)) return null;
	const milliseconds = Date.parse(stamp);
	return Number.isNaN(milliseconds) ? null : milliseconds;
}

/** ISO 8601 in UTC, e.g. `2026-01-02T03:04:05.678Z`. */
export const toStamp = (milliseconds: number): string => new Date(milliseconds).toISOString();
