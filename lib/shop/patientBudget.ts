import type { ShopBudget } from './ports';

const HOUR_MS = 3_600_000;
/** Added after the turn of the hour, so that BASE's clock has surely turned too. */
const LEEWAY_MS = 5_000;

export interface PatienceOptions {
	/** Milliseconds since 1970. */
	now: () => number;
	/** Throws if a person pressed Stop. */
	sleep: (ms: number) => Promise<void>;
	/** Called before each wait; `until` in ms since 1970. */
	onWait: (until: number) => void;
}

/**
 * A budget for jobs that a person started and that must finish by themselves, such as the emergency
 * brake: if the hour's calls are used up, it waits for the next hour, for at most a day. What is kept of the hour
 * for hides is theirs: an owner who tidies up must not keep a sold-out item on sale.
 */
export function patientBudget(
	budget: Pick<ShopBudget, 'take' | 'exhausted'>,
	{ now, sleep, onWait }: PatienceOptions,
): Pick<ShopBudget, 'take' | 'exhausted'> {
	return {
		take: async (calls, urgency) => {
			for (let hours = 0; hours < 24; hours++) {
				if (await budget.take(calls, urgency)) return true;
				const time = now();
				const until = time - (time % HOUR_MS) + HOUR_MS + LEEWAY_MS;
				onWait(until);
				await sleep(until - now());
			}
			return false;
		},
		exhausted: async (window) => await budget.exhausted(window),
	};
}
