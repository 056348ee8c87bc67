import type { IExecuteFunctions } from 'n8n-workflow';
import { findRestMs, type Interval } from '../../lib/ledger/runs/interval';
import { isRunId, makeRunId } from '../../lib/ledger/runs/makeRunId';
import type { Run } from '../../lib/ledger/runs/run';
import type { Clock } from '../../lib/n8n/clock';
import { isQueueMode, judgeHolder, thisProcess } from '../../lib/n8n/liveness';
import { readRunSettings, type RulesFrom } from '../../lib/n8n/parameters/rules/runSettings';
import { readRoom } from '../../lib/report/typedRoom';
import { chooseHours, type PlaceFacts } from '../../lib/shop/runs/choosePlaces';
import type { StartRules } from '../../lib/shop/runs/startRun';
import { isOpen, type HourWindow } from '../../lib/watch/businessHours';
import { parseHours } from '../../lib/watch/parseHours';

interface StartOptions {
	hours?: { windows?: HourWindow[] };
	hoursText?: string;
	minimumMinutes?: number;
	skipRecent?: boolean;
	takeOver?: boolean;
	runNumber?: string;
}

const readOptions = (context: IExecuteFunctions): StartOptions =>
	context.getNodeParameter('options', 0, {}) as StartOptions;

export const readAccount = (context: IExecuteFunctions): string =>
	(context.getNodeParameter('account', 0) as string).trim();

/**
 * Returns a new run by the node's parameters.
 * @param room number of the Chatwork room; empty = none is known
 */
export function makeRun(context: IExecuteFunctions, clock: Clock, room: string): Run {
	const workflow = context.getWorkflow();
	const now = clock.now();
	const isManual = context.getMode() === 'manual';
	const dryRun = context.getNodeParameter('dryRun', 0) as boolean;
	return {
		id: readRunNumber(context) ?? makeRunId(now),
		workflow: workflow.id ?? workflow.name ?? 'workflow',
		account: readAccount(context),
		dry_run: dryRun,
		limit: isManual ? (context.getNodeParameter('manualLimit', 0) as number) : 0,
		total: null,
		started_at: clock.timestamp(),
		lease: null,
		room,
		...readTask(context),
		...readRules(context, dryRun, room),
	};
}

/** The desk gives its jobs their numbers, so that its page can follow them. */
function readRunNumber(context: IExecuteFunctions): string | null {
	const given = (readOptions(context).runNumber ?? '').trim();
	if (given === '') return null;
	if (isRunId(given)) return given;
	throw new Error(
		`Run Number「${given}」は実行の番号ではありません (例: 20261124-2100-7f3a)。空にすると、番号を新しく付けます。`,
	);
}

function readTask(context: IExecuteFunctions): Pick<Run, 'task'> {
	const task = context.getNodeParameter('task', 0, '') as string;
	return task === '' ? {} : { task };
}

function readRules(
	context: IExecuteFunctions,
	dryRun: boolean,
	room: string,
): Pick<Run, 'rules_from' | 'settings'> {
	const from = readRulesFrom(context);
	if (from === undefined) return {};
	if (from === 'book') return { rules_from: from };
	const businessHours = readOptions(context).hoursText ?? '';
	const typed = { typedRoom: readTypedRoom(context) };
	return {
		rules_from: from,
		settings: readRunSettings(context, { ...typed, dryRun, room, businessHours }),
	};
}

/** Returns where the rules of a run come from; undefined = each node has its own. */
export function readRulesFrom(context: IExecuteFunctions): Run['rules_from'] {
	const from = context.getNodeParameter('rulesFrom', 0, 'here') as RulesFrom;
	return from === 'here' ? undefined : from;
}

/** Returns the number of the room that the node names; empty if it names none that can be read. */
export function readTypedRoom(context: IExecuteFunctions): string {
	const typed = readRoom(context.getNodeParameter('room', 0, ''));
	return typed.kind === 'room' ? typed.room : '';
}

/** The facts of a start beside the parameters of its node. */
export interface StartFacts {
	clock: Clock;
	places: PlaceFacts;
	/** How far apart the runs start; undefined = not known. */
	interval: Interval | undefined;
}

export function readStartRules(
	context: IExecuteFunctions,
	{ clock, places, interval }: StartFacts,
): StartRules {
	const { hours, hoursText, takeOver, runNumber: _, ...options } = readOptions(context);
	// Read for a run by hand too: a mistake in the hours should show at once, not at night.
	const windows = [...(hours?.windows ?? []), ...parseHours(chooseHours(hoursText ?? '', places))];
	return {
		isOpen: isOpen(windows, clock.now()),
		minimumMinutes: findMinimumMinutes(options, interval),
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
