import { toStamp } from '../../listing/stamp';
import type { BookRecord, Places, RuleVersion } from './bookRecord';
import type { Preview } from './preview';
import { isOpen, nameProposal, type Proposal } from './proposal';
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
 * Lets values that move nothing rule at once.
 * @throws Error for values that no shop could be run by
 */
export function amendAtOnce(
	book: BookRecord,
	atOnce: Partial<RuleValues>,
	moment: BookMoment,
): BookRecord {
	if (Object.keys(atOnce).length === 0) return book;
	const ruling = book.versions.at(-1);
	const values = requireValues({ ...(ruling?.values ?? book.draft ?? defaultValues), ...atOnce });
	// Before the first version the settings rule, and the next run goes on from this draft.
	if (!ruling) return { ...book, draft: values };
	return addVersion(book, { values, by: 'owner', preview: null }, moment);
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
	const ruling = book.versions.at(-1);
	if (!ruling) return noted;
	// A room is never taken away: the messages would reach nobody.
	const said = names.filter((name) => name !== 'room' || typed.room !== '');
	const places = Object.fromEntries(said.map((name) => [name, typed[name]]));
	const values = requireValues({ ...ruling.values, ...places });
	return addVersion(noted, { values, by: 'settings', preview: null }, moment);
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
	if (same && isOpen(same, book.versions)) {
		if (preview === null) return { book, proposal: same };
		const renewed = { ...same, preview };
		return { book: replace(book, same, renewed), proposal: renewed };
	}
	if (same?.withdrawn_at && by === 'settings') return { book, proposal: null };
	const proposal: Proposal = {
		...{ code, values, preview, by, base: ruling?.number ?? 0 },
		...{ proposed_at: toStamp(now), used_at: null, is_answered: false },
	};
	const others = book.proposals.filter((each) => each !== same);
	return { book: { ...book, proposals: [...others, proposal] }, proposal };
}

/** Gives a proposal up: its code approves nothing any more. */
export function giveUp(book: BookRecord, code: string, { now }: BookMoment): BookRecord {
	const found = book.proposals.find((each) => each.code === code);
	if (!found || !isOpen(found, book.versions)) return book;
	return replace(book, found, { ...found, withdrawn_at: toStamp(now) });
}

export const replace = (book: BookRecord, old: Proposal, by: Proposal): BookRecord => ({
	...book,
	proposals: book.proposals.map((each) => (each === old ? by : each)),
});
