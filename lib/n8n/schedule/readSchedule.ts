import type { IExecuteFunctions } from 'n8n-workflow';
import type { Schedule } from '../../ledger/runs/interval';
import type { Clock } from '../clock';
import { describeError } from '../errors';
import { logWarning } from '../log';
import { findSchedule } from './findSchedule';
import { parseRules } from './parseRules';

const SCHEDULE_TRIGGER = 'n8n-nodes-base.scheduleTrigger';

/**
 * Reads the schedule from the triggers before this node, whichever trigger started the run. null
 * without an enabled one that can be read: a canvas that begins with a webhook, or a part of another one.
 */
export function readSchedule(
	context: IExecuteFunctions,
	clock: Pick<Clock, 'now'>,
): Schedule | null {
	const rules = context
		.getParentNodes(context.getNode().name, { includeNodeParameters: true })
		.filter(({ type, disabled }) => type === SCHEDULE_TRIGGER && !disabled)
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
