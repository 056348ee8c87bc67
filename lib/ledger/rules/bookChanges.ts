import { isDeepStrictEqual } from 'node:util';
import { toStamp } from '../../listing/stamp';
import type { BookRecord, Places, RuleVersion } from './bookRecord';
import type { Preview } from './preview';
import { isOpen, keepQuiet, nameBase, nameProposal, type Proposal } from './proposal';
import { makeCode } from './ruleCode';
import { defaultValues, requireValues, type RuleValues } from './ruleValues';

/** Changes of a shop's book. Each returns the book that it was given if there is nothing to change. */

/** Whose book is changed, and when. */
export interface BookMoment {
	account: string;
	/** Milliseconds since 1970. */
	now: number;
}

/**
 * How long an old version can be looked up: longer than the longest time that any item goes without a
 * write.
 */
const KEEP_MS = 400 * 24 * 3_600_000;

/** Makes values the ruling version. */
export function addVersion(
	book: BookRecord,
	made: Pick<RuleVersion, 'values' | 'by' | 'preview'>,
	{ account, now }: BookMoment,
): BookRecord {
	const ruling = book.versions.at(-1);
	if (ruling && makeCode(account, ruling.values) === makeCode(account, made.values)) return book;
	const number = (ruling?.number ?? 0) + 1;
	const version = { number, saved_at: toStamp(now), ...made };
	const isPast = (stamp: string): boolean => now - Date.parse(stamp) > KEEP_MS;
	// A version is looked up until long after it ceased to apply.
	const kept = book.versions.filter((_, index) => {
		const next = book.versions[index + 1];
		return !next || !isPast(next.saved_at);
	});
	const proposals = book.proposals.filter(({ proposed_at }) => !isPast(proposed_at));
	return { ...book, draft: null, versions: [...kept, version], proposals };
}

/**
 * Changes some values of the ruling version; without a version nothing is changed.
 * @throws Error for values that no shop could be run by
 */
export function amendRuling(
	book: BookRecord,
	changes: Partial<RuleValues>,
	by: RuleVersion['by'],
	moment: BookMoment,
): BookRecord {
	const ruling = book.versions.at(-1);
	if (!ruling) return book;
	const values = requireValues({ ...ruling.values, ...changes });
	return addVersion(book, { values, by, preview: null }, moment);
}

/**
 * Lets values that move nothing rule at once.
 * @throws Error for values that no shop could be run by
 */
export function amendAtOnce(
	book: BookRecord,
	atOnce: Partial<RuleValues>,
	moment: BookMoment,
): BookRecord {
	if (Object.keys(atOnce).length === 0) return book;
	if (book.versions.length > 0) return amendRuling(book, atOnce, 'owner', moment);
	// Before the first version the settings rule, and the next run goes on from this draft.
	return { ...book, draft: requireValues({ ...(book.draft ?? defaultValues), ...atOnce }) };
}

/**
 * Takes over the places that the settings of a schedule name, where they say something new: an empty field, or one
 * that has stood there since before, does not undo what the owner saved at the desk.
 */
export function takePlaces(book: BookRecord, typed: Places, moment: BookMoment): BookRecord {
	const last = book.typed_places ?? { room: '', business_hours: '' };
	const names = (['room', 'business_hours'] as const).filter((name) => typed[name] !== last[name]);
	if (names.length === 0 && book.typed_places !== null) return book;
	const noted = { ...book, typed_places: typed };
	// A room is never taken away: the messages would reach nobody.
	const said = names.filter((name) => name !== 'room' || typed.room !== '');
	const places = Object.fromEntries(said.map((name) => [name, typed[name]]));
	return amendRuling(noted, places, 'settings', moment);
}

/** Values to be proposed. */
export interface Wanted {
	values: RuleValues;
	preview?: Preview | null;
	/** `settings` if a run asks for what its settings say; the owner by default. */
	by?: Proposal['by'];
}

/**
 * Adds a proposal, or finds the one that waits already and gives it the newer preview.
 * @returns `proposal`: null if the values rule already, or if the owner gave up what the settings ask for
 * @throws Error for values that no shop could be run by
 */
export function addProposal(
	book: BookRecord,
	{ values: given, preview = null, by = 'owner' }: Wanted,
	{ account, now }: BookMoment,
): { book: BookRecord; proposal: Proposal | null } {
	const values = requireValues(given);
	const code = nameProposal(account, values);
	const ruling = book.versions.at(-1);
	if (ruling && nameProposal(account, ruling.values) === code) return { book, proposal: null };
	const same = book.proposals.find((each) => each.code === code);
	if (same && isOpen(same, book)) {
		if (preview === null) return { book, proposal: same };
		const renewed = { ...same, preview };
		return { book: replace(book, same, renewed), proposal: renewed };
	}
	if (same?.withdrawn_at && by === 'settings') return { book, proposal: null };
	const proposal: Proposal = {
		...{ code, values, preview, by, base: ruling?.number ?? 0 },
		...(ruling ? {} : { base_code: nameBase(book.draft) }),
		...{ proposed_at: toStamp(now), used_at: null, is_answered: false },
	};
	const others = book.proposals.filter((each) => each !== same);
	return { book: { ...book, proposals: [...others, proposal] }, proposal };
}

/**
 * The result of a code that the owner typed. `told`: this was reported before, so nobody is told again.
 */
export type Answer =
	{ kind: 'approved'; version: RuleVersion } | { kind: 'used' | 'void' | 'unknown'; told: boolean };

const MOST_UNKNOWN = 50;

/**
 * Takes a code as the owner's approval.
 * @param stays the code was in the field before there was a proposal, so it is no answer and approves nothing. The
 * owner is told once that it is used up
 */
export function approveCode(
	book: BookRecord,
	code: string,
	stays: boolean,
	moment: BookMoment,
): { book: BookRecord; answer: Answer } {
	const found = book.proposals.find((each) => each.code === code);
	if (!found) {
		const told = stays || book.unknown.includes(code);
		const unknown = [...book.unknown, code].slice(-MOST_UNKNOWN);
		return { book: told ? book : { ...book, unknown }, answer: { kind: 'unknown', told } };
	}
	const kind = found.used_at === null ? 'void' : 'used';
	if (stays && kind !== 'used') return { book, answer: { kind, told: true } };
	if (!isOpen(found, book)) {
		const told = found.is_answered;
		const after = told ? book : replace(book, found, { ...found, is_answered: true });
		return { book: after, answer: { kind, told } };
	}
	const used = { ...found, used_at: toStamp(moment.now) };
	const values = keepQuiet(found.values, book.versions.at(-1)?.values ?? book.draft);
	const made = { values, by: 'owner', preview: found.preview } as const;
	const after = addVersion(replace(book, found, used), made, moment);
	return { book: after, answer: { kind: 'approved', version: after.versions.at(-1)! } };
}

/**
 * Notes the codes that a run found typed. A code taken out of the published field was taken out of the draft, too,
 * because n8n publishes the draft.
 */
export function noteTyped(book: BookRecord, codes: string[], isManual: boolean): BookRecord {
	const { by_hand, on_schedule } = book.typed_codes;
	const isGone = (code: string): boolean => on_schedule.includes(code) && !codes.includes(code);
	const after = isManual
		? { by_hand: codes, on_schedule }
		: { by_hand: by_hand.filter((code) => !isGone(code)), on_schedule: codes };
	const typed_codes = { ...after, is_last_by_hand: isManual };
	return isDeepStrictEqual(typed_codes, book.typed_codes) ? book : { ...book, typed_codes };
}

/**
 * Finds the codes that nobody types at this moment. A draft that nobody published may keep a code through any number of
 * scheduled runs; one that the schedule meets for the first time was published with it.
 */
export function findStaying({ typed_codes }: BookRecord, isManual: boolean): ReadonlySet<string> {
	const { by_hand, on_schedule, is_last_by_hand } = typed_codes;
	return new Set([...on_schedule, ...(isManual || is_last_by_hand ? by_hand : [])]);
}

/** Gives a proposal up: its code approves nothing any more. */
export function giveUp(book: BookRecord, code: string, { now }: BookMoment): BookRecord {
	const found = book.proposals.find((each) => each.code === code);
	if (!found || !isOpen(found, book)) return book;
	return replace(book, found, { ...found, withdrawn_at: toStamp(now) });
}

export const replace = (book: BookRecord, old: Proposal, by: Proposal): BookRecord => ({
	...book,
	proposals: book.proposals.map((each) => (each === old ? by : each)),
});
