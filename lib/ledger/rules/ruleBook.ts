import { ownValue } from '../../listing/memory';
import { toStamp } from '../../listing/stamp';
import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';
import {
	readRecord,
	type BookRecord,
	type ForeignRules,
	type Places,
	type RuleVersion,
	type SavedBy,
} from './bookRecord';
import {
	addProposal,
	addVersion,
	amendAtOnce,
	amendRuling,
	approveCode,
	findStaying,
	giveUp,
	noteTyped,
	replace,
	takePlaces,
	type Answer,
	type BookMoment,
} from './bookChanges';
import type { Preview } from './preview';
import { findPricedSince } from './pricedSince';
import { isOpen, type Proposal } from './proposal';
import { defaultValues, requireValues, type RuleValues } from './ruleValues';

/** All that a page about the rules shows. */
export interface OpenBook {
	/** The rules that apply: of the ruling version, or before the first one of the draft. */
	values: RuleValues;
	/** Number of the ruling version; 0 = none yet. */
	version: number;
	/** Number of the version since which prices are made as they are now; 0 = there is none yet. */
	pricedSince: number;
	/** Oldest first. */
	versions: RuleVersion[];
	/** Those that the owner has neither approved nor given up, oldest first. */
	proposals: Proposal[];
	isDryBySettings: boolean;
	/** The business hours and the room that the settings of the last scheduled run named. */
	typedHours: string;
	typedRoom: string;
	/** When a proposal was last given up, ISO 8601 with offset; null if none of those kept was. */
	lastWithdrawn: string | null;
}

/** A workflow that has not run for so long is no longer in use. */
const FOREIGN_DAYS_MS = 8 * 24 * 3_600_000;

/** The rules of each shop account, in versions. The last one applies. */
export class RuleBook {
	constructor(
		private readonly store: Store,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
	) {}

	/**
	 * Returns the current version; null before the first. @throws Error if it can't be read: nothing may
	 * be decided without it
	 */
	async ruling(account: string): Promise<RuleVersion | null> {
		const last = (await this.read(account)).versions.at(-1);
		return last ? { ...last, values: requireValues(last.values) } : null;
	}

	/** Returns the settings' values while there is no version; null if nothing was ever set. */
	async draft(account: string): Promise<RuleValues | null> {
		return (await this.read(account)).draft;
	}

	/**
	 * Keeps the settings' values for the other workflows to use. Once there is a version nothing is kept.
	 * @throws Error for values that no shop could be run by
	 */
	async saveDraft(account: string, values: RuleValues): Promise<void> {
		const draft = requireValues(values);
		await this.change(account, (book) => (book.versions.length > 0 ? book : { ...book, draft }));
	}

	/**
	 * Notes the rules of a workflow that has its own: version 0.1 kept them in each workflow.
	 * @param values the part that the calling node knows
	 * @returns true if the shop goes by its book already, so that two rules are at work
	 */
	async noteElsewhere(
		account: string,
		{ id, name }: { id: string; name: string },
		values: Partial<RuleValues>,
	): Promise<boolean> {
		const record = await this.change(account, (book) => {
			const known = ownValue(book.elsewhere, id);
			const noted = {
				name,
				noted_at: toStamp(this.now()),
				values: { ...known?.values, ...values },
			};
			return { ...book, elsewhere: { ...book.elsewhere, [id]: noted } };
		});
		return record.versions.length > 0;
	}

	/** Returns the rules of the workflows that have run by their own within the last days. */
	async elsewhere(account: string): Promise<ForeignRules[]> {
		return Object.values((await this.read(account)).elsewhere).filter(
			({ noted_at }) => Math.abs(this.now() - Date.parse(noted_at)) < FOREIGN_DAYS_MS,
		);
	}

	/** Returns the accounts that have a book, in order. */
	async accounts(): Promise<string[]> {
		const accounts: string[] = [];
		for await (const account of this.store.keys('rules')) accounts.push(account);
		return accounts.sort();
	}

	/** Oldest first. */
	async versions(account: string): Promise<RuleVersion[]> {
		return (await this.read(account)).versions;
	}

	/** Returns the proposals that wait for the owner's approval. */
	async openProposals(account: string): Promise<Proposal[]> {
		return (await this.open(account)).proposals;
	}

	/** Reads all that a page about the rules shows, as it stands at one moment. */
	async open(account: string): Promise<OpenBook> {
		const book = await this.read(account);
		const { versions, proposals, draft, is_dry_by_settings } = book;
		const ruling = versions.at(-1);
		const withdrawn = proposals.flatMap(({ withdrawn_at }) => withdrawn_at ?? []);
		return {
			values: ruling ? requireValues(ruling.values) : (draft ?? defaultValues),
			version: ruling?.number ?? 0,
			pricedSince: findPricedSince(versions),
			versions,
			proposals: proposals.filter((proposal) => isOpen(proposal, book)),
			isDryBySettings: is_dry_by_settings,
			typedHours: book.typed_places?.business_hours ?? '',
			typedRoom: book.typed_places?.room ?? '',
			lastWithdrawn: withdrawn.sort().at(-1) ?? null,
		};
	}

	/**
	 * Makes values current at once. Values that are current already make no new version.
	 * @throws Error for values that no shop could be run by
	 */
	async save(
		account: string,
		values: RuleValues,
		by: SavedBy,
		preview: Preview | null = null,
	): Promise<RuleVersion> {
		const made = { values: requireValues(values), by, preview };
		const record = await this.change(account, (book) => addVersion(book, made, this.at(account)));
		return record.versions.at(-1)!;
	}

	/**
	 * Makes the values of a book without a version its first version.
	 * @returns null if it has one by now, so that nothing was done
	 * @throws Error for values that no shop could be run by
	 */
	async begin(
		account: string,
		values: RuleValues,
		by: SavedBy,
		preview: Preview | null = null,
	): Promise<RuleVersion | null> {
		const made = { values: requireValues(values), by, preview };
		let hasBegun = false;
		const record = await this.change(account, (book) => {
			hasBegun = book.versions.length === 0;
			return hasBegun ? addVersion(book, made, this.at(account)) : book;
		});
		return hasBegun ? record.versions.at(-1)! : null;
	}

	/**
	 * Does the owner's changes in one step: values that move nothing rule at once, the others wait for approval.
	 * @param changes `madeFrom`: number of the version that the owner saw; `atOnce`: values that move nothing;
	 * `wanted`: all values, if others change too, with their preview; `supersedes`: code of a proposal that the new one
	 * takes up, so that it is given up
	 * @returns the proposal, or null if none was needed; undefined if another version rules by now, so that nothing
	 * was done
	 * @throws Error for values that no shop could be run by
	 */
	async revise(
		account: string,
		changes: {
			madeFrom: number;
			atOnce: Partial<RuleValues>;
			wanted: { values: RuleValues; preview: Preview | null } | null;
			supersedes?: string | null;
		},
	): Promise<Proposal | null | undefined> {
		const { madeFrom, atOnce, wanted, supersedes = null } = changes;
		let proposal: Proposal | null | undefined;
		await this.change(account, (book) => {
			proposal = undefined;
			if ((book.versions.at(-1)?.number ?? 0) !== madeFrom) return book;
			const at = this.at(account);
			const amended = amendAtOnce(book, atOnce, at);
			const made = wanted && addProposal(amended, wanted, at);
			proposal = made?.proposal ?? null;
			const after = made?.book ?? amended;
			return supersedes === null || supersedes === proposal?.code
				? after
				: giveUp(after, supersedes, at);
		});
		return proposal;
	}

	/**
	 * Changes some values of the current version, whichever that is at this moment; without a version
	 * nothing is changed.
	 * @returns the current version
	 * @throws Error for values that no shop could be run by
	 */
	async amend(
		account: string,
		changes: Partial<RuleValues>,
		by: SavedBy,
	): Promise<RuleVersion | null> {
		const record = await this.change(account, (book) =>
			amendRuling(book, changes, by, this.at(account)),
		);
		return record.versions.at(-1) ?? null;
	}

	/**
	 * Keeps values for the owner's approval. Proposed again, they keep their code and the newer preview.
	 * @param terms `madeFrom`: number of the version that the values were made from; if another applies by
	 * now, nothing is proposed, because the values would take back what it changed. `by`: `settings` if a run asks
	 * for what its settings say; what the owner gave up is not asked for again then
	 * @returns null if nothing was proposed, e.g. because the values are current already
	 * @throws Error for values that no shop could be run by
	 */
	async propose(
		account: string,
		values: RuleValues,
		terms: { madeFrom?: number; preview?: Preview | null; by?: Proposal['by'] } = {},
	): Promise<Proposal | null> {
		let proposal: Proposal | null = null;
		await this.change(account, (book) => {
			proposal = null;
			const base = book.versions.at(-1)?.number ?? 0;
			if (terms.madeFrom !== undefined && terms.madeFrom !== base) return book;
			const made = addProposal(book, { ...terms, values }, this.at(account));
			proposal = made.proposal;
			return made.book;
		});
		return proposal;
	}

	/** Keeps the effects that were foreseen anew for a proposal that still waits. */
	async renewPreview(account: string, code: string, preview: Preview): Promise<void> {
		await this.change(account, (book) => {
			const found = book.proposals.find((each) => each.code === code);
			if (!found || !isOpen(found, book)) return book;
			return replace(book, found, { ...found, preview });
		});
	}

	/**
	 * Approves a code for the owner: its values apply from now on.
	 * @param stays it stood in the field before, so that it approves nothing
	 */
	async approve(account: string, code: string, stays = false): Promise<Answer> {
		let answer: Answer | undefined;
		await this.change(account, (book) => {
			const approved = approveCode(book, code, stays, this.at(account));
			answer = approved.answer;
			return approved.book;
		});
		return answer!;
	}

	/** Returns the codes that stood in the settings' field before this run, so that they say nothing in it. */
	async stayingCodes(account: string, isManual: boolean): Promise<ReadonlySet<string>> {
		return findStaying(await this.read(account), isManual);
	}

	/** Notes the codes that a run found in the settings' field, once they are answered. */
	async noteTyped(account: string, codes: string[], isManual: boolean): Promise<void> {
		await this.change(account, (book) => noteTyped(book, codes, isManual));
	}

	/**
	 * Gives a proposal up for the owner: its code approves nothing any more. The same values proposed later are
	 * another proposal.
	 * @returns false if no such proposal waits
	 */
	async withdraw(account: string, code: string): Promise<boolean> {
		let isWithdrawn = false;
		await this.change(account, (book) => {
			const after = giveUp(book, code, this.at(account));
			isWithdrawn = after !== book;
			return after;
		});
		return isWithdrawn;
	}

	/**
	 * Takes over the room and the hours that the settings of a scheduled run name, if they say something new.
	 * @returns the current version; null if there is none
	 */
	async takePlaces(account: string, typed: Places): Promise<RuleVersion | null> {
		const record = await this.change(account, (book) => takePlaces(book, typed, this.at(account)));
		return record.versions.at(-1) ?? null;
	}

	/** Notes whether the settings of a scheduled run allow writing: all workflows of the shop follow it. */
	async noteDry(account: string, isDry: boolean): Promise<void> {
		await this.change(account, (book) =>
			book.is_dry_by_settings === isDry ? book : { ...book, is_dry_by_settings: isDry },
		);
	}

	private at(account: string): BookMoment {
		return { account, now: this.now() };
	}

	/** Changes a book; `change` returns the book that it was given if there is nothing to write. */
	private async change(
		account: string,
		change: (book: BookRecord) => BookRecord,
	): Promise<BookRecord> {
		const changed = await changeRecord<BookRecord>(this.store, 'rules', account, (current) => {
			const before = readRecord(current);
			const after = change(before);
			return after === before ? undefined : after;
		});
		return readRecord(changed);
	}

	private async read(account: string): Promise<BookRecord> {
		return readRecord((await this.store.read('rules', [account])).get(account));
	}
}
