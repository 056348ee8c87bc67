import type { Store } from '../../stores/store';
import { CountedLists } from './countedLists';
import { DeskJobs } from './deskJobs';
import { DeskRecords } from './deskRecords';

/** The desk's records. None is in a backup. */
export interface DeskLedger {
	readonly desk: DeskRecords;
	readonly deskJobs: DeskJobs;
	readonly countedLists: CountedLists;
}

/** Opens them in a store. @param now milliseconds since 1970 */
export const openDeskLedger = (store: Store, now: () => number): DeskLedger => ({
	desk: new DeskRecords(store, now),
	deskJobs: new DeskJobs(store),
	countedLists: new CountedLists(store),
});
