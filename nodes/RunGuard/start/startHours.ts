import type { IExecuteFunctions } from 'n8n-workflow';
import { describeError } from '../../../lib/n8n/errors';
import { describeHoursProblem } from '../../../lib/report/rules/describeAnswer';
import { chooseHours, type PlaceFacts } from '../../../lib/shop/runs/choosePlaces';
import { toMinutes, type HourWindow } from '../../../lib/health/businessHours';
import { parseHours } from '../../../lib/health/parseHours';
import { readOptions } from './startOptions';

/** The business hours that the node names. */
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

/** The node's own hours, or those of the shop's book. */
export const chooseWindows = (
	{ text, windows, problem }: TypedHours,
	places: PlaceFacts,
): HourWindow[] => (problem === null ? [...windows, ...parseHours(chooseHours(text, places))] : []);
