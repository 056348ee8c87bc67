import { cacheInvariants } from './cacheInvariants';
import { installClock, realNow, setClock } from './clock';
import { HungError } from './disturbedRun';
import type { Broken, Cycle } from './facts';
import type { Happening } from './happenings';
import { journalInvariants } from './journalInvariants';
import { GateInvariants } from './gateInvariants';
import { MessageInvariants } from './messageInvariants';
import { eventOf, type Slot } from './plan';
import { runSlot } from './runSlot';
import { shopInvariants } from './shopInvariants';
import { ChaosWorld } from './world';

/** Ahead of the file system's own clock, however far a jump goes back: its times can't be shifted. */
const AHEAD_MS = 24 * 3_600_000;

export interface SeedOutcome {
	/** The first promises that were not kept, all of one run; empty where all were. */
	broken: Broken[];
	/** Place in the plan of the run that broke them; null where none did. */
	brokenAt: number | null;
	/** What happened, line by line. */
	story: string[];
	runs: number;
	healthyRuns: number;
	/** Runs that were broken off. */
	kills: number;
	/** Brakes that ended well. */
	brakes: number;
	edits: number;
	messages: number;
}

export interface SeedOptions {
	seed: number;
	items: number;
	plan: readonly Slot[];
	/** Told each line of the story as it happens. */
	tell?: (line: string) => void;
	/** After each run, before it is judged: where tests break a promise on purpose. */
	meddle?: (world: ChaosWorld, slot: number) => void;
}

/** Lives through a plan and stops at the first run that breaks a promise. */
export async function runSeed({
	seed,
	items,
	plan,
	tell,
	meddle,
}: SeedOptions): Promise<SeedOutcome> {
	installClock(realNow() + AHEAD_MS);
	setClock(realNow() + AHEAD_MS);
	const world = await ChaosWorld.open(
		seed,
		items,
		plan.some((slot) => eventOf(slot, 'kill') !== undefined),
	);
	const story: string[] = [];
	const judges = [new MessageInvariants(), new GateInvariants()];
	const outcome: SeedOutcome = {
		broken: [],
		brokenAt: null,
		story,
		runs: 0,
		healthyRuns: 0,
		kills: 0,
		brakes: 0,
		edits: 0,
		messages: 0,
	};
	const clocks = { latest: Date.now(), wrongAt: -Infinity };
	let slotNumber = 0;
	try {
		for (const slot of plan) {
			slotNumber = slot.number;
			const say = (text: string) => {
				const line = `${new Date().toISOString().slice(0, 16)} #${slot.number} ${text}`;
				story.push(line);
				tell?.(line);
			};
			for (const cycle of await runSlot(world, slot, clocks, { say, meddle })) {
				count(outcome, cycle);
				const broken = judge(cycle, judges);
				if (broken.length > 0) return { ...outcome, broken, brokenAt: slot.number };
			}
		}
		return outcome;
	} catch (error) {
		if (!(error instanceof HungError)) throw error;
		const broken = [{ invariant: 'a run never ends', detail: error.message }];
		return { ...outcome, broken, brokenAt: slotNumber };
	} finally {
		await world.close();
	}
}

const judge = (
	cycle: Cycle,
	judges: ReadonlyArray<{ check(cycle: Cycle): Broken[] }>,
): Broken[] => [
	...shopInvariants(cycle),
	...cacheInvariants(cycle),
	...journalInvariants(cycle),
	...judges.flatMap((each) => each.check(cycle)),
];

function count(outcome: SeedOutcome, { result, isHealthy, after, happenings }: Cycle): void {
	outcome.runs++;
	if (isHealthy) outcome.healthyRuns++;
	if (result === null || result.status === 'canceled') outcome.kills++;
	outcome.brakes += happenings.filter(isBrakedWell).length;
	outcome.edits = [...after.writes.values()].reduce((sum, edits) => sum + edits, 0);
	outcome.messages = after.messages.length;
}

const isBrakedWell = (happening: Happening): boolean =>
	happening.kind === 'ended' && happening.button === 'brake' && happening.how === 'well';
