/** A row of a service's published limits. */
export interface RateLimit {
	operation: string;
	/** Tokens regained per second: calls a second in the long run. */
	ratePerSecond: number;
	/**
	 * Size of the service's bucket. We never spend more than one token at a time, so it is only
	 * informative.
	 */
	burst: number;
}
