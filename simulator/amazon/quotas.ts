import { TokenBucket } from '../buckets';

/** Amazon's published usage plans: calls a second, burst. */
export const usagePlans = {
	getItemOffersBatch: { ratePerSecond: 0.1, burst: 1 },
	getItemOffers: { ratePerSecond: 0.5, burst: 1 },
	getCompetitivePricing: { ratePerSecond: 0.5, burst: 1 },
	searchCatalogItems: { ratePerSecond: 2, burst: 2 },
	getCatalogItem: { ratePerSecond: 2, burst: 2 },
} as const;

export type AmazonOperation = keyof typeof usagePlans;

export const isAmazonOperation = (name: string): name is AmazonOperation =>
	Object.hasOwn(usagePlans, name);

/** One bucket for each operation, all times faster by `speed`; rates can change while it runs. */
export class AmazonQuotas {
	private readonly buckets: Record<AmazonOperation, TokenBucket>;

	constructor(
		private readonly speed: number,
		private readonly now: () => number,
		private readonly arrivedAt: () => number = now,
	) {
		const filled = (operation: AmazonOperation): [AmazonOperation, TokenBucket] => {
			const { ratePerSecond, burst } = usagePlans[operation];
			return [operation, new TokenBucket(ratePerSecond * speed, burst, now())];
		};
		const names = Object.keys(usagePlans) as AmazonOperation[];
		this.buckets = Object.fromEntries(names.map(filled)) as Record<AmazonOperation, TokenBucket>;
	}

	tryTake(operation: AmazonOperation): boolean {
		return this.buckets[operation].tryTake(this.now(), this.arrivedAt());
	}

	/** The rate that applies now, as the header `x-amzn-RateLimit-Limit` states it. */
	rateOf(operation: AmazonOperation): number {
		return Number(this.buckets[operation].ratePerSecond.toPrecision(8));
	}

	/** Multiplies the published rate, as Amazon does when it grants or takes quota; the header follows at once. */
	setFactor(operation: AmazonOperation, factor: number): void {
		const rate = usagePlans[operation].ratePerSecond * this.speed * factor;
		this.buckets[operation].setRate(rate, this.now());
	}
}
