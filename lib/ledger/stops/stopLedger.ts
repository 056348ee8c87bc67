import type { Store } from '../../stores/store';
import { Brakes } from './brakes';
import { Pauses } from './pauses';
import { Waves } from './waves';

/** The records of what holds edits back: brakes, pauses, and waves of the same change. */
export interface StopLedger {
	readonly brakes: Brakes;
	readonly pauses: Pauses;
	readonly waves: Waves;
}

/** Opens them in a store. @param now milliseconds since 1970 */
export const openStopLedger = (store: Store, now: () => number): StopLedger => ({
	brakes: new Brakes(store, now),
	pauses: new Pauses(store, now),
	waves: new Waves(store, now),
});
