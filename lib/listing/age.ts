/** Milliseconds since an ISO time; null if it is missing or unreadable. For a future time, 0. */
export function ageMs(time: string | null | undefined, now: number): number | null {
	const at = time ? Date.parse(time) : NaN;
	return Number.isNaN(at) ? null : Math.max(now - at, 0);
}

/** `3時間`, `25分`, `2日`: rounded down to the largest unit that fits. */
export function describeAge(ms: number): string {
	const minutes = Math.floor(ms / 60_000);
	if (minutes < 60) return `${minutes}分`;
	const hours = Math.floor(minutes / 60);
	return hours < 48 ? `${hours}時間` : `${Math.floor(hours / 24)}日`;
}
