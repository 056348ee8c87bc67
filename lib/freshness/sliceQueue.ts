import type { Ranking } from './rank';

/** An item whose turn has come. */
export interface Picked {
	asin: string;
	/** It is confirmed whatever the look shows. */
	confirms: boolean;
}

/** So many confirmations are kept ready: what the two lanes take in about one batch's time. */
const READY = 26;

export interface QueueRules {
	/** Items to look at and to confirm before all others, whatever the look shows. */
	first: readonly string[];
	ranking: Ranking;
	/** Confirms items without a sign too, as far as the quota reaches. */
	confirmsAll: boolean;
}

/**
 * The items of one slice: those to look at, and those looked at that wait for their confirmation. Each gets one
 * look in a slice.
 */
export class SliceQueue {
	/** Looked at and moved, or wanted first. */
	private readonly urgent: string[] = [];
	/** Looked at, to confirm without a sign. */
	private readonly ready: string[] = [];
	private readonly looked = new Set<string>();
	private readonly first: string[];
	private readonly isFirst: ReadonlySet<string>;
	private looksAt = 0;
	private confirmationsAt = 0;
	/** In a look under way, and ready after it. */
	private coming = 0;

	constructor(private readonly rules: QueueRules) {
		this.first = [...rules.first];
		this.isFirst = new Set(rules.first);
	}

	get isUrgent(): boolean {
		return this.urgent.length > 0;
	}

	get hasConfirmations(): boolean {
		return this.urgent.length + this.ready.length > 0;
	}

	/** False while enough confirmations are ready and no look is left. */
	get hasLooks(): boolean {
		return this.first.length > 0 || this.nextLook() !== undefined || this.wants() > 0;
	}

	/** True once every item has had its look. */
	get isLookedThrough(): boolean {
		return (
			this.first.length === 0 &&
			this.nextLook() === undefined &&
			(!this.rules.confirmsAll || this.nextConfirmation() === undefined)
		);
	}

	pickLooks(count: number): Picked[] {
		const picked: Picked[] = [];
		const add = (asin: string, confirms: boolean) => {
			this.looked.add(asin);
			if (confirms) this.coming++;
			picked.push({ asin, confirms });
		};
		while (picked.length < count && this.first.length > 0) add(this.first.shift()!, true);
		while (picked.length < count && this.wants() > 0) add(this.nextConfirmation()!, true);
		for (let asin = this.nextLook(); picked.length < count && asin; asin = this.nextLook()) {
			add(asin, false);
		}
		return picked;
	}

	noteLook({ asin, confirms }: Picked, hasMoved: boolean): void {
		if (confirms) this.coming--;
		if (hasMoved || this.isFirst.has(asin)) this.urgent.push(asin);
		else if (confirms) this.ready.push(asin);
	}

	/** Items that moved come first; `isUrgent` if any of them did. */
	pickConfirmations(count: number): { asins: string[]; isUrgent: boolean } {
		const urgent = this.urgent.splice(0, count);
		const asins = [...urgent, ...this.ready.splice(0, count - urgent.length)];
		return { asins, isUrgent: urgent.length > 0 };
	}

	/** How many more confirmations the lanes could use. */
	private wants(): number {
		if (!this.rules.confirmsAll || this.nextConfirmation() === undefined) return 0;
		return Math.max(READY - this.ready.length - this.urgent.length - this.coming, 0);
	}

	private nextLook(): string | undefined {
		const { looks } = this.rules.ranking;
		while (this.looked.has(looks[this.looksAt] ?? '')) this.looksAt++;
		return looks[this.looksAt];
	}

	private nextConfirmation(): string | undefined {
		const { confirmations } = this.rules.ranking;
		while (this.looked.has(confirmations[this.confirmationsAt] ?? '')) this.confirmationsAt++;
		return confirmations[this.confirmationsAt];
	}
}
