import type { Simulator } from '../../simulator/start';

/** ms that a call takes at Amazon's rates, and about what one takes at BASE, where they follow each other. */
const AMAZON_MS: Record<string, number> = {
	getItemOffersBatch: 10_000,
	getItemOffers: 2_000,
	getCompetitivePricing: 2_000,
};
const BASE_MS = 200;

export interface PacedClock {
	/** ms since 1970, with fractions: at a million times Amazon's speed a quota needs them. */
	now: () => number;
	/** Lets the time pass until then; a time that is past already changes nothing. */
	passUntil: (time: number) => void;
	/** From now on each call to the simulator takes the time that it would take at the real services. */
	pace: (simulator: Simulator, onTime: (now: number) => void) => void;
	/** Amazon's quotas fill side by side, and each work finds them full: call it before one. */
	beginWork: () => void;
}

/**
 * A time of day for a test whose days pass in seconds. It begins at the next full hour, because BASE counts
 * by the hour of the clock.
 */
export function openPacedClock(): PacedClock {
	const realNow = Date.now;
	let passed = 0;
	const now = () => performance.timeOrigin + performance.now() + passed;
	const spy = jest.spyOn(Date, 'now').mockImplementation(() => Math.floor(now()));
	const passUntil = (time: number) => void (passed += Math.max(0, time - now()));
	passUntil(Math.ceil(realNow() / 3_600_000) * 3_600_000);
	let amazon: Record<string, number> = {};
	let spent = 0;
	/** The busiest quota decides how long it takes. */
	const spendAmazon = (operation: string) => {
		amazon[operation] = (amazon[operation] ?? 0) + (AMAZON_MS[operation] ?? 0);
		const longest = Math.max(...Object.values(amazon));
		passed += Math.max(0, longest - spent);
		spent = Math.max(longest, spent);
	};
	return {
		now,
		passUntil,
		beginWork: () => {
			// Jest keeps a record of each call: of a week's, gigabytes.
			spy.mockClear();
			amazon = {};
			spent = 0;
		},
		pace: ({ counters }, onTime) => {
			const arrived = counters.arrived.bind(counters);
			counters.arrived = (service, operation, ...rest) => {
				if (service === 'amazon') spendAmazon(operation);
				if (service === 'base') passed += BASE_MS;
				onTime(now());
				arrived(service, operation, ...rest);
			};
		},
	};
}
