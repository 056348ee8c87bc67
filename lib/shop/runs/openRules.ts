import type { Answer, Proposal, RuleBook } from '../../ledger/rules/ruleBook';
import { readCodes } from '../../ledger/rules/ruleCode';
import { defaultValues, type RuleValues } from '../../ledger/rules/ruleValues';

/** Values of a run's settings that override the book; absent = as in the book. */
export type RuleChanges = {
	[Field in 'pricing' | 'filter' | 'guards' | 'thresholds']?: Partial<RuleValues[Field]>;
};

/** The contents of a run's settings. */
export interface RunSettings {
	dryRun: boolean;
	/** After the first version these are proposals. */
	changes: RuleChanges;
	/** These two apply in the run that reads them; empty = as in the book. */
	room: string;
	businessHours: string;
	/** Codes that the owner typed. */
	approve: string;
	/**
	 * Why the settings can't be read, for the owner; null = all is well. If set, `changes` lacks that
	 * part.
	 */
	problem: string | null;
}

/** The rules that a run follows. */
export interface OpenedRules {
	values: RuleValues;
	/** Number of the version; 0 = none yet, so the settings apply. */
	version: number;
	/** True if nothing may be written, because the settings or the book say so. */
	isDry: boolean;
	/** The changes that the settings ask for, for the owner to approve; null = none. */
	proposal: Proposal | null;
	/** The answers to the codes, except those that were answered before. */
	answers: Array<{ code: string; answer: Answer }>;
	/** Why the rule makes no price; null = all is well. */
	problem: string | null;
}

/**
 * Derives the rules of a run from the settings and the book. Before the first version the settings
 * apply directly, and a live run makes them version 1. After that the settings are only proposals, and
 * the book applies.
 */
export async function openRules(
	book: RuleBook,
	account: string,
	settings: RunSettings,
): Promise<OpenedRules> {
	const answers = await answerCodes(book, account, settings.approve);
	const ruling = (await book.ruling(account)) ?? (await beginBook(book, account, settings));
	const base = ruling?.values ?? (await book.draft(account)) ?? defaultValues;
	const proposal =
		ruling && settings.problem === null
			? await book.propose(account, layOver(ruling.values, settings.changes))
			: null;
	const { room, businessHours } = settings;
	return {
		values: {
			...base,
			room: room || base.room,
			business_hours: businessHours || base.business_hours,
		},
		version: ruling?.number ?? 0,
		isDry: settings.dryRun || !ruling?.values.live,
		proposal,
		answers,
		problem: ruling ? null : settings.problem,
	};
}

/** Applies the settings at once: as a draft while runs are dry, as version 1 once they are live. */
async function beginBook(book: RuleBook, account: string, settings: RunSettings) {
	if (settings.problem !== null) return null;
	const { room, businessHours } = settings;
	const values = {
		...layOver(defaultValues, settings.changes),
		...{ room, business_hours: businessHours },
	};
	if (!settings.dryRun) return await book.save(account, { ...values, live: true }, 'settings');
	await book.saveDraft(account, values);
	return null;
}

async function answerCodes(book: RuleBook, account: string, typed: string) {
	const answers: OpenedRules['answers'] = [];
	for (const code of readCodes(typed)) {
		const answer = await book.approve(account, code);
		// A used code stays in the field until somebody clears it, but it is answered only once.
		if ('told' in answer && answer.told) continue;
		answers.push({ code, answer });
	}
	return answers;
}

const layOver = (values: RuleValues, changes: RuleChanges): RuleValues => ({
	...values,
	pricing: { ...values.pricing, ...changes.pricing },
	filter: { ...values.filter, ...changes.filter },
	guards: { ...values.guards, ...changes.guards },
	thresholds: { ...values.thresholds, ...changes.thresholds },
});
