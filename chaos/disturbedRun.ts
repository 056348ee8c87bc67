import { setTimeout as sleep } from 'node:timers/promises';
import { PressedButton } from './buttons';
import { advanceTo } from './clock';
import type { Job, JobResult } from './job';
import { eventOf, isButton, type Slot } from './plan';
import type { JobListener, WorkerProcess } from './workerProcess';
import type { ChaosWorld } from './world';

/** Far longer than any run takes here: one that is still going waits for something that won't come. */
const HUNG_AFTER_MS = 180_000;

/** A run that never ends: a broken promise too. */
export class HungError extends Error {}

/** A run with what happens to it in its middle; null where nothing is left of it to answer. */
export async function runDisturbed(
	world: ChaosWorld,
	job: Job,
	slot: Slot,
	say: (line: string) => void,
): Promise<JobResult | null> {
	const worker = await world.workerNow();
	const { owner, chronicle, simulator } = world;
	const [kill, meanwhile] = [eventOf(slot, 'kill'), eventOf(slot, 'meanwhile')];
	const press = eventOf(slot, 'press');
	const button = press?.button ?? (isButton(slot.workflow) ? slot.workflow : null);
	const pressed = button && new PressedButton(button, slot, chronicle);
	if (!press) pressed?.begin();
	const { counters } = simulator;
	const arrived = counters.arrived.bind(counters);
	let calls = 0;
	counters.arrived = (...call) => {
		arrived(...call);
		calls++;
		if (calls === meanwhile?.afterCalls) {
			say(`meanwhile ${owner.does(meanwhile.does, meanwhile.pick)}`);
			chronicle.noticeHands();
		}
		if (calls === press?.afterCalls) {
			say(`meanwhile the owner presses ${press.button}`);
			pressed?.begin();
			worker.press(world.pressOf(press.button, slot));
		}
		if (calls !== kill?.afterCalls) return;
		if (kill.way === 'power cut') worker.kill();
		else worker.cancel();
	};
	const listener: JobListener = {
		onWaited: (now) => advanceTo(now - chronicle.skewMs),
		onPressedDone: (result) => {
			say(`beside it ${pressed?.end(result) ?? ''}`);
		},
	};
	try {
		const result = await untilDone(worker, job, listener);
		// The service may still be carrying out what it was asked last.
		if (result === null) await sleep(50);
		pressed?.end(press ? null : result);
		return result;
	} finally {
		counters.arrived = arrived;
	}
}

/** @throws Error where the run never ends. */
async function untilDone(
	worker: WorkerProcess,
	job: Job,
	listener: JobListener,
): Promise<JobResult | null> {
	const hung = Promise.withResolvers<never>();
	const timer = setTimeout(() => {
		worker.kill();
		hung.reject(new HungError(`${job.file} was still running after ${HUNG_AFTER_MS / 1000} s`));
	}, HUNG_AFTER_MS);
	try {
		return await Promise.race([worker.run(job, listener), hung.promise]);
	} finally {
		clearTimeout(timer);
	}
}
