/** A matter that waits for the owner is told again after this time. */
const SAY_AGAIN_MS = 23 * 3_600_000;

/**
 * Whether the owner should be told again of what was told at `saidAt`. A clock that was ahead must not
 * keep the owner from hearing of it.
 * @param saidAt ISO 8601 with offset; null or absent = not told yet
 * @param now milliseconds since 1970
 */
export const isToSayAgain = (saidAt: string | null | undefined, now: number): boolean =>
	!saidAt || Math.abs(now - Date.parse(saidAt)) >= SAY_AGAIN_MS;
