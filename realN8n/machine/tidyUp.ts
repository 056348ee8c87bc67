import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { killEverythingStarted } from './processes';

const interruptedCode = 130;

/** Undoes what a demo did, in reverse: at its end, or at Ctrl+C. */
export class TidyUp {
	/** True once Ctrl+C broke off what was going on: errors that follow from it are no news. */
	isBrokenOff = false;
	private readonly stops: Array<() => Promise<void>> = [];
	private readonly folders: string[] = [];
	private running: Promise<void> | null = null;
	private endWaiting: (() => void) | null = null;

	constructor() {
		const hear = (): void => {
			if (this.endWaiting) this.endWaiting();
			else void this.breakOff();
		};
		process.on('SIGINT', hear);
		process.on('SIGTERM', hear);
		process.on('exit', () => this.leaveNothing());
	}

	stopAtEnd(stop: () => Promise<void>): void {
		this.stops.unshift(stop);
	}

	removeAtEnd(folder: string): void {
		this.folders.push(folder);
	}

	/** Resolves at Ctrl+C, which from here on is a good end. */
	async untilAsked(): Promise<void> {
		await new Promise<void>((resolve) => {
			this.endWaiting = resolve;
		});
	}

	/** Stops and removes everything; a second call waits for the first. */
	async now(): Promise<void> {
		this.running ??= this.undo();
		await this.running;
	}

	/** What was under way at Ctrl+C may have gone on for a moment while the rest was undone. */
	private leaveNothing(): void {
		killEverythingStarted();
		for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
	}

	private async breakOff(): Promise<void> {
		this.isBrokenOff = true;
		await this.now();
		process.exit(interruptedCode);
	}

	private async undo(): Promise<void> {
		for (const stop of this.stops) await stop();
		killEverythingStarted();
		for (const folder of this.folders) {
			await rm(folder, { recursive: true, force: true, maxRetries: 5 });
		}
	}
}
