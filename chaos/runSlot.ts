import { resumePress } from './buttons';
import { advanceTo } from './clock';
import { runDisturbed } from './disturbedRun';
import type { Cycle } from './facts';
import { runsOf, type Job, type JobResult, type RunResult, type Start } from './job';
import { observe } from './observe';
import {
	eventOf,
	isButton,
	isTrouble,
	type Button,
	type ChaosEvent,
	type Slot,
	type WorkflowName,
} from './plan';
import { SHOP, type ChaosWorld } from './world';

const HOUR_MS = 3_600_000;
/** Longer than a lease lives, shorter than the sync's TTL: a restart goes on where it was killed. */
const RESTART_MS = 11 * 60_000;

const schedules: Record<Exclude<WorkflowName, Button>, Omit<Start, 'settings'>> = {
	sync: { file: 'price-stock-sync.json', startNode: '定期実行' },
	watch: { file: 'price-stock-sync.json', startNode: '見張りの時刻' },
	weekly: { file: 'basic-info-weekly.json', startNode: '定期実行' },
	resume: resumePress,
};
/** Until then every token of that time has been renewed. */
const RUNS_WITH_WRONG_EXPIRY = 12;
const RESTART_TRIGGER = 'n8n起動時';

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
	for (const event of slot.events) {
		happen(world, event, say);
		world.chronicle.noticeHands();
	}
	const first = await runOnce(world, slot, clocks, { say, meddle });
	world.simulator.faults.clear();
	// A power cut while a token is renewed loses the new one, as it does with n8n.
	if (eventOf(slot, 'disconnect') || runsOf(first.result).some(isDisconnected)) {
		world.connect();
		say('the owner connects the shop again');
	}
	const kill = eventOf(slot, 'kill');
	if (!kill?.restarts || slot.workflow === 'watch') return [first];
	advanceTo(Date.now() + RESTART_MS);
	say('n8n starts again');
	const again = { ...slot, events: slot.events.filter(({ kind }) => kind === 'closed days') };
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
		case 'meanwhile':
		case 'press':
		case 'beside':
			return;
		default:
			return say(JSON.stringify(event));
	}
}

async function runOnce(
	world: ChaosWorld,
	slot: Slot,
	clocks: Clocks,
	{ say, meddle }: SlotPorts,
	trigger: string | null = null,
): Promise<Cycle> {
	const { simulator, owner, chronicle } = world;
	const skewMs = (eventOf(slot, 'clock')?.hours ?? 0) * HOUR_MS;
	chronicle.skewMs = skewMs;
	const truth = new Map(
		[...simulator.world.products.keys()].map((asin) => [asin, simulator.world.truth(asin)]),
	);
	const before = await observe(simulator, SHOP, world.cacheFolder);
	const startedAt = Date.now() + skewMs;
	const job: Job = {
		...startOf(world, slot, trigger),
		beside: eventOf(slot, 'beside')
			? { ...schedules.watch, settings: world.settings('watch') }
			: undefined,
		now: startedAt,
		fullDisk: eventOf(slot, 'full disk'),
	};
	const result = await runDisturbed(world, job, slot, say);
	// A run that was killed may have waited, and so moved its clock on.
	const endedAt = result?.endedAt ?? startedAt + HOUR_MS;
	clocks.latest = Math.max(clocks.latest, endedAt);
	if (skewMs !== 0) clocks.wrongAt = slot.number;
	if (result) advanceTo(endedAt - skewMs);
	meddle?.(world, slot.number);
	const after = await observe(simulator, SHOP, world.cacheFolder);
	say(tell(slot, result));
	const isQuiet = !slot.events.some(isTrouble);
	const runs = runsOf(result);
	const isGood = result !== null && runs.every(isWhole);
	return {
		number: slot.number + (trigger === RESTART_TRIGGER ? 0.5 : 0),
		workflow: slot.workflow,
		before,
		after,
		truth,
		happenings: chronicle.take(),
		result,
		isHealthy: isQuiet && isGood && runs.every(isDone),
		isLiedTo: slot.events.some(isLie),
		mayRepeat: !isGood || slot.events.some(disturbsMessages),
		ownersHidden: new Set(owner.hidden),
		latestClock: clocks.latest,
		wasSetBack: slot.number - clocks.wrongAt <= RUNS_WITH_WRONG_EXPIRY,
	};
}

/** @param trigger null = the schedule, or the press of a button */
function startOf(world: ChaosWorld, slot: Slot, trigger: string | null): Start {
	const { workflow } = slot;
	if (isButton(workflow)) return world.pressOf(workflow, slot);
	const { startNode, ...schedule } = schedules[workflow];
	return { ...schedule, startNode: trigger ?? startNode, settings: world.settings(workflow) };
}

const isDisconnected = ({ error }: RunResult): boolean =>
	error?.includes('BASEとの接続が切れています') ?? false;

const isLie = (event: ChaosEvent): boolean =>
	event.kind === 'fault' && event.rule.kind === 'falselySoldOut';

const isWhole = ({ status, isSkipped }: RunResult): boolean => status === 'success' && !isSkipped;

const isDone = ({ summary, steps }: RunResult): boolean =>
	(summary?.failed ?? 0) === 0 &&
	(summary?.deferred ?? 0) === 0 &&
	steps.every(({ action }) => action === 'updated' || action === 'none');

const disturbsMessages = (event: ChaosEvent): boolean =>
	event.kind === 'kill' ||
	event.kind === 'full disk' ||
	event.kind === 'clock' ||
	// Each of the two may look what was told in the moment in which the other tells it.
	event.kind === 'beside' ||
	event.kind === 'press' ||
	(event.kind === 'fault' &&
		(event.rule.kind === 'chatworkDown' || event.rule.service === 'chatwork'));

const tell = ({ workflow }: Slot, result: JobResult | null): string =>
	result === null
		? `${workflow}: killed`
		: `${workflow}: ${runsOf(result).map(describe).join('; beside it: ')}`;

function describe({ isSkipped, status, error, lastNode, summary, steps }: RunResult): string {
	const what = isSkipped ? 'skipped' : status;
	const why = error ? ` at ${lastNode}: ${error}` : '';
	if (steps.length > 0) return `${what}${why}, ${tellSteps(steps)}`;
	if (!summary) return `${what}${why}`;
	const { total, unknown, changed, edited, failed, deferred } = summary;
	return `${what}${why}, ${total} items, unknown ${unknown}, changed ${changed}, edited ${edited}, failed ${failed}, deferred ${deferred}`;
}

const tellSteps = (steps: RunResult['steps']): string =>
	[...Map.groupBy(steps, ({ action }) => action)]
		.map(([action, { length }]) => `${action} ${length}`)
		.join(', ');
