import { isButton, type ChaosEvent, type Slot } from './plan';
import { runSeed, type SeedOptions, type SeedOutcome } from './runSeed';

type Cut = (plan: readonly Slot[]) => Slot[];

const without = (test: (event: ChaosEvent) => boolean): Cut => {
	return (plan) =>
		plan.map((slot) => ({ ...slot, events: slot.events.filter((event) => !test(event)) }));
};

const withoutPress = (slot: Slot): Slot => ({
	...slot,
	events: slot.events.filter(({ kind }) => kind !== 'press'),
});

/** What a story may do without, the most promising cut first. */
const cuts: readonly Cut[] = [
	(plan) => [...plan.slice(0, 2), ...plan.slice(2).slice(-6)],
	(plan) => [...plan.slice(0, 2), ...plan.slice(2).slice(-2)],
	without(({ kind }) => kind === 'fault' || kind === 'disconnect'),
	without(({ kind }) => kind === 'kill'),
	without(({ kind }) => kind === 'clock' || kind === 'full disk'),
	without(({ kind }) => kind === 'owner' || kind === 'sale'),
	(plan) => plan.filter(({ workflow }) => !isButton(workflow)).map(withoutPress),
	(plan) => plan.filter(({ workflow }) => workflow === 'sync' || isButton(workflow)),
	without(({ kind }) => kind === 'market'),
];

/**
 * Lives through shorter plans and keeps each that breaks the same promise. Chance of the network's
 * order stays: where no shorter plan breaks it again, the first story is told from its last runs.
 */
export async function shorten(
	options: SeedOptions,
	first: SeedOutcome,
	replays: number,
	say: (line: string) => void,
): Promise<SeedOutcome> {
	const invariant = first.broken[0]?.invariant;
	let best = first;
	let plan = options.plan.filter(({ number }) => number <= (first.brokenAt ?? Infinity));
	for (const cut of cuts.slice(0, replays)) {
		const shorter = cut(plan);
		if (sizeOf(shorter) === sizeOf(plan)) continue;
		const outcome = await runSeed({ ...options, plan: shorter });
		const isSame = outcome.broken.some((broken) => broken.invariant === invariant);
		say(`  a story of ${sizeOf(shorter)} events: ${isSame ? 'broken too' : 'kept'}`);
		if (!isSame) continue;
		best = outcome;
		plan = shorter.filter(({ number }) => number <= (outcome.brokenAt ?? Infinity));
	}
	return { ...best, story: best.story.slice(-LINES_TOLD) };
}

const LINES_TOLD = 60;

const sizeOf = (plan: readonly Slot[]): number =>
	plan.reduce((sum, { events }) => sum + 1 + events.length, 0);
