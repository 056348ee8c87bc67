/** How long an outage is waited out, counted from the first refusal, ms. */
const PATIENCE_MS = 20 * 60_000;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 120_000;

/**
 * A region of Amazon that refuses every call for a while, good credentials included (seen for 25 minutes:
 * selling-partner-api-models #2595). All executions of one credential wait together: the patience of one
 * outage is spent once, not by each chunk of a run.
 */
export class Outage {
	/** When the first refusal came, ms; null while Amazon answers. */
	private startedAt: number | null = null;

	/**
	 * Returns how long to wait after a refusal, ms; null once the patience is used up.
	 * @param waits how often this call has waited already
	 */
	waitAfter(refusedAt: number, waits: number): number | null {
		this.startedAt ??= refusedAt;
		const left = this.startedAt + PATIENCE_MS - refusedAt;
		const wanted = Math.min(FIRST_WAIT_MS * 2 ** waits, LONGEST_WAIT_MS);
		return left > 0 ? Math.min(wanted, left) : null;
	}

	/** Notes that Amazon answered. */
	end(): void {
		this.startedAt = null;
	}
}
