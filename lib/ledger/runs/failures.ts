import { ownValue } from '../../listing/memory';
import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';
import { isFailureToSay, type SaidFailure } from './sayFailure';

/** A failure that goes on: the same error of the same workflow. */
export interface LastingFailure extends SaidFailure {
	/** n8n's name of the workflow. */
	workflow: string;
	/** Where it stopped; null = before the first node, or unknown. */
	node: string | null;
	/** As it was the last time. */
	reason: string;
	/** Number of the run whose message about it is on its way; absent = none is. */
	offered_in?: string;
}

/** A failure, as the owner reads of it. */
export type Failing = Pick<LastingFailure, 'workflow' | 'node' | 'reason'>;

/** The failures of one mode of a shop, by workflow and kind of reason. */
interface FailureRecord {
	lasting: Record<string, LastingFailure>;
}

/** Errors that name a new thing each time must not fill the store. */
const KEPT_FAILURES = 20;

/** The failures that go on, so that the same one is told at once, after an hour, daily, and as over. */
export class Failures {
	constructor(
		private readonly store: Store,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
	) {}

	/**
	 * Notes a failure.
	 * @param name of the runs' memory
	 * @param run number of the run whose message is marked as told once it went out; null = nobody marks it
	 * @returns whether the owner should be told now; if nobody marks the message, it counts as told then
	 */
	async note(
		name: string,
		{ workflow, node, reason }: Failing,
		run: string | null = null,
	): Promise<boolean> {
		const now = this.now();
		const key = `${workflow}: ${findKind(reason)}`;
		let isToSay = false;
		await changeRecord<FailureRecord>(this.store, 'failures', name, (current) => {
			const known = ownValue(current?.lasting, key);
			isToSay = isFailureToSay(known, now);
			const { since = now, said_at = now, said = 0 } = known ?? {};
			const isTold = isToSay && run === null;
			const told = isTold ? { said_at: now, said: said + 1 } : { said_at, said };
			const offered = isToSay && run !== null ? { offered_in: run } : {};
			const entry = { workflow, node, reason, since, ...told, ...offered };
			return { lasting: keepLatest({ ...current?.lasting, [key]: entry }) };
		});
		return isToSay;
	}

	/** Notes that the message of a run about a failure went out. @param name of the runs' memory */
	async tell(name: string, run: string): Promise<void> {
		await changeRecord<FailureRecord>(this.store, 'failures', name, (current) => {
			const all = Object.entries(current?.lasting ?? {});
			if (!all.some(([, { offered_in }]) => offered_in === run)) return undefined;
			const told = all.map(([key, failure]): [string, LastingFailure] => {
				const { offered_in, ...known } = failure;
				if (offered_in !== run) return [key, failure];
				return [key, { ...known, said_at: this.now(), said: known.said + 1 }];
			});
			return { lasting: Object.fromEntries(told) };
		});
	}

	/**
	 * Ends the failures of a mode, after a success.
	 * @param ahead nodes that have not worked yet: their failures go on
	 * @returns the one that lasted longest; null if there was none, so it is told only once
	 */
	async end(name: string, ahead: ReadonlySet<string> = new Set()): Promise<LastingFailure | null> {
		let ended: LastingFailure[] = [];
		await changeRecord<FailureRecord>(this.store, 'failures', name, (current) => {
			const all = Object.entries(current?.lasting ?? {});
			const isAhead = ({ node }: LastingFailure) => node !== null && ahead.has(node);
			ended = all.flatMap(([, failure]) => (isAhead(failure) ? [] : [failure]));
			if (ended.length === 0) return undefined;
			const lasting = Object.fromEntries(all.filter(([, failure]) => isAhead(failure)));
			return Object.keys(lasting).length > 0 ? { lasting } : null;
		});
		return ended.sort((one, other) => one.since - other.since).at(0) ?? null;
	}
}

const keepLatest = (lasting: Record<string, LastingFailure>): Record<string, LastingFailure> =>
	Object.fromEntries(
		Object.entries(lasting)
			.sort(([, one], [, other]) => one.said_at - other.said_at)
			.slice(-KEPT_FAILURES),
	);

/**
 * Reduces a reason to its kind: numbers, ids and times change from run to run. A word with a digit in it
 * is one of them (`20261124-2100-7f3`, `B0006L0120`, `07:10`).
 */
export const findKind = (reason: string): string =>
	reason
		.normalize('NFKC')
		.replace(/[\w:.+-]*\d[\w:.+-]*/g, '#')
		.replace(/[#,/\s]*#[#,/\s]*/g, ' # ')
		.trim()
		.slice(0, 300);
