import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface WriterTask {
	folder: string;
	kind: 'endless' | 'price' | 'basic_info';
	keys: number;
	/** Writes in all; counts from `first`. */
	writes: number;
	first: number;
}

export const asinOf = (index: number): string => `B${String(index).padStart(9, '0')}`;

/** A running cacheWriter.ts. */
export class WriterProcess {
	/** By ASIN: the highest count whose write was acknowledged. */
	readonly acknowledged = new Map<string, number>();
	readonly #child: ChildProcess;
	readonly #closed: Promise<unknown>;
	readonly #ready: Promise<void>;
	#errors = '';

	constructor(task: WriterTask) {
		const script = join(__dirname, 'cacheWriter.ts');
		this.#child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(task)], {
			stdio: ['pipe', 'pipe', 'pipe'],
		});
		this.#closed = once(this.#child, 'close');
		this.#child.stderr!.on('data', (data) => (this.#errors += String(data)));
		const lines = createInterface({ input: this.#child.stdout! });
		this.#ready = new Promise((resolve, reject) => {
			lines.on('line', (line) => (line === 'ready' ? resolve() : this.#note(line)));
			void this.#closed.then(() => reject(new Error(`The writer ended: ${this.#errors}`)));
		});
	}

	async start(): Promise<void> {
		await this.#ready;
		this.#child.stdin!.write('go\n');
	}

	/** Ends it in the middle of whatever it does. */
	async kill(): Promise<void> {
		this.#child.kill('SIGKILL');
		await this.#closed;
	}

	/** Waits for its own end. */
	async finish(): Promise<void> {
		await this.#closed;
		if (this.#child.exitCode !== 0) throw new Error(`The writer failed: ${this.#errors}`);
	}

	#note(line: string): void {
		const [asin, count] = line.split(' ');
		if (count === undefined) return;
		const highest = Math.max(this.acknowledged.get(asin!) ?? 0, Number(count));
		this.acknowledged.set(asin!, highest);
	}
}
