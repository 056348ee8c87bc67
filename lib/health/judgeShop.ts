import type { DeskJob } from '../ledger/desk/deskJobs';
import type { Alarm, HealthRules } from '../ledger/heartbeat';
import type { Pause } from '../ledger/stops/pauses';
import type { RunRecord } from '../ledger/runs/runRecords';
import type { WatchedRuns } from './health';

/** One thing that keeps a shop from standing well, with its facts. */
export type Matter =
	/** `watched`: the schedule that the alarm is about; `rules`: the expectations that it does not meet. */
	| { kind: 'alarm'; alarm: Alarm; watched: WatchedRuns; rules: HealthRules }
	/** The last run of a schedule, which did not end well; `edits` of it may be in the shop. */
	| { kind: 'broken_run'; record: RunRecord; edits: number }
	/**
	 * Writing is stopped until a person releases the brake, or until a day of return (ISO 8601). `visible`: items that
	 * are on sale all the same; null = the shop's list was never read.
	 */
	| { kind: 'brake'; until: string | null; visible: number | null }
	/** n8n never began what the owner asked for at the desk. */
	| { kind: 'lost_job'; job: DeskJob }
	| { kind: 'pause'; pause: Pause }
	/** Open questions, and the items that they are about. */
	| { kind: 'questions'; questions: number; items: number }
	/** Rules that wait for the owner's approval. */
	| { kind: 'proposals'; count: number }
	/** Notices whose message never went out. */
	| { kind: 'untold'; count: number }
	/** Nothing was ever written to the shop. */
	| { kind: 'test_run' }
	/** No run ever took the whole shop. */
	| { kind: 'never_ran' };

export type Tone = 'good' | 'warn' | 'bad';

/** How a shop stands, and why: the gravest matter first. */
export interface Standing {
	tone: Tone;
	matters: Matter[];
}

/** Gravest first. `bad`: something is wrong; `warn`: the owner is waited for, or stopped it themselves. */
const gravity: ReadonlyArray<readonly [Matter['kind'], Tone]> = [
	['alarm', 'bad'],
	['broken_run', 'bad'],
	['lost_job', 'bad'],
	['brake', 'warn'],
	['pause', 'warn'],
	['questions', 'warn'],
	['proposals', 'warn'],
	['untold', 'warn'],
	['test_run', 'warn'],
	['never_ran', 'warn'],
];

const rankOf = ({ kind }: Matter): number => gravity.findIndex(([each]) => each === kind);

/** Judges a shop by its gravest matter, so that the whole never looks better than a part. */
export function judgeShop(matters: readonly Matter[]): Standing {
	const sorted = matters.toSorted((one, other) => rankOf(one) - rankOf(other));
	const [worst] = sorted;
	return { tone: worst ? gravity[rankOf(worst)]![1] : 'good', matters: sorted };
}
