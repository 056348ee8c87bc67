import { editsMade, type Observation, operationsOf, rejectedCalls } from './observe';

/** One run in figures, as --json gives them. */
export interface RunFigures {
	dry_run: boolean;
	/** Items whose offers were asked of Amazon. */
	fetched: number;
	/** Items about which Amazon said nothing usable. */
	unknown: number;
	/** Calls by operation, of all services. */
	calls: Record<string, number>;
	/** From Amazon's first to its last call, in seconds of the sped-up world. */
	simulated_seconds: number;
	/** Moves at Amazon that were reported. */
	changed: number;
	/** Edits that BASE carried out. */
	edits: number;
	/** As it arrived; null where there was nothing to say. */
	chatwork_message: string | null;
}

export interface DemoFigures {
	rejected: number;
	runs: RunFigures[];
}

const operationName = (key: string): string => key.split(' ')[1]!;

export function simulatedSeconds({ counters }: Observation, speed: number): number {
	const { first, last } = counters.services.amazon.getItemOffersBatch ?? {
		first: null,
		last: null,
	};
	return first === null || last === null ? 0 : Math.round(((last - first) / 1000) * speed);
}

export function figuresOf(seen: Observation, speed: number): RunFigures {
	const operations = [...operationsOf(seen)];
	return {
		dry_run: seen.isDryRun,
		fetched: seen.summary.fetched,
		unknown: seen.summary.unknown,
		calls: Object.fromEntries(operations.map(([key, { calls }]) => [operationName(key), calls])),
		simulated_seconds: simulatedSeconds(seen, speed),
		changed: seen.summary.changed,
		edits: editsMade(seen),
		chatwork_message: seen.messages[0] ?? null,
	};
}

export const demoFigures = (runs: readonly Observation[], speed: number): DemoFigures => ({
	rejected: runs.reduce((sum, seen) => sum + rejectedCalls(seen), 0),
	runs: runs.map((seen) => figuresOf(seen, speed)),
});
