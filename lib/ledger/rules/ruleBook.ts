import { toStamp } from '../../listing/stamp';
import { changeRecord } from '../../stores/changeRecord';
import type { JsonObject, Store } from '../../stores/store';
import type { Preview } from './preview';
import { isOpen, type Proposal } from './proposal';
import { makeCode } from './ruleCode';
import { completeValues, requireValues, type RuleValues } from './ruleValues';

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

/**
 * The result of a code that the owner typed. `told`: this was reported before, so nobody is told again.
 */
export type Answer =
	{ kind: 'approved'; version: RuleVersion } | { kind: 'used' | 'void' | 'unknown'; told: boolean };

interface BookRecord {
	/** The rules before the first version; null from then on. */
	draft: RuleValues | null;
	/** Oldest first. */
	versions: RuleVersion[];
	proposals: Proposal[];
	/** Typed codes that no proposal has, newest last: each is answered once. */
	unknown: string[];
	/** true if the settings of the last scheduled run say that nothing may be written. */
	is_dry_by_settings: boolean;
	/** Rules of workflows that don't go by this book, by n8n's id of the workflow. */
	elsewhere: Record<string, ForeignRules>;
}

/** The rules of a live workflow that has its own, as its last run used them. */
export interface ForeignRules {
	/** n8n's name of the workflow. */
	name: string;
	/** ISO 8601 with offset. */
	noted_at: string;
	values: Partial<RuleValues>;
}

/** A workflow that has not run for so long is no longer in use. */
const FOREIGN_DAYS_MS = 8 * 24 * 3_600_000;

const MOST_UNKNOWN = 50;

/**
 * How long an old version can be looked up: longer than the longest time that any item goes without a
 * write.
 */
const KEEP_MS = 400 * 24 * 3_600_000;

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
			const known = book.elsewhere[id];
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
		const { versions, proposals } = await this.read(account);
		return proposals.filter((proposal) => isOpen(proposal, versions));
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
		const record = await this.change(account, (book) => this.addVersion(account, book, made));
		return record.versions.at(-1)!;
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
		const record = await this.change(account, (book) => {
			const ruling = book.versions.at(-1);
			if (!ruling) return book;
			const values = requireValues({ ...ruling.values, ...changes });
			return this.addVersion(account, book, { values, by, preview: null });
		});
		return record.versions.at(-1) ?? null;
	}

	/**
	 * Keeps values for the owner's approval. Proposed again, they keep their code and the newer preview.
	 * @param terms `madeFrom`: number of the version that the values were made from; if another applies by
	 * now, nothing is proposed, because the values would take back what it changed
	 * @returns null if nothing was proposed, e.g. because the values are current already
	 * @throws Error for values that no shop could be run by
	 */
	async propose(
		account: string,
		values: RuleValues,
		{ madeFrom, preview = null }: { madeFrom?: number; preview?: Preview | null } = {},
	): Promise<Proposal | null> {
		const checked = requireValues(values);
		const code = makeCode(account, checked);
		const record = await this.change(account, (book) => {
			const ruling = book.versions.at(-1);
			if (ruling && makeCode(account, ruling.values) === code) return book;
			const base = ruling?.number ?? 0;
			if (madeFrom !== undefined && madeFrom !== base) return book;
			const same = book.proposals.find((each) => each.code === code);
			if (same && isOpen(same, book.versions)) {
				return preview === null ? book : replace(book, same, { ...same, preview });
			}
			const proposal: Proposal = {
				...{ code, values: checked, preview, base, proposed_at: toStamp(this.now()) },
				...{ used_at: null, is_answered: false },
			};
			return { ...book, proposals: [...book.proposals.filter((each) => each !== same), proposal] };
		});
		return (
			record.proposals.find((each) => each.code === code && isOpen(each, record.versions)) ?? null
		);
	}

	/** Approves a code for the owner: its values apply from now on. */
	async approve(account: string, code: string): Promise<Answer> {
		let found: Proposal | undefined;
		let isApproved = false;
		let wasTold = false;
		const record = await this.change(account, (book) => {
			found = book.proposals.find((each) => each.code === code);
			if (!found) {
				wasTold = book.unknown.includes(code);
				const unknown = [...book.unknown, code].slice(-MOST_UNKNOWN);
				return wasTold ? book : { ...book, unknown };
			}
			isApproved = isOpen(found, book.versions);
			if (!isApproved && found.is_answered) return book;
			if (!isApproved) return replace(book, found, { ...found, is_answered: true });
			const used = { ...found, used_at: toStamp(this.now()) };
			const { values, preview } = found;
			const made = { values, by: 'owner', preview } as const;
			return this.addVersion(account, replace(book, found, used), made);
		});
		if (!found) return { kind: 'unknown', told: wasTold };
		if (isApproved) return { kind: 'approved', version: record.versions.at(-1)! };
		return { kind: found.used_at === null ? 'void' : 'used', told: found.is_answered };
	}

	/**
	 * Gives a proposal up for the owner: its code approves nothing any more. The same values proposed later are
	 * another proposal.
	 * @returns false if no such proposal waits
	 */
	async withdraw(account: string, code: string): Promise<boolean> {
		let isWithdrawn = false;
		await this.change(account, (book) => {
			const found = book.proposals.find((each) => each.code === code);
			isWithdrawn = found !== undefined && isOpen(found, book.versions);
			if (!found || !isWithdrawn) return book;
			return replace(book, found, { ...found, withdrawn_at: toStamp(this.now()) });
		});
		return isWithdrawn;
	}

	/** Returns when a proposal was last given up, ISO 8601 with offset; null if none of those kept was. */
	async lastWithdrawn(account: string): Promise<string | null> {
		const { proposals } = await this.read(account);
		const stamps = proposals.flatMap(({ withdrawn_at }) => withdrawn_at ?? []);
		return stamps.sort().at(-1) ?? null;
	}

	/** Notes whether the settings of a scheduled run allow writing: all workflows of the shop follow it. */
	async noteDry(account: string, isDry: boolean): Promise<void> {
		await this.change(account, (book) =>
			book.is_dry_by_settings === isDry ? book : { ...book, is_dry_by_settings: isDry },
		);
	}

	/** Returns whether the settings of the last scheduled run say that nothing may be written. */
	async isDryBySettings(account: string): Promise<boolean> {
		return (await this.read(account)).is_dry_by_settings;
	}

	private addVersion(
		account: string,
		book: BookRecord,
		made: Pick<RuleVersion, 'values' | 'by' | 'preview'>,
	): BookRecord {
		const ruling = book.versions.at(-1);
		if (ruling && makeCode(account, ruling.values) === makeCode(account, made.values)) return book;
		const number = (ruling?.number ?? 0) + 1;
		const version = { number, saved_at: toStamp(this.now()), ...made };
		// A version is looked up until long after it ceased to apply.
		const kept = book.versions.filter((_, index) => {
			const next = book.versions[index + 1];
			return !next || !this.isPast(next.saved_at);
		});
		const proposals = book.proposals.filter(({ proposed_at }) => !this.isPast(proposed_at));
		return { ...book, draft: null, versions: [...kept, version], proposals };
	}

	private isPast(stamp: string): boolean {
		return this.now() - Date.parse(stamp) > KEEP_MS;
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

const replace = (book: BookRecord, old: Proposal, by: Proposal): BookRecord => ({
	...book,
	proposals: book.proposals.map((each) => (each === old ? by : each)),
});

const readRecord = (record: BookRecord | JsonObject | undefined): BookRecord => ({
	draft: record?.draft ? completeValues(record.draft as RuleValues) : null,
	versions: ((record?.versions ?? []) as RuleVersion[]).map(complete),
	proposals: ((record?.proposals ?? []) as Proposal[]).map(complete),
	unknown: (record?.unknown ?? []) as string[],
	is_dry_by_settings: record?.is_dry_by_settings === true,
	elsewhere: (record?.elsewhere ?? {}) as BookRecord['elsewhere'],
});

/** Records of before the previews have none. */
const complete = <T extends { values: RuleValues; preview: Preview | null }>(kept: T): T => ({
	...kept,
	values: completeValues(kept.values),
	preview: (kept.preview as Preview | null | undefined) ?? null,
});
