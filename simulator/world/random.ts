/** A small seeded generator (mulberry32): the same seed gives the same sequence on every machine. */
export class Random {
	private state: number;

	constructor(seed: number) {
		this.state = seed >>> 0;
	}

	/** A number in [0, 1). */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) >>> 0;
		let mixed = this.state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	}

	/** A whole number from `least` to `most`, both included. */
	integer(least: number, most: number): number {
		return least + Math.floor(this.next() * (most - least + 1));
	}

	/** A number in [least, most). */
	between(least: number, most: number): number {
		return least + this.next() * (most - least);
	}

	/** True with the given probability (0 never, 1 always). */
	chance(probability: number): boolean {
		return this.next() < probability;
	}

	/** One of the values; the array must not be empty. */
	pick<Value>(values: readonly Value[]): Value {
		return values[Math.floor(this.next() * values.length)]!;
	}

	/** A shuffled copy (Fisher-Yates). */
	shuffle<Value>(values: readonly Value[]): Value[] {
		const shuffled = [...values];
		for (let index = shuffled.length - 1; index > 0; index--) {
			const other = this.integer(0, index);
			[shuffled[index], shuffled[other]] = [shuffled[other]!, shuffled[index]!];
		}
		return shuffled;
	}

	/** `length` characters out of `alphabet`. */
	text(length: number, alphabet: string): string {
		let text = '';
		for (let index = 0; index < length; index++)
			text += alphabet[this.integer(0, alphabet.length - 1)];
		return text;
	}
}

/** FNV-1a of a text, as an unsigned 32-bit number: a stable seed for what belongs to that text. */
export function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) {
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	}
	return hash >>> 0;
}
