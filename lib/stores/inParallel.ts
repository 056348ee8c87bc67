/**
 * Runs `task` over all items, at most `width` at a time, started in order; results in order. The first
 * failure stops further starts and is thrown once the running tasks have ended.
 */
export async function inParallel<Item, Result>(
	items: readonly Item[],
	width: number,
	task: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
	const results = new Array<Result>(items.length);
	let next = 0;
	let failed = false;
	const work = async () => {
		while (next < items.length && !failed) {
			const index = next++;
			try {
				results[index] = await task(items[index]!, index);
			} catch (error) {
				failed = true;
				throw error;
			}
		}
	};
	const workers = Array.from({ length: Math.min(width, items.length) }, work);
	for (const outcome of await Promise.allSettled(workers)) {
		if (outcome.status === 'rejected') throw outcome.reason;
	}
	return results;
}
