import { isDeepStrictEqual } from 'node:util';
import type { Preview } from './preview';
import { makeCode } from './ruleCode';
import { defaultValues, type RuleValues } from './ruleValues';

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
	/** Names the rules that it was made from, if there was no version; absent otherwise, and in older records. */
	base_code?: string;
	/** When it became a version; null if it waits or is void. */
	used_at: string | null;
	/** When the owner gave it up; absent or null if they did not. */
	withdrawn_at?: string | null;
	/** true once the owner was told that the code has no effect any more: from then on it has none. */
	is_answered: boolean;
}

/** Values that no proposal changes: they move no price, and going live has a question of its own. */
export const quietNames = [
	'live',
	'room',
	'desk_url',
	'business_hours',
	'footer',
	'watch_quota_percent',
	'dead_wood_days',
] as const;

/** Returns the code of values that are to be proposed. */
export const nameProposal = (account: string, values: RuleValues): string =>
	makeCode(account, omitQuiet(values));

/** Names the values of a book without a version, whatever the quiet ones are. @param draft null = nothing was ever set */
export const nameBase = (draft: RuleValues | null): string =>
	makeCode('', omitQuiet(draft ?? defaultValues));

/** Returns proposed values with the quiet ones of today. @param ruling null = there are none yet */
export const keepQuiet = (proposed: RuleValues, ruling: RuleValues | null): RuleValues =>
	ruling ? { ...ruling, ...omitQuiet(proposed) } : proposed;

type LoudValues = Omit<RuleValues, (typeof quietNames)[number]>;

function omitQuiet(values: RuleValues): LoudValues {
	const rest: Partial<RuleValues> = { ...values };
	for (const name of quietNames) delete rest[name];
	return rest as LoudValues;
}

/**
 * A proposal is void once the rules that it would change have changed, even if they were changed back since: approved,
 * it would take back what the owner decided after it. Another room or other hours leave it as it is.
 */
export function isOpen(
	{ used_at, withdrawn_at, is_answered, base, base_code }: Proposal,
	{ versions, draft }: { versions: readonly RuledBy[]; draft: RuleValues | null },
): boolean {
	if (used_at !== null || withdrawn_at || is_answered) return false;
	if (versions.length === 0) return base_code === undefined || base_code === nameBase(draft);
	const [before, ...since] = versions.filter(({ number }) => number >= base);
	if (before?.number !== base) return false;
	const loud = omitQuiet(before.values);
	return since.every(({ values }) => isDeepStrictEqual(omitQuiet(values), loud));
}

interface RuledBy {
	number: number;
	values: RuleValues;
}
