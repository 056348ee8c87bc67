import type { Preview } from './preview';
import type { RuleValues } from './ruleValues';

/** Values that wait for the owner's approval. */
export interface Proposal {
	/** For the owner to type; equal values have equal codes. */
	code: string;
	/** ISO 8601 with offset. */
	proposed_at: string;
	values: RuleValues;
	/** The effects to be shown beside the code; null if the shop's list was never read. */
	preview: Preview | null;
	/** Number of the version that applied then; a newer one makes the proposal void. */
	base: number;
	/** When it became a version; null if it waits or is void. */
	used_at: string | null;
	/** When the owner gave it up; absent or null if they did not. */
	withdrawn_at?: string | null;
	/** true once the owner was told that the code has no effect any more. */
	is_answered: boolean;
}

/** A proposal is void once the current version is another than the one it would have changed. */
export const isOpen = (
	{ used_at, withdrawn_at, base }: Proposal,
	versions: ReadonlyArray<{ number: number }>,
): boolean => used_at === null && !withdrawn_at && base === (versions.at(-1)?.number ?? 0);
