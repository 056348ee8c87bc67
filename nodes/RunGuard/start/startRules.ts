import type { IExecuteFunctions } from 'n8n-workflow';
import { findRestMs, type Interval } from '../../../lib/ledger/runs/interval';
import type { Clock } from '../../../lib/n8n/clock';
import { isQueueMode, judgeHolder, thisProcess } from '../../../lib/n8n/liveness';
import type { PlaceFacts } from '../../../lib/shop/runs/choosePlaces';
import type { StartRules } from '../../../lib/shop/runs/startRun';
import { isOpen } from '../../../lib/health/businessHours';
import { chooseWindows, readHours } from './startHours';
import { readOptions, type StartOptions } from './startOptions';

/** The facts of a start beside the parameters of its node. */
export interface StartFacts {
	clock: Clock;
	places: PlaceFacts;
	/** How far apart the runs start; undefined = not known. */
	interval: Interval | undefined;
}

/** Returns what decides whether a run may start. */
export function readStartRules(
	context: IExecuteFunctions,
	{ clock, places, interval }: StartFacts,
): StartRules {
	const { takeOver, skipRecent, minimumMinutes } = readOptions(context);
	return {
		isOpen: isOpen(chooseWindows(readHours(context), places), clock.now()),
		minimumMinutes: findMinimumMinutes({ minimumMinutes, skipRecent }, interval),
		takesOver: takeOver === true && !isQueueMode(),
		isManual: places.isManual,
		execution: context.getExecutionId(),
		process: thisProcess,
		judgeHolder,
	};
}

/** A time that was typed wins. */
const findMinimumMinutes = (
	{ minimumMinutes = 0, skipRecent }: StartOptions,
	interval: Interval | undefined,
): number =>
	minimumMinutes > 0 || !skipRecent || !interval
		? minimumMinutes
		: Math.floor(findRestMs(interval) / 60_000);
