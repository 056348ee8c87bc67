import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Simulator } from '../../simulator/start';

const REQUEST_STARTS = 'http.client.request.start';

/** Requests to the file system or a socket whose answer is under way. */
const UNDER_WAY = /^FS|Req|^TCPConnect|^Write|^Shutdown/;

/** Tells whether something is under way in this process that no timer ends. */
export class OpenWork {
	/** Requests without a whole answer yet. */
	private requests = 0;
	/** Those of them that wait in a simulator, until their answer's time has come. */
	private waiting = 0;
	private slowest = 0;

	constructor() {
		subscribe(REQUEST_STARTS, this.noteRequest);
	}

	/** The request that took longest, ms: a clock that jumps too soon makes it longer than the services are. */
	get slowestMs(): number {
		return this.slowest;
	}

	readonly isBusy = (): boolean =>
		this.requests > this.waiting ||
		process.getActiveResourcesInfo().some((name) => UNDER_WAY.test(name));

	/** Counts the calls that wait in this simulator; to be called before its first call. */
	watch({ counters }: Simulator): void {
		const { arrived, answered } = counters;
		counters.arrived = (...call) => {
			this.waiting++;
			arrived.apply(counters, call);
		};
		counters.answered = (...call) => {
			this.waiting--;
			answered.apply(counters, call);
		};
	}

	close(): void {
		unsubscribe(REQUEST_STARTS, this.noteRequest);
	}

	private readonly noteRequest = (message: unknown): void => {
		this.requests++;
		const begun = Date.now();
		(message as { request: ClientRequest }).request.once('close', () => {
			this.requests--;
			this.slowest = Math.max(this.slowest, Date.now() - begun);
		});
	};
}
