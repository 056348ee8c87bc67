import type { IExecuteFunctions } from 'n8n-workflow';
import { findRestMs, type Interval } from '../../lib/ledger/runs/interval';
import { isRunId, makeFreeRunId } from '../../lib/ledger/runs/makeRunId';
import type { Run } from '../../lib/ledger/runs/run';
import type { Ledger } from '../../lib/ledger/ledger';
import type { Clock } from '../../lib/n8n/clock';
import { describeError } from '../../lib/n8n/errors';
import { isQueueMode, judgeHolder, thisProcess } from '../../lib/n8n/liveness';
import { readShopName } from '../../lib/n8n/parameters/accountOption';
import { readRunSettings, type RulesFrom } from '../../lib/n8n/parameters/rules/runSettings';
import { describeHoursProblem } from '../../lib/report/describeRules';
import { readRoom } from '../../lib/report/typedRoom';
import { chooseHours, type PlaceFacts } from '../../lib/shop/runs/choosePlaces';
import type { StartRules } from '../../lib/shop/runs/startRun';
import { isOpen, toMinutes, type HourWindow } from '../../lib/watch/businessHours';
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
	readShopName(context.getNodeParameter('account', 0));

/**
 * Returns a new run by the node's parameters.
 * @param room number of the Chatwork room; empty = none is known
 */
export async function makeRun(
	context: IExecuteFunctions,
	clock: Clock,
	{ room, history }: { room: string } & Pick<Ledger, 'history'>,
): Promise<Run> {
	const workflow = context.getWorkflow();
	const isManual = context.getMode() === 'manual';
	// A setting that names nothing (an expression without a value) must not let a shop go live.
	const dryRun = context.getNodeParameter('dryRun', 0) !== false;
	return {
		id: readRunNumber(context) ?? (await makeFreeRunId(clock.now(), history)),
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
	const { text: businessHours, problem: unread } = readHours(context);
	const typed = { typedRoom: readTypedRoom(context) };
	const settings = readRunSettings(context, { ...typed, dryRun, room, businessHours });
	return {
		rules_from: from,
		settings: { ...settings, ...(unread === null ? {} : { unread }) },
	};
}

interface TypedHours {
	/** As typed; empty = none, or none that can be read. */
	text: string;
	/** The node's own list, beside the text. */
	windows: HourWindow[];
	/** Why they can't be read, for the owner; null = they can. */
	problem: string | null;
}

/** Hours that can't be read close nothing: a slip must not end the protection of the shop. */
export function readHours(context: IExecuteFunctions): TypedHours {
	const { hours, hoursText } = readOptions(context);
	const text = String(hoursText ?? '').trim();
	const windows = hours?.windows ?? [];
	try {
		for (const { from, to } of windows) [from, to].forEach(toMinutes);
		parseHours(text);
		return { text, windows, problem: null };
	} catch (error) {
		const typed = text === '' ? null : text;
		return { text: '', windows: [], problem: describeHoursProblem(typed, describeError(error)) };
	}
}

/** Returns where the rules of a run come from; undefined = each node has its own. */
export function readRulesFrom(context: IExecuteFunctions): Run['rules_from'] {
	const from = context.getNodeParameter('rulesFrom', 0, 'here') as RulesFrom;
	return from === 'here' ? undefined : from;
}

/** Returns the number of the room that the node names; empty if it names none that can be read. */
function readTypedRoom(context: IExecuteFunctions): string {
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

/** The node's own hours, or those of the shop's book. */
const chooseWindows = ({ text, windows, problem }: TypedHours, places: PlaceFacts): HourWindow[] =>
	problem === null ? [...windows, ...parseHours(chooseHours(text, places))] : [];

/** A time that was typed wins. */
const findMinimumMinutes = (
	{ minimumMinutes = 0, skipRecent }: StartOptions,
	interval: Interval | undefined,
): number =>
	minimumMinutes > 0 || !skipRecent || !interval
		? minimumMinutes
		: Math.floor(findRestMs(interval) / 60_000);
