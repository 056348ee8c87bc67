import type { Store } from '../../stores/store';
import { Copies } from './copies';
import { Failures } from './failures';
import { Leases } from './leases';
import { RunRecords } from './runRecords';
import { Runs } from './runs';

/** The records of runs: who runs now, what each did, what failed, and the copies of the data. */
export interface RunLedger {
	readonly leases: Leases;
	readonly runs: Runs;
	readonly history: RunRecords;
	readonly failures: Failures;
	readonly copies: Copies;
}

/** Opens them in a store. @param now milliseconds since 1970 */
export const openRunLedger = (store: Store, now: () => number): RunLedger => ({
	leases: new Leases(store, now),
	runs: new Runs(store),
	history: new RunRecords(store),
	failures: new Failures(store, now),
	copies: new Copies(store, now),
});
