import type { ServiceName } from './faults';

export interface OperationCount {
	/** Calls that arrived, rejected ones included. */
	calls: number;
	/** Answers with HTTP status 400 or more. */
	rejected: number;
	/** Of those: for a used-up quota. */
	throttled: number;
	/** Calls that a fault struck. */
	faulted: number;
	/** ASINs or items asked for. */
	things: number;
	/** ms of the first and the last call. */
	first: number | null;
	last: number | null;
}

export interface WriteCount {
	edits: number;
	/** How often each field was sent. */
	fields: Record<string, number>;
}

export interface CountersSnapshot {
	services: Record<ServiceName, Record<string, OperationCount>>;
	totals: Record<ServiceName, OperationCount>;
	/** BASE calls by shop. */
	shops: Record<string, number>;
	/** BASE writes by shop and item. */
	writes: Record<string, Record<string, WriteCount>>;
	/** Access tokens given out, by `amazon` or shop. */
	tokensIssued: Record<string, number>;
}

const newCount = (): OperationCount => ({
	calls: 0,
	rejected: 0,
	throttled: 0,
	faulted: 0,
	things: 0,
	first: null,
	last: null,
});

/** Shops and fields have any name, `__proto__` among them. */
const byName = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;

const emptySnapshot = (): CountersSnapshot => ({
	services: { amazon: byName(), base: byName(), chatwork: byName() },
	totals: { amazon: newCount(), base: newCount(), chatwork: newCount() },
	shops: byName(),
	writes: byName(),
	tokensIssued: byName(),
});

/** What arrived, what was refused, what was written: the proof that tests and the bench read. */
export class Counters {
	private counts = emptySnapshot();
	/** ms of the last write, by shop and item. */
	private lastWrites = new Map<string, number>();

	/** Notes a call at its arrival. */
	arrived(service: ServiceName, operation: string, shop: string | null, now: number): void {
		for (const count of this.rows(service, operation)) {
			count.calls += 1;
			count.first ??= Math.floor(now);
			count.last = Math.floor(now);
		}
		if (shop !== null) this.counts.shops[shop] = (this.counts.shops[shop] ?? 0) + 1;
	}

	answered(service: ServiceName, operation: string, status: number, wasThrottled: boolean): void {
		for (const count of this.rows(service, operation)) {
			if (status >= 400) count.rejected += 1;
			if (wasThrottled) count.throttled += 1;
		}
	}

	faulted(service: ServiceName, operation: string): void {
		for (const count of this.rows(service, operation)) count.faulted += 1;
	}

	/** Notes how many ASINs a call asked for. */
	asked(service: ServiceName, operation: string, things: number): void {
		for (const count of this.rows(service, operation)) count.things += things;
	}

	/** Notes a write that was applied, with the fields that were sent. */
	wrote(shop: string, itemId: number, fields: readonly string[], now: number): void {
		this.lastWrites.set(`${shop}/${itemId}`, Math.floor(now));
		const items = (this.counts.writes[shop] ??= byName());
		const write = (items[itemId] ??= { edits: 0, fields: byName() });
		write.edits += 1;
		for (const field of fields) write.fields[field] = (write.fields[field] ?? 0) + 1;
	}

	issuedToken(owner: string): void {
		this.counts.tokensIssued[owner] = (this.counts.tokensIssued[owner] ?? 0) + 1;
	}

	/** Counts of one operation; zeros where it was never called. */
	of(service: ServiceName, operation: string): Readonly<OperationCount> {
		return this.counts.services[service][operation] ?? newCount();
	}

	/** Writes to one item of a shop. */
	writesOf(shop: string, itemId: number): Readonly<WriteCount> {
		return this.counts.writes[shop]?.[itemId] ?? { edits: 0, fields: {} };
	}

	/** When an item was last written, ms; null = not since the counters were reset. */
	lastWriteOf(shop: string, itemId: number): number | null {
		return this.lastWrites.get(`${shop}/${itemId}`) ?? null;
	}

	/** A copy of everything, as GET /counters gives it. */
	snapshot(): CountersSnapshot {
		return structuredClone(this.counts);
	}

	reset(): void {
		this.counts = emptySnapshot();
		this.lastWrites.clear();
	}

	private rows(service: ServiceName, operation: string): OperationCount[] {
		const operations = this.counts.services[service];
		return [this.counts.totals[service], (operations[operation] ??= newCount())];
	}
}
