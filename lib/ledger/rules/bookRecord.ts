import type { JsonObject } from '../../stores/store';
import type { Preview } from './preview';
import type { Proposal } from './proposal';
import { completeValues, type RuleValues } from './ruleValues';

/**
 * The origin of a version: a run that read its settings, the owner by an answer, or an older tool's data.
 */
export type SavedBy = 'settings' | 'owner' | 'upgrade';

/** The rules that applied to a shop during one period. */
export interface RuleVersion {
	/** 1 for the first version; each next one is one more. */
	number: number;
	/** ISO 8601 with offset. */
	saved_at: string;
	by: SavedBy;
	values: RuleValues;
	/** The effects that were foreseen when it was made; null if nothing was foreseen. */
	preview: Preview | null;
}

/** The rules of a live workflow that has its own, as its last run used them. */
export interface ForeignRules {
	/** n8n's name of the workflow. */
	name: string;
	/** ISO 8601 with offset. */
	noted_at: string;
	values: Partial<RuleValues>;
}

/** Values that the settings of a schedule and the desk both may say: the later word counts. */
export type Places = Pick<RuleValues, 'room' | 'business_hours'>;

/** The codes that stood in the settings' field when a run last read it. */
export interface TypedCodes {
	/** A run by hand may read a draft of the workflow that nobody published. */
	by_hand: string[];
	on_schedule: string[];
	/** true if the last run of all was by hand. */
	is_last_by_hand: boolean;
}

/** The book of one shop account, as the store keeps it. */
export interface BookRecord {
	/** The rules before the first version; null from then on. */
	draft: RuleValues | null;
	/** Oldest first. */
	versions: RuleVersion[];
	proposals: Proposal[];
	/** Typed codes that no proposal has, newest last: each is answered once. */
	unknown: string[];
	/** true if the settings of the last scheduled run say that nothing may be written. */
	is_dry_by_settings: boolean;
	/** The places that the settings of the last scheduled run named, or before the first version of any run; null = none yet. */
	typed_places: Places | null;
	typed_codes: TypedCodes;
	/** Rules of workflows that don't go by this book, by n8n's id of the workflow. */
	elsewhere: Record<string, ForeignRules>;
}

/** Reads a stored book; an absent one is empty. */
export const readRecord = (record: BookRecord | JsonObject | undefined): BookRecord => ({
	draft: record?.draft ? completeValues(record.draft as RuleValues) : null,
	versions: ((record?.versions ?? []) as RuleVersion[]).map(complete),
	proposals: ((record?.proposals ?? []) as Proposal[]).map(complete),
	unknown: (record?.unknown ?? []) as string[],
	is_dry_by_settings: record?.is_dry_by_settings === true,
	typed_places: (record?.typed_places as Places | null | undefined) ?? null,
	typed_codes: (record?.typed_codes as TypedCodes | undefined) ?? noCodes,
	elsewhere: (record?.elsewhere ?? {}) as BookRecord['elsewhere'],
});

const noCodes: TypedCodes = { by_hand: [], on_schedule: [], is_last_by_hand: false };

/** Records of before the previews have none. */
const complete = <T extends { values: RuleValues; preview: Preview | null }>(kept: T): T => ({
	...kept,
	values: completeValues(kept.values),
	preview: (kept.preview as Preview | null | undefined) ?? null,
});
