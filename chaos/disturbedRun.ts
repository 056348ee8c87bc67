import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, JobResult } from './job';
import { eventOf, type Slot } from './plan';
import type { WorkerProcess } from './workerProcess';
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
	const kill = eventOf(slot, 'kill');
	const meanwhile = eventOf(slot, 'meanwhile');
	const { counters } = world.simulator;
	const arrived = counters.arrived.bind(counters);
	let calls = 0;
	counters.arrived = (...call) => {
		arrived(...call);
		calls++;
		if (calls === meanwhile?.afterCalls) {
			say(`meanwhile ${world.owner.does(meanwhile.does, meanwhile.pick)}`);
		}
		if (calls !== kill?.afterCalls) return;
		if (kill.way === 'power cut') worker.kill();
		else worker.cancel();
	};
	try {
		const result = await untilDone(worker, job);
		// The service may still be carrying out what it was asked last.
		if (result === null) await sleep(50);
		return result;
	} finally {
		counters.arrived = arrived;
	}
}

/** @throws Error where the run never ends. */
async function untilDone(worker: WorkerProcess, job: Job): Promise<JobResult | null> {
	const hung = Promise.withResolvers<never>();
	const timer = setTimeout(() => {
		worker.kill();
		hung.reject(new HungError(`${job.file} was still running after ${HUNG_AFTER_MS / 1000} s`));
	}, HUNG_AFTER_MS);
	try {
		return await Promise.race([worker.run(job), hung.promise]);
	} finally {
		clearTimeout(timer);
	}
}
