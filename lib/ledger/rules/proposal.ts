import { isDeepStrictEqual } from 'node:util';
import type { Preview } from './preview';
import { makeCode } from './ruleCode';
import type { RuleValues } from './ruleValues';

/** Values that wait for the owner's approval. */
export interface Proposal {
	/** For the owner to type; equal values have equal codes, whatever the quiet ones are. */
	code: string;
	/** ISO 8601 with offset. */
	proposed_at: string;
	values: RuleValues;
	/** The effects to be shown beside the code; null if the shop's list was never read. */
	preview: Preview | null;
	/** The settings of a run ask for it, or the owner at the desk; absent in records of before the desk. */
	by?: 'settings' | 'owner';
	/** Number of the version that applied then. */
	base: number;
	/** When it became a version; null if it waits or is void. */
	used_at: string | null;
	/** When the owner gave it up; absent or null if they did not. */
	withdrawn_at?: string | null;
	/** true once the owner was told that the code has no effect any more. */
	is_answered: boolean;
}

/** Values that no proposal changes: they move no price, and going live has a question of its own. */
const quiet = ['live', 'room', 'business_hours', 'footer', 'watch_quota_percent'] as const;

/** Returns the code of values that are to be proposed. */
export const nameProposal = (account: string, values: RuleValues): string =>
	makeCode(account, omitQuiet(values));

/** Returns proposed values with the quiet ones of today. @param ruling null = there are none yet */
export const keepQuiet = (proposed: RuleValues, ruling: RuleValues | null): RuleValues =>
	ruling ? { ...ruling, ...omitQuiet(proposed) } : proposed;

function omitQuiet(values: RuleValues): Omit<RuleValues, (typeof quiet)[number]> {
	const rest: Partial<RuleValues> = { ...values };
	for (const name of quiet) delete rest[name];
	return rest as Omit<RuleValues, (typeof quiet)[number]>;
}

/**
 * A proposal is void once the rules that it would change have changed: approved, it would take that back. Another
 * room or other hours leave it as it is.
 */
export function isOpen(
	{ used_at, withdrawn_at, base }: Proposal,
	versions: ReadonlyArray<{ number: number; values: RuleValues }>,
): boolean {
	if (used_at !== null || withdrawn_at) return false;
	const ruling = versions.at(-1);
	if (base === (ruling?.number ?? 0)) return true;
	const before = versions.find(({ number }) => number === base);
	if (!ruling || !before) return false;
	return isDeepStrictEqual(omitQuiet(before.values), omitQuiet(ruling.values));
}
