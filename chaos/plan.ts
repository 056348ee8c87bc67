import type { FaultRule } from '../simulator/faults';
import { Random } from '../simulator/world/random';

/** What will happen, drawn from a seed before anything does: the same seed, the same days. */

export type WorkflowName = 'sync' | 'watch' | 'weekly' | 'resume' | Button;

/** Forms that the owner sends. */
export type Button = 'brake' | 'release';

/** How a run is broken off: Stop in the editor, or the power. */
export type KillWay = 'stop' | 'power cut';

/** `pick` (0 to 1) chooses the item among those there are when it happens. */
export type ChaosEvent =
	| { kind: 'market'; share: number }
	| { kind: 'owner'; does: OwnersHand; pick: number }
	| { kind: 'sale'; pick: number }
	| { kind: 'fault'; rule: FaultRule }
	| { kind: 'kill'; way: KillWay; afterCalls: number; restarts: boolean }
	| { kind: 'clock'; hours: number }
	| { kind: 'full disk'; after: number; times: number }
	| { kind: 'disconnect' }
	/** The watch runs beside the sync. */
	| { kind: 'beside' }
	/** The owner sends a form in the middle of the run. */
	| { kind: 'press'; button: Button; afterCalls: number }
	/** The brake of that slot ends by itself on the next day. */
	| { kind: 'closed days' }
	/** The owner's hand in the middle of the run. */
	| { kind: 'meanwhile'; does: Exclude<OwnersHand, 'delete'>; pick: number; afterCalls: number };

export const isButton = (workflow: WorkflowName): workflow is Button =>
	workflow === 'brake' || workflow === 'release';

export const ownersHands = ['hide', 'show', 'dearer', 'too cheap', 'restock', 'delete'] as const;

export type OwnersHand = (typeof ownersHands)[number];

export interface Slot {
	/** Place in the story; kept when slots are left out. */
	number: number;
	workflow: WorkflowName;
	/** Hours that pass before it. */
	hours: number;
	events: ChaosEvent[];
}

type EventOf<Kind extends ChaosEvent['kind']> = Extract<ChaosEvent, { kind: Kind }>;

/** The first event of that kind; undefined where the slot has none. */
export const eventOf = <Kind extends ChaosEvent['kind']>(slot: Slot, kind: Kind) =>
	slot.events.find((event): event is EventOf<Kind> => event.kind === kind);

/** Events that break the run they come in, so that it proves nothing. */
export const isTrouble = ({ kind }: ChaosEvent): boolean =>
	kind === 'fault' ||
	kind === 'kill' ||
	kind === 'clock' ||
	kind === 'full disk' ||
	kind === 'disconnect' ||
	// What is done to an item after the run has read it, only the next one can put right.
	kind === 'meanwhile' ||
	kind === 'press';

const RUNS_A_DAY = 8;
/** The first runs put the shop right undisturbed: what they change is told as first sight. */
const QUIET_SLOTS = 2;

/** A day: a sync every 3 hours, a watch an hour after each, the weekly look now and then. */
export function planOf(seed: number, days: number): Slot[] {
	const random = new Random(seed);
	const slots: Slot[] = [];
	const add = (workflow: WorkflowName, hours: number) => {
		const isQuiet = slots.length < QUIET_SLOTS;
		const events = isQuiet ? [] : eventsFor(workflow, random);
		slots.push({ number: slots.length + 1, workflow, hours, events });
	};
	for (let run = 0; run < days * RUNS_A_DAY; run++) {
		// Now and then the machine is off for a day and more.
		add('sync', run > 0 && random.chance(0.02) ? 30 : 2);
		add('watch', 1);
		if (random.chance(0.06)) add('weekly', 0.2);
	}
	return withButtons(slots, new Random(seed + BUTTONS));
}

/** Makes the buttons' draws others than the days'. */
const BUTTONS = 7_919;

const SLOW_EDITS: FaultRule = {
	kind: 'slow',
	operation: 'items/edit',
	milliseconds: 150,
	times: 5,
};

/** Adds brakes at rest and in the middle of runs, and to each its release some runs later. */
function withButtons(slots: readonly Slot[], random: Random): Slot[] {
	let isBraked = false;
	let isInDoubt = false;
	const calmly = (workflow: WorkflowName, slot: Slot): Slot => {
		return { ...slot, workflow, hours: 0.2, events: [] };
	};
	const pressed = slots.flatMap((slot, index): Slot[] => {
		if (isInDoubt && !isBraked) {
			isInDoubt = false;
			return [slot, calmly('release', slot), calmly('resume', slot)];
		}
		if (index < QUIET_SLOTS || !random.chance(isBraked ? 0.45 : 0.08)) return [slot];
		const button = isBraked ? 'release' : 'brake';
		isBraked = !isBraked;
		const events: ChaosEvent[] =
			button === 'brake' && random.chance(0.3) ? [{ kind: 'closed days' }] : [];
		const trouble = random.chance(0.35) ? [troubleFor(random)] : [];
		const isAtRest = random.chance(0.5);
		// Nobody knows how a disturbed button ended: the owner releases once more, and lets writing go on.
		isInDoubt ||= (isAtRest ? trouble : slot.events).some(isTrouble);
		if (isAtRest) {
			return [{ ...calmly(button, slot), events: [...events, ...trouble] }, slot];
		}
		const afterCalls = random.integer(1, 25);
		// In every other one edits take their time, so that some are under way.
		if (afterCalls % 2 === 1) events.push({ kind: 'fault', rule: SLOW_EDITS });
		events.push({ kind: 'press', button, afterCalls });
		return [{ ...slot, events: [...slot.events, ...events] }];
	});
	return pressed.map((slot, index) => ({ ...slot, number: index + 1 }));
}

function eventsFor(workflow: WorkflowName, random: Random): ChaosEvent[] {
	const events: ChaosEvent[] = [{ kind: 'market', share: workflow === 'sync' ? 0.04 : 0.02 }];
	for (const does of ownersHands) {
		if (random.chance(does === 'delete' ? 0.03 : 0.12)) {
			events.push({ kind: 'owner', does, pick: random.next() });
		}
	}
	if (random.chance(0.4)) events.push({ kind: 'sale', pick: random.next() });
	if (random.chance(0.4)) events.push(troubleFor(random));
	if (random.chance(0.1)) events.push(troubleFor(random));
	if (workflow === 'sync' && random.chance(0.3)) events.push({ kind: 'beside' });
	if (random.chance(0.15)) {
		const does = random.pick(['hide', 'show', 'dearer', 'too cheap', 'restock'] as const);
		const afterCalls = random.integer(2, 25);
		events.push({ kind: 'meanwhile', does, pick: random.next(), afterCalls });
	}
	return events;
}

function troubleFor(random: Random): ChaosEvent {
	const draw = random.next();
	if (draw < 0.5) return { kind: 'fault', rule: faultFor(random) };
	if (draw < 0.75) {
		return {
			kind: 'kill',
			way: random.chance(0.5) ? 'power cut' : 'stop',
			afterCalls: random.integer(1, 25),
			restarts: random.chance(0.5),
		};
	}
	if (draw < 0.87) return { kind: 'clock', hours: random.pick([-7, -3, -1, 1, 4, 9]) };
	if (draw < 0.95) {
		return { kind: 'full disk', after: random.integer(0, 250), times: random.integer(1, 40) };
	}
	return { kind: 'disconnect' };
}

/** Every kind of fault, at some operation that it makes sense for. */
const faults: ReadonlyArray<(random: Random) => FaultRule> = [
	(random) => ({ kind: 'throttle', service: 'amazon', times: random.integer(1, 4) }),
	(random) => ({ kind: 'status', service: 'amazon', status: 503, times: random.integer(1, 12) }),
	(random) => ({ kind: 'status', operation: 'items/edit', status: 500, times: few(random) }),
	(random) => ({ kind: 'status', operation: 'items', status: 503, times: few(random) }),
	(random) => ({ kind: 'status', service: 'chatwork', status: 500, times: few(random) }),
	(random) => ({ kind: 'cut', service: 'amazon', times: few(random) }),
	(random) => ({ kind: 'cut', operation: 'items/edit', times: few(random) }),
	(random) => ({ kind: 'cut', service: 'chatwork', times: 1 + few(random) }),
	(random) => ({ kind: 'reset', service: 'amazon', times: few(random) }),
	(random) => ({ kind: 'reset', operation: 'items/edit', times: few(random) }),
	(random) => ({ kind: 'reset', operation: 'token', times: few(random) }),
	() => ({ kind: 'slow', service: 'amazon', milliseconds: 150, times: 3 }),
	() => ({ kind: 'silence', service: 'amazon', times: 1 }),
	(random) => ({ kind: 'html', service: 'amazon', times: few(random) }),
	(random) => ({ kind: 'html', operation: 'items/edit', status: 502, times: few(random) }),
	(random) => ({ kind: 'missing', times: 3, count: random.integer(1, 5) }),
	(random) => ({ kind: 'subStatus', times: 3, count: random.integer(1, 20) }),
	(random) => ({ kind: 'falselySoldOut', times: 3, count: random.integer(1, 9) }),
	(random) => ({ kind: 'expireTokens', operation: random.pick(['getItemOffersBatch', 'items']) }),
	() => ({ kind: 'expireTokens', operation: 'items/edit' }),
	() => ({ kind: 'accountRestricted', times: 2 }),
	(random) => ({ kind: 'hourLimit', operation: 'items/edit', times: few(random) }),
	(random) => ({ kind: 'dayLimit', operation: 'items/edit', times: few(random) }),
	(random) => ({ kind: 'lostAnswer', operation: 'items/edit', times: random.integer(1, 6) }),
	() => ({ kind: 'shopRestricted', times: 2 }),
	() => ({ kind: 'wrongScope', times: 2 }),
	(random) => ({ kind: 'chatworkDown', times: random.integer(1, 9) }),
];

const few = (random: Random): number => random.integer(1, 3);

const faultFor = (random: Random): FaultRule => random.pick(faults)(random);
