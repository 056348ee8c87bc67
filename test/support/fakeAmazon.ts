import { SpApiClient } from '../../lib/spApi/client';
import type { Offer } from '../../lib/listing/offer';
import { fetchOffers, type GetOffersOptions } from '../../lib/spApi/offers/getOffers';
import { OperationLimiter } from '../../lib/quota/limiter';
import { operations, rateLimits, type SpApiOperation } from '../../lib/spApi/limits';
import { findMarketplace } from '../../lib/spApi/marketplaces';
import { defaultOfferFilter } from '../../lib/listing/offerFilter';
import { TokenSource } from '../../lib/spApi/transport/token';
import type { ApiRequest, RawAnswer, Transport } from '../../lib/spApi/transport/transport';

/**
 * An Amazon that answers at once on Jest's fake timers, for exact figures. The bucket behind it is not
 * ours: it refuses what comes too early, as the real one does.
 */
export interface FakeAmazon {
	client: SpApiClient;
	limiterOf: (operation: SpApiOperation) => OperationLimiter;
	calls: Array<{ at: number; path: string; request: ApiRequest }>;
	/** Answers of 429. */
	rejected: () => number;
	tokensIssued: () => number;
	/** Changes the rate of an operation's bucket, as Amazon may at any moment. */
	setRate: (operation: SpApiOperation, ratePerSecond: number) => void;
}

export interface FakeAmazonOptions {
	answer?: (request: ApiRequest) => Partial<RawAnswer>;
	tokenLifeSeconds?: number;
	retries?: number;
}

const operationOf = (path: string): SpApiOperation =>
	path.startsWith('/batches')
		? 'getItemOffersBatch'
		: path.endsWith('/competitivePrice')
			? 'getCompetitivePricing'
			: path.startsWith('/catalog')
				? 'searchCatalogItems'
				: 'getItemOffers';

/** One token, refilled at a rate; starts empty, so that nothing is gained by calling early. */
class Bucket {
	private tokens = 0;
	private at = Date.now();

	constructor(private rate: number) {}

	get ratePerSecond(): number {
		return this.rate;
	}

	setRate(rate: number): void {
		this.refill();
		this.rate = rate;
	}

	take(): boolean {
		this.refill();
		if (this.tokens < 1 - 1e-9) return false;
		this.tokens -= 1;
		return true;
	}

	private refill(): void {
		const now = Date.now();
		this.tokens = Math.min(this.tokens + ((now - this.at) / 1000) * this.rate, 1);
		this.at = now;
	}
}

export function fakeAmazon(options: FakeAmazonOptions = {}): FakeAmazon {
	const calls: FakeAmazon['calls'] = [];
	const buckets = new Map(
		operations.map((operation) => [operation, new Bucket(rateLimits[operation].ratePerSecond)]),
	);
	let rejected = 0;
	let tokensIssued = 0;
	const bucketOf = (operation: SpApiOperation) => buckets.get(operation)!;
	const raw = (answer: Partial<RawAnswer>): RawAnswer => ({
		status: 200,
		headers: {},
		body: '{}',
		sentAt: Date.now(),
		answeredAt: Date.now(),
		...answer,
	});
	const transport: Transport = {
		call: async (request, _token, onSent) => {
			onSent?.();
			const operation = operationOf(request.path);
			const bucket = bucketOf(operation);
			calls.push({ at: Date.now(), path: request.path, request });
			if (!bucket.take()) {
				rejected++;
				return raw({
					status: 429,
					body: '{"errors":[{"code":"QuotaExceeded","message":"quota"}]}',
				});
			}
			const headers = { 'x-amzn-ratelimit-limit': String(bucket.ratePerSecond) };
			return raw({ headers, ...options.answer?.(request) });
		},
		requestToken: async () => {
			tokensIssued++;
			const life = options.tokenLifeSeconds ?? 3600;
			return raw({
				body: JSON.stringify({ access_token: `token-${tokensIssued}`, expires_in: life }),
			});
		},
	};
	const sleep = async (ms: number) => await new Promise<void>((resolve) => setTimeout(resolve, ms));
	const limiters = new Map<SpApiOperation, OperationLimiter>();
	const limiterOf = (operation: SpApiOperation) => {
		const limiter =
			limiters.get(operation) ??
			new OperationLimiter(rateLimits[operation], { now: Date.now, sleep });
		limiters.set(operation, limiter);
		return limiter;
	};
	const tokens = new TokenSource({
		clientId: 'client',
		clientSecret: 'secret',
		refreshToken: 'refresh',
		requestToken: transport.requestToken,
		now: Date.now,
	});
	const client = new SpApiClient({
		transport,
		tokens,
		limiterOf,
		retries: options.retries,
		sleep,
		random: () => 0.5,
	});
	return {
		client,
		limiterOf,
		calls,
		rejected: () => rejected,
		tokensIssued: () => tokensIssued,
		setRate: (operation, rate) => bucketOf(operation).setRate(rate),
	};
}

/** `B000000000`, `B000000001`, ... */
export const asins = (count: number): string[] =>
	Array.from({ length: count }, (_, index) => `B${String(index).padStart(9, '0')}`);

/** What getOffers needs besides the client. */
export const offerOptions = (amazon: FakeAmazon, lanes: { batch: boolean; single: boolean }) => ({
	client: amazon.client,
	marketplace: findMarketplace('JP'),
	filter: defaultOfferFilter,
	lanes,
	timestamp: () => new Date().toISOString(),
});

/** The offers of the two operations alone, without a second source. */
export async function offersOf(
	asins: readonly string[],
	options: GetOffersOptions,
): Promise<Map<string, Offer>> {
	const readings = await fetchOffers(asins, options);
	return new Map([...readings].map(([asin, { offer }]) => [asin, offer]));
}

/** Lets fake time pass until the work is done; gives how long it took, ms. */
export async function untilDone(work: Promise<unknown>, stepMs = 1000): Promise<number> {
	const startedAt = Date.now();
	let done = false;
	let endedAt = startedAt;
	const watched = work.finally(() => {
		done = true;
		endedAt = Date.now();
	});
	watched.catch(() => undefined);
	while (!done) await jest.advanceTimersByTimeAsync(stepMs);
	await watched;
	return endedAt - startedAt;
}
