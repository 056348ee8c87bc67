import type { CountersSnapshot, OperationCount } from '../../simulator/counters';
import type { Simulator } from '../../simulator/start';
import type { Listed } from '../../simulator/world/world';
import { Failure } from '../../realN8n/machine/failure';
import { itemsOf, requireSuccess, type WorkflowRun } from '../../realN8n/n8n/runWorkflow';
import type { Stage } from '../../realN8n/n8n/stage';

/** What the sync's report says of itself; the simulator's counters are there to check it. */
export interface ReportedSummary {
	total: number;
	fetched: number;
	unknown: number;
	unrecognised: number;
	newly_dead: number;
	newly_unrecognised: number;
	changed: number;
	edited: number;
	held: number;
	failed: number;
	deferred: number;
	rejected: number;
}

/** One run of the shipped workflow, seen from both sides. */
export interface Observation {
	isDryRun: boolean;
	run: WorkflowRun;
	/** The sync's own number of this run. */
	runId: string;
	summary: ReportedSummary;
	/** Reasons, by BASE item id, why the sync left a listing as it was. */
	held: Map<number, string>;
	/** BASE item ids of edits that failed. */
	failed: ReadonlySet<number>;
	/** Calls of this run, as the simulator counted them. */
	counters: CountersSnapshot;
	/** Chatwork messages of this run. */
	messages: string[];
	/** The shop before and after the run. */
	before: Listed[];
	after: Listed[];
}

const reportNode = '変動レポート';
const updateNode = 'BASEを更新';

const copyListings = ({ world, credentials }: Simulator): Listed[] =>
	structuredClone(world.listings(credentials.shops[0]!.name));

interface SlimItem {
	item_id: number | null;
	decision: { held_moves: Array<{ reason: string }> } | null;
	result: { action: string; error: string | null } | null;
}

function reasonOf({ decision, result }: SlimItem): string | null {
	const held = decision?.held_moves.map((move) => move.reason) ?? [];
	if (result && ['failed', 'deferred', 'held'].includes(result.action)) {
		held.push(`${result.action}: ${result.error ?? 'no error text'}`);
	}
	return held.length > 0 ? held.join('; ') : null;
}

function heldOf(run: WorkflowRun): Map<number, string> {
	const held = new Map<number, string>();
	for (const item of itemsOf(run, updateNode) as unknown as SlimItem[]) {
		const reason = reasonOf(item);
		if (item.item_id !== null && reason !== null) held.set(item.item_id, reason);
	}
	return held;
}

const failedOf = (run: WorkflowRun): ReadonlySet<number> =>
	new Set(
		(itemsOf(run, updateNode) as unknown as SlimItem[]).flatMap(({ item_id, result }) =>
			result?.action === 'failed' && item_id !== null ? [item_id] : [],
		),
	);

interface Report {
	run: { id: string };
	summary: ReportedSummary;
}

function reportOf(run: WorkflowRun): Report {
	const [report] = itemsOf(run, reportNode);
	if (report) return report as unknown as Report;
	throw new Failure(`The run succeeded without an item from ${reportNode}`);
}

/** Presses Execute once and takes note of everything that happened on either side. */
export async function observeRun(
	stage: Stage,
	simulator: Simulator,
	isDryRun: boolean,
	timeoutMs?: number,
): Promise<Observation> {
	const before = copyListings(simulator);
	simulator.counters.reset();
	simulator.messages.clear();
	const run = await stage.run(timeoutMs);
	requireSuccess(run);
	const report = reportOf(run);
	return {
		isDryRun,
		run,
		runId: report.run.id,
		summary: report.summary,
		held: heldOf(run),
		failed: failedOf(run),
		counters: simulator.counters.snapshot(),
		messages: simulator.messages.list().map((message) => message.body),
		before,
		after: copyListings(simulator),
	};
}

/** Every operation that was called, by `service operation`. */
export function operationsOf({ counters }: Observation): Map<string, OperationCount> {
	const named = Object.entries(counters.services).flatMap(([service, operations]) =>
		Object.entries(operations).map(([name, count]) => [`${service} ${name}`, count] as const),
	);
	return new Map(named);
}

/**
 * Calls that a service rejected because a quota was used up, of all three services. An ended token is
 * none of them: at BASE only a refused call can tell of it.
 */
export const rejectedCalls = ({ counters }: Observation): number =>
	Object.values(counters.totals).reduce((sum, total) => sum + total.throttled, 0);

/** Items that BASE changed; one with variations takes a call for each row whose stock is set. */
export const itemsEdited = ({ counters }: Observation): number =>
	Object.values(counters.writes)
		.flatMap((items) => Object.values(items))
		.filter((write) => write.edits > 0).length;

/** Edits that BASE carried out. */
export const editsMade = ({ counters }: Observation): number =>
	Object.values(counters.writes)
		.flatMap((items) => Object.values(items))
		.reduce((sum, write) => sum + write.edits, 0);
