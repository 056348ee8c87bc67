import { setTimeout as sleep } from 'node:timers/promises';
import { advanceTo } from './clock';
import type { Cycle } from './facts';
import type { Job, JobResult } from './job';
import { observe } from './observe';
import { isTrouble, type ChaosEvent, type Slot, type WorkflowName } from './plan';
import type { WorkerProcess } from './workerProcess';
import { SHOP, type ChaosWorld } from './world';

const HOUR_MS = 3_600_000;
/** Longer than a lease lives, shorter than the sync's TTL: a restart goes on where it was killed. */
const RESTART_MS = 11 * 60_000;

const files: Record<WorkflowName, { file: string; schedule: string }> = {
	sync: { file: 'price-stock-sync.json', schedule: '3時間ごと' },
	watch: { file: 'price-watch.json', schedule: '30分ごと' },
	weekly: { file: 'basic-info-weekly.json', schedule: '毎週日曜4時' },
};
/** Until then every token of that time has been renewed. */
const RUNS_WITH_WRONG_EXPIRY = 12;
const RESTART_TRIGGER = 'n8n起動時';

type EventOf<Kind extends ChaosEvent['kind']> = Extract<ChaosEvent, { kind: Kind }>;

const eventOf = <Kind extends ChaosEvent['kind']>(slot: Slot, kind: Kind) =>
	slot.events.find((event): event is EventOf<Kind> => event.kind === kind);

export interface SlotPorts {
	/** Adds a line to the story. */
	say: (line: string) => void;
	/** Called after each run, before it is looked at. */
	meddle?: (world: ChaosWorld, slot: number) => void;
}

/** What the workers' clocks have been through. */
export interface Clocks {
	/** The latest time that any run so far took for now, ms. */
	latest: number;
	/** Place in the plan of the last run with a wrong clock. */
	wrongAt: number;
}

/** What one slot of the plan came to: a run, or two where a killed one was started again. */
export async function runSlot(
	world: ChaosWorld,
	slot: Slot,
	clocks: Clocks,
	{ say, meddle }: SlotPorts,
): Promise<Cycle[]> {
	advanceTo(Date.now() + slot.hours * HOUR_MS);
	for (const event of slot.events) happen(world, event, say);
	const first = await runOnce(world, slot, clocks, { say, meddle });
	world.simulator.faults.clear();
	if (eventOf(slot, 'disconnect')) {
		world.connect();
		say('the owner connects the shop again');
	}
	const kill = eventOf(slot, 'kill');
	if (!kill?.restarts || slot.workflow === 'watch') return [first];
	advanceTo(Date.now() + RESTART_MS);
	say('n8n starts again');
	const again = { ...slot, events: [] };
	const second = await runOnce(world, again, clocks, { say, meddle }, RESTART_TRIGGER);
	return [first, second];
}

function happen({ simulator, owner }: ChaosWorld, event: ChaosEvent, say: (line: string) => void) {
	switch (event.kind) {
		case 'market': {
			const moves = simulator.world.advance({ share: event.share });
			return say(
				`Amazon: ${moves.map(({ asin, after }) => `${asin} ${after.price ?? after.status}`).join(', ')}`,
			);
		}
		case 'owner':
			return say(owner.does(event.does, event.pick));
		case 'sale':
			return say(owner.buys(event.pick));
		case 'fault':
			simulator.faults.add(event.rule);
			return say(`fault: ${JSON.stringify(event.rule)}`);
		case 'disconnect':
			simulator.faults.add({ kind: 'expireTokens', service: 'base', operation: 'items' });
			simulator.faults.add({ kind: 'revokeRefreshToken', service: 'base' });
			return say('BASE revokes the connection');
		default:
			return say(JSON.stringify(event));
	}
}

async function runOnce(
	world: ChaosWorld,
	slot: Slot,
	clocks: Clocks,
	{ say, meddle }: SlotPorts,
	startNode = files[slot.workflow].schedule,
): Promise<Cycle> {
	const { simulator, owner } = world;
	const skewMs = (eventOf(slot, 'clock')?.hours ?? 0) * HOUR_MS;
	const truth = new Map(
		[...simulator.world.products.keys()].map((asin) => [asin, simulator.world.truth(asin)]),
	);
	const before = await observe(simulator, SHOP, world.cacheFolder);
	const startedAt = Date.now() + skewMs;
	const job: Job = {
		file: files[slot.workflow].file,
		startNode,
		settings: world.settings(),
		now: startedAt,
		fullDisk: eventOf(slot, 'full disk'),
	};
	const result = await runOrKill(world, job, eventOf(slot, 'kill'));
	// A run that was killed may have waited, and so moved its clock on.
	const endedAt = result?.endedAt ?? startedAt + HOUR_MS;
	clocks.latest = Math.max(clocks.latest, endedAt);
	if (skewMs !== 0) clocks.wrongAt = slot.number;
	if (result) advanceTo(endedAt - skewMs);
	meddle?.(world, slot.number);
	const after = await observe(simulator, SHOP, world.cacheFolder);
	say(tell(slot, result));
	const isQuiet = !slot.events.some(isTrouble);
	const isGood = result?.status === 'success' && !result.isSkipped;
	return {
		number: slot.number + (startNode === RESTART_TRIGGER ? 0.5 : 0),
		workflow: slot.workflow,
		before,
		after,
		truth,
		result,
		isHealthy: isQuiet && isGood && isDone(result),
		isLiedTo: eventOf(slot, 'fault')?.rule.kind === 'falselySoldOut',
		mayRepeat: !isGood || slot.events.some(disturbsMessages),
		ownersHidden: new Set(owner.hidden),
		latestClock: clocks.latest,
		wasSetBack: slot.number - clocks.wrongAt <= RUNS_WITH_WRONG_EXPIRY,
	};
}

const isDone = ({ summary }: JobResult): boolean =>
	(summary?.failed ?? 0) === 0 && (summary?.deferred ?? 0) === 0;

const disturbsMessages = (event: ChaosEvent): boolean =>
	event.kind === 'kill' ||
	event.kind === 'full disk' ||
	event.kind === 'clock' ||
	(event.kind === 'fault' &&
		(event.rule.kind === 'chatworkDown' || event.rule.service === 'chatwork'));

const tell = ({ workflow }: Slot, result: JobResult | null): string =>
	result === null
		? `${workflow}: killed`
		: `${workflow}: ${result.isSkipped ? 'skipped' : result.status}${result.error ? ` at ${result.lastNode}: ${result.error}` : ''}${
				result.summary
					? `, ${result.summary.total} items, unknown ${result.summary.unknown}, changed ${result.summary.changed}, edited ${result.summary.edited}, failed ${result.summary.failed}, deferred ${result.summary.deferred}`
					: ''
			}`;

/** Far longer than any run takes here: one that is still going waits for something that won't come. */
const HUNG_AFTER_MS = 180_000;

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

/** A run that never ends: a broken promise too. */
export class HungError extends Error {}

/** Breaks the run off while its n-th call is under way; null where nothing is left of it to answer. */
async function runOrKill(
	world: ChaosWorld,
	job: Job,
	kill: EventOf<'kill'> | undefined,
): Promise<JobResult | null> {
	const worker = await world.workerNow();
	if (!kill) return await untilDone(worker, job);
	const { counters } = world.simulator;
	const arrived = counters.arrived.bind(counters);
	let left = kill.afterCalls;
	counters.arrived = (...call) => {
		arrived(...call);
		if (--left !== 0) return;
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
