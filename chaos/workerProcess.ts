import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
	CREDENTIALS_FILE,
	type FromWorker,
	type Job,
	type JobResult,
	type RunResult,
	type Start,
	type ToWorker,
} from './job';

/** Told of what happens while a job is running. */
export interface JobListener {
	/** @param now the process's clock, ms since 1970 */
	onWaited: (now: number) => void;
	/** A form's job beside it is over. */
	onPressedDone: (result: RunResult) => void;
}

/** A running worker.ts. */
export class WorkerProcess {
	readonly #child: ChildProcess;
	readonly #ready: Promise<void>;
	readonly #closed: Promise<unknown>;
	#errors = '';
	#isAlive = true;
	#listener: JobListener | null = null;

	constructor(userFolder: string, credentialsFile: string) {
		this.#child = fork(join(__dirname, 'worker.ts'), [], {
			execArgv: ['--require', 'tsx/cjs'],
			env: { ...process.env, N8N_USER_FOLDER: userFolder, [CREDENTIALS_FILE]: credentialsFile },
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
		});
		this.#child.on('message', (message: FromWorker) => {
			if (message.kind === 'waited') this.#listener?.onWaited(message.now);
			if (message.kind === 'pressed done') this.#listener?.onPressedDone(message.result);
		});
		this.#child.stderr!.on('data', (data) => (this.#errors += String(data)));
		this.#closed = once(this.#child, 'close').finally(() => (this.#isAlive = false));
		this.#ready = this.#heard('ready').then(() => undefined);
		// Whoever waits for it hears of it; a spare one that nobody waits for must not end the harness.
		this.#ready.catch(() => undefined);
	}

	get isAlive(): boolean {
		return this.#isAlive;
	}

	/** Null where it was killed meanwhile. @throws Error where it died of itself. */
	async run(job: Job, listener: JobListener): Promise<JobResult | null> {
		await this.#ready;
		const done = this.#heard('done');
		this.#listener = listener;
		this.#tell({ kind: 'run', job });
		const answer = await done.finally(() => (this.#listener = null));
		return answer?.kind === 'done' ? answer.result : null;
	}

	/** As the owner who sends a form while a run is under way. */
	press(start: Start): void {
		if (this.#isAlive) this.#tell({ kind: 'press', start });
	}

	/** As Stop in n8n does: what is under way may still end. */
	cancel(): void {
		if (this.#isAlive) this.#tell({ kind: 'cancel' });
	}

	/** As a power cut does: nothing more happens in it. */
	kill(): void {
		this.#child.kill('SIGKILL');
	}

	async end(): Promise<void> {
		this.kill();
		await this.#closed;
	}

	#tell(message: ToWorker): void {
		this.#child.send(message);
	}

	async #heard(kind: FromWorker['kind']): Promise<FromWorker | null> {
		return await new Promise((resolve, reject) => {
			const listen = (message: FromWorker) => {
				if (message.kind !== kind) return;
				this.#child.off('message', listen);
				resolve(message);
			};
			this.#child.on('message', listen);
			void this.#closed.then(() =>
				this.#child.signalCode === 'SIGKILL'
					? resolve(null)
					: reject(new Error(`The worker ended: ${this.#errors.slice(-2000)}`)),
			);
		});
	}
}
