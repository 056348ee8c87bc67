import { setTimeout as delay } from 'node:timers/promises';
import { SpApiClient } from '../../lib/spApi/client';
import { OperationLimiter } from '../../lib/quota/limiter';
import { rateLimits, type SpApiOperation } from '../../lib/spApi/limits';
import { findMarketplace } from '../../lib/spApi/marketplaces';
import { TokenSource } from '../../lib/spApi/transport/token';
import { createTransport } from '../../lib/spApi/transport/transport';
import type { Simulator } from '../../simulator/start';

export interface ClientOptions {
	/** In place of the simulator's own. */
	credential?: { clientSecret?: string; refreshToken?: string };
	/** ms until an answer counts as lost; default that of production. */
	deadlineMs?: number;
	retries?: number;
	/** Milliseconds since 1970; default the process's clock, which may jump. */
	now?: () => number;
	/** Default the same each time. */
	random?: () => number;
	/** A client's pauses are so many times shorter than they say; default 1. */
	pausesOver?: number;
	/** Gives the limiter of an operation, which is then kept. */
	limiterOf: (operation: SpApiOperation) => OperationLimiter;
}

/** A client with a transport, a token and limiters of its own, as a worker process has them. */
export function clientFor(simulator: Simulator, options: ClientOptions): SpApiClient {
	const { deadlineMs, retries, pausesOver = 1, now = Date.now, random = () => 0.5 } = options;
	const credential = { ...simulator.credentials.amazon, ...options.credential };
	const transport = createTransport({
		...credential,
		marketplace: findMarketplace('JP'),
		endpointOverride: simulator.amazonUrl,
		deadlineMs,
		now,
	});
	const { requestToken } = transport;
	const limiters = new Map<SpApiOperation, OperationLimiter>();
	return new SpApiClient({
		transport,
		tokens: new TokenSource({ ...credential, requestToken, now }),
		limiterOf: (operation) => {
			const limiter = limiters.get(operation) ?? options.limiterOf(operation);
			limiters.set(operation, limiter);
			return limiter;
		},
		retries,
		sleep: async (ms, signal) => await delay(ms / pausesOver, undefined, { signal }),
		random,
	});
}

/** A limiter at a pace of its own. */
export const limiterAt = (
	operation: SpApiOperation,
	ratePerSecond: number,
	cluster?: ConstructorParameters<typeof OperationLimiter>[2],
	now: () => number = Date.now,
): OperationLimiter =>
	new OperationLimiter(
		{ ...rateLimits[operation], ratePerSecond },
		{ now, sleep: async (ms) => await delay(ms) },
		cluster,
	);
