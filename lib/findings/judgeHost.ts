import { makeFinding, type Finding } from './finding';

/** The n8n that runs this package, as it presents itself. */
export interface HostFacts {
	/** e.g. `2.41.1`; '' = unknown. */
	version: string;
	/** Time zone of the workflow, e.g. `Asia/Tokyo`. */
	zone: string;
	/** true if n8n keeps the data of every run that succeeds. */
	savesEachRun: boolean;
	/** Number of runs that may go on at once in a process; null = no limit. */
	concurrency: number | null;
	/** When n8n stops a run, seconds; null = never. */
	timeLimitSeconds: number | null;
	isQueueMode: boolean;
}

/** The oldest and the newest version that this package was tried on (docs/ja/install.md). */
export const triedVersions = { oldest: '2.8.4', newest: '2.41.1' } as const;

/** A sync, the watch, the weekly run, orders, the tables and a page of the desk at the same time. */
const ENOUGH_RUNS = 6;
/** A sync of 10,772 items takes 72 minutes, the weekly run less; a brake may wait out an hour of BASE. */
const LONGEST_RUN_SECONDS = 2 * 3600;
const JAPAN = new Set(['Asia/Tokyo', 'Japan']);

export function judgeHost(host: HostFacts): Finding[] {
	const { zone, savesEachRun } = host;
	return [
		makeFinding('time_zone', JAPAN.has(zone) ? 'japan' : 'other', { zone }),
		judgeVersion(host.version),
		makeFinding('saved_runs', savesEachRun ? 'saved' : 'not_saved'),
		judgeConcurrency(host),
		judgeTimeLimit(host.timeLimitSeconds),
	];
}

function judgeVersion(version: string): Finding {
	if (!/^\d+\.\d+/.test(version)) return makeFinding('n8n_version', 'unknown');
	const { oldest, newest } = triedVersions;
	const facts = { version, oldest, newest };
	if (compareVersions(version, oldest) < 0) return makeFinding('n8n_version', 'older', facts);
	// A patch of a tried minor version brings no new behaviour.
	const isNewer = compareVersions(minorOf(version), minorOf(newest)) > 0;
	return makeFinding('n8n_version', isNewer ? 'newer' : 'tried', facts);
}

const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.');

const compareVersions = (one: string, other: string): number =>
	one.localeCompare(other, 'en', { numeric: true });

function judgeConcurrency({ concurrency, isQueueMode }: HostFacts): Finding {
	const facts = { limit: concurrency ?? 0, enough: ENOUGH_RUNS, queue_mode: isQueueMode };
	if (concurrency === null || concurrency >= ENOUGH_RUNS) {
		return makeFinding('concurrency', 'enough', facts);
	}
	return makeFinding('concurrency', concurrency === 1 ? 'one' : 'few', facts);
}

function judgeTimeLimit(limit: number | null): Finding {
	if (limit === null || limit >= LONGEST_RUN_SECONDS) {
		return makeFinding('time_limit', 'long_enough', { seconds: limit ?? 0 });
	}
	return makeFinding('time_limit', 'too_short', { seconds: limit, enough: LONGEST_RUN_SECONDS });
}
