/** Splits entries into chunks of `size`; the last one may be smaller. */
export function* inChunks<T>(entries: readonly T[], size: number): Iterable<T[]> {
	for (let start = 0; start < entries.length; start += size) {
		yield entries.slice(start, start + size);
	}
}
