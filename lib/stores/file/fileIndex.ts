import type { BigIntStats } from 'node:fs';

/** Distinguishes two versions of a file without opening it. */
export const makeSignature = (stats: BigIntStats): string =>
	`${stats.ino}:${stats.size}:${stats.mtimeNs}`;

interface FileValue<T> {
	signature: string;
	value: T;
	weight: number;
}

/** Remembers values of unchanged files, and forgets the least recently used first. */
export class FileIndex<T> {
	readonly #entries = new Map<string, FileValue<T>>();
	#weight = 0;

	/** @param capacity largest sum of the stored weights */
	constructor(private readonly capacity: number) {}

	get(path: string, signature: string): T | undefined {
		const entry = this.#entries.get(path);
		if (entry?.signature !== signature) return undefined;
		this.#entries.delete(path);
		this.#entries.set(path, entry);
		return entry.value;
	}

	set(path: string, signature: string, value: T, weight: number): void {
		this.delete(path);
		this.#entries.set(path, { signature, value, weight });
		this.#weight += weight;
		for (const oldest of this.#entries.keys()) {
			if (this.#weight <= this.capacity) return;
			this.delete(oldest);
		}
	}

	delete(path: string): void {
		const entry = this.#entries.get(path);
		if (!entry) return;
		this.#weight -= entry.weight;
		this.#entries.delete(path);
	}

	clear(): void {
		this.#entries.clear();
		this.#weight = 0;
	}
}
