/** Milliseconds that a task took. */
export async function timed(task: () => Promise<unknown>): Promise<number> {
	const startedAt = performance.now();
	await task();
	return performance.now() - startedAt;
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = Math.floor(sorted.length / 2);
	if (sorted.length % 2 === 1) return sorted[middle]!;
	return (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Times of several tasks, each run once a round, so that a slow moment of the machine meets all. */
export async function medianTimes<Name extends string>(
	tasks: Record<Name, (round: number) => Promise<unknown>>,
	rounds: number,
): Promise<Record<Name, number>> {
	const names = Object.keys(tasks) as Name[];
	const times = Object.fromEntries(
		names.map((name) => [name, [] as number[]]),
	) as unknown as Record<Name, number[]>;
	for (let round = 0; round < rounds; round++) {
		for (const name of names) times[name].push(await timed(() => tasks[name](round)));
	}
	return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<
		Name,
		number
	>;
}
