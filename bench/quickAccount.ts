import { setTimeout as delay } from 'node:timers/promises';
import { SpApiClient } from '../lib/spApi/client';
import { OperationLimiter } from '../lib/spApi/limiter';
import { rateLimits, type SpApiOperation } from '../lib/spApi/limits';
import { marketplaceOf } from '../lib/spApi/marketplaces';
import { TokenSource } from '../lib/spApi/token';
import { createTransport } from '../lib/spApi/transport';
import type { Simulator } from '../simulator/start';

/** A client that knows from the start how much faster the simulator's quotas pass. */
export function quickClient(simulator: Simulator, speed: number): SpApiClient {
	const credential = simulator.credentials.amazon;
	const transport = createTransport({
		...credential,
		marketplace: marketplaceOf('JP'),
		endpointOverride: simulator.amazonUrl,
		now: () => performance.timeOrigin + performance.now(),
	});
	const now = () => performance.timeOrigin + performance.now();
	const limiters = new Map<SpApiOperation, OperationLimiter>();
	const limiterOf = (operation: SpApiOperation): OperationLimiter => {
		let limiter = limiters.get(operation);
		if (!limiter) {
			const row = rateLimits[operation];
			limiter = new OperationLimiter(
				{ ...row, ratePerSecond: row.ratePerSecond * speed },
				{ now, sleep: async (ms) => await delay(ms) },
			);
			limiters.set(operation, limiter);
		}
		return limiter;
	};
	return new SpApiClient({
		transport,
		tokens: new TokenSource({ ...credential, requestToken: transport.requestToken, now }),
		limiterOf,
		sleep: async (ms, signal) => await delay(ms, undefined, { signal }),
		random: Math.random,
	});
}
