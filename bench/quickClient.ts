import type { SpApiClient } from '../lib/spApi/client';
import { rateLimits } from '../lib/spApi/limits';
import type { Simulator } from '../simulator/start';
import { clientFor, limiterAt } from '../test/support/simulatedAmazon';

/** A clock that no correction of the machine's moves. */
const now = (): number => performance.timeOrigin + performance.now();

/** A client that knows from the start how much faster the simulator's quotas pass. */
export const quickClient = (simulator: Simulator, speed: number): SpApiClient =>
	clientFor(simulator, {
		now,
		random: Math.random,
		limiterOf: (operation) =>
			limiterAt(operation, rateLimits[operation].ratePerSecond * speed, undefined, now),
	});
