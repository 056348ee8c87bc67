import type { IExecuteFunctions, INodeParameters, NodeTypeAndVersion } from 'n8n-workflow';
import type { Schedule } from '../../ledger/runs/interval';
import type { Clock } from '../clock';
import { describeError } from '../errors';
import { logWarning } from '../log';
import { findSchedule } from './findSchedule';
import { parseRules } from './parseRules';

const SCHEDULE_TRIGGER = 'n8n-nodes-base.scheduleTrigger';

const SET_NODE = 'n8n-nodes-base.set';

/**
 * Reads the schedule from the triggers before this node, whichever trigger started the run. Where a canvas does
 * several things by their own schedules, a Set node behind a trigger names its `mode`, and the item carries it here.
 * null without an enabled trigger that can be read: a canvas that begins with a webhook, or a part of another one.
 */
export function readSchedule(
	context: IExecuteFunctions,
	clock: Pick<Clock, 'now'>,
): Schedule | null {
	const before = context.getParentNodes(context.getNode().name, { includeNodeParameters: true });
	const ofMode = findTriggersOfMode(context, before);
	const rules = before
		.filter(({ type, disabled, name }) => type === SCHEDULE_TRIGGER && !disabled && ofMode(name))
		.map(({ parameters }) => parseRules(parameters));
	if (rules.length === 0) return null;
	const known = rules.filter((each) => each !== null);
	if (known.length < rules.length) return null;
	try {
		return findSchedule(known.flat(), clock.now(), context.getTimezone());
	} catch (error) {
		// n8n itself takes no expression that can't be read; a newer one may know more than we do.
		logWarning(context, `Run Guard: the schedule can't be read: ${describeError(error)}`);
		return null;
	}
}

/** Tells which triggers lead to runs of this run's mode. */
function findTriggersOfMode(
	context: IExecuteFunctions,
	before: readonly NodeTypeAndVersion[],
): (trigger: string) => boolean {
	const modeOfTrigger = new Map<string, string>();
	for (const { name, type, parameters } of before) {
		const mode = type === SET_NODE ? readMode(parameters) : null;
		if (mode === null) continue;
		for (const trigger of context.getParentNodes(name)) modeOfTrigger.set(trigger.name, mode);
	}
	const { mode = '' } = context.getInputData()[0]?.json ?? {};
	return (trigger) => (modeOfTrigger.get(trigger) ?? '') === mode;
}

/** An expression passes on the mode that another node named. */
function readMode(parameters: INodeParameters | undefined): string | null {
	const { assignments } = (parameters?.assignments ?? {}) as { assignments?: unknown };
	if (!Array.isArray(assignments)) return null;
	const named = (assignments as Array<{ name?: unknown; value?: unknown }>).find(
		({ name }) => name === 'mode',
	);
	return typeof named?.value === 'string' && !named.value.startsWith('=') ? named.value : null;
}
