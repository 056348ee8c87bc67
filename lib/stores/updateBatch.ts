import { asError } from './errors';
import { parseRecord } from './freeze';
import type { Collection, JsonObject, Update, UpdateOutcome } from './store';

export interface NumberedUpdate extends Update {
	/** Place among the outcomes. */
	index: number;
}

/** The result of several updates of one record, to be written in one step. */
export interface KeyChange {
	key: string;
	/** The text it was computed from; undefined if there was no record. */
	before: string | undefined;
	/** The text to write; null deletes, undefined leaves it unchanged. */
	after: string | null | undefined;
	outcomes: Array<{ index: number; outcome: UpdateOutcome }>;
}

/**
 * Applies updates in turn: each sees the previous one's result; one that throws changes nothing and fails
 * alone.
 */
export function applyUpdates(
	{ collection, key }: { collection: Collection; key: string },
	before: string | undefined,
	current: JsonObject | undefined,
	updates: readonly NumberedUpdate[],
): KeyChange {
	let value = current;
	let after: string | null | undefined;
	const outcomes = updates.map(({ change, index }) => {
		try {
			const next = change(value);
			if (next !== undefined) {
				after = next === null ? null : JSON.stringify(next);
				value = after === null ? undefined : parseRecord(after, collection);
			}
			return { index, outcome: { key, ok: true as const, value } };
		} catch (error) {
			return { index, outcome: { key, ok: false as const, error: asError(error) } };
		}
	});
	return { key, before, after, outcomes };
}
