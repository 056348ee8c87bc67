import { isYounger } from '../../listing/age';
import type { MarkupTier, PricingRule } from '../../listing/pricing/rule';
import type { Places, RuleVersion } from '../../ledger/rules/bookRecord';
import type { RuleBook } from '../../ledger/rules/ruleBook';
import type { Ledger } from '../../ledger/ledger';
import type { GivenAnswer } from '../../ledger/questions/questions';
import type { Preview } from '../../ledger/rules/preview';
import { nameProposal } from '../../ledger/rules/proposal';
import { readCodes } from '../../ledger/rules/ruleCode';
import {
	checkValues,
	defaultValues,
	type CheckedValues,
	type RuleValues,
} from '../../ledger/rules/ruleValues';
import type {
	ForeseenProposal,
	RuleAnswer,
	RuleChanges,
	RunSettings,
} from '../../ledger/rules/runRules';
import { compareValues } from '../runs/compareValues';
import { findFormerRules } from './formerRules';

/** Where a shop's rules and questions lie. */
export type RuleLedger = Pick<Ledger, 'rules' | 'questions'>;

export interface RulePorts {
	/** Says what rules would do to the shop; null if its list was never read. */
	previewOf: (values: RuleValues) => Promise<Preview | null>;
	/** Milliseconds since 1970. */
	now: () => number;
}

/** The rules that a run follows. */
export interface OpenedRules {
	values: RuleValues;
	/** Number of the version; 0 = none yet, so the settings apply. */
	version: number;
	/** True if nothing may be written, because the settings or the book say so. */
	isDry: boolean;
	/** The changes that the settings ask for, for the owner to approve; null = none. */
	proposal: ForeseenProposal | null;
	/** The answers to the codes, except those that were answered before. */
	answers: RuleAnswer[];
	/**
	 * Why the settings can't be used, for the owner; null = all is well. Without a version the rule makes
	 * no price then; with one, the version goes on.
	 */
	problem: string | null;
	/** true if nobody has set a markup, so the default applies. */
	assumesMarkup: boolean;
}

/**
 * Derives the rules of a run from the settings and the book. Before the first version the settings
 * apply directly, and a live run makes them version 1. After that a change of a rule in the settings is
 * only a proposal, and the book applies.
 * @throws Error if the book can't be read: nothing may be decided without it
 */
export async function openRules(
	ledger: RuleLedger,
	account: string,
	settings: RunSettings,
	ports: RulePorts,
): Promise<OpenedRules> {
	const shop = { book: ledger.rules, account, ...ports };
	const answers = await answerCodes(ledger, account, settings);
	const ruling = await shop.book.ruling(account);
	if (ruling) return { ...markStaying(await follow(shop, ruling, settings), settings), answers };
	const begun = await beginBook(shop, settings);
	// The first values have these places, by hand too: what the owner changes at the desk from now on is the later word.
	await shop.book.takePlaces(account, readPlaces(settings));
	return { ...begun, answers };
}

/** Marks a proposal that waits although its code is typed: the owner would wait in vain. */
function markStaying(followed: Followed, { approve }: RunSettings): Followed {
	const { proposal } = followed;
	if (!proposal || !readCodes(approve).includes(proposal.code)) return followed;
	return { ...followed, proposal: { ...proposal, stays: true } };
}

/** The shop whose rules are opened. */
interface Shop extends RulePorts {
	book: RuleBook;
	account: string;
}

type Followed = Omit<OpenedRules, 'answers'>;

/** The version applies, and what the settings say otherwise is proposed. */
async function follow(shop: Shop, before: RuleVersion, settings: RunSettings): Promise<Followed> {
	const ruling = await takeOverPlaces(shop, before, settings);
	const { values, number } = ruling;
	const places = settings.isManual ? findTyped(values, settings) : {};
	const base = { values: { ...values, ...places }, version: number, assumesMarkup: false };
	const isDry = settings.dryRun || !values.live;
	const wanted = check(settings, layOver(values, settings.changes));
	const proposal = wanted.values && (await propose(shop, ruling, wanted.values));
	return { ...base, isDry, proposal, problem: wanted.problem };
}

/** A run by hand tries what is typed, published or not. */
const findTyped = (values: RuleValues, { room, businessHours }: RunSettings): Places => ({
	room: room || values.room,
	business_hours: businessHours || values.business_hours,
});

const check = ({ problem }: RunSettings, wanted: RuleValues): CheckedValues =>
	problem === null ? checkValues(wanted) : { values: null, problem };

/**
 * Dry run, room and hours move no price, so the schedule's settings take effect at once, in all
 * workflows of the shop. A run by hand may come from a draft that nobody published.
 */
async function takeOverPlaces(
	{ book, account }: Shop,
	ruling: RuleVersion,
	settings: RunSettings,
): Promise<RuleVersion> {
	if (settings.isManual) return ruling;
	await book.noteDry(account, settings.dryRun);
	// The owner may approve other values at this very moment: only the places are touched.
	return (await book.takePlaces(account, readPlaces(settings))) ?? ruling;
}

const readPlaces = ({ room, typedRoom = room, businessHours }: RunSettings): Places => ({
	room: typedRoom,
	business_hours: businessHours,
});

async function propose(
	shop: Shop,
	ruling: RuleVersion,
	wanted: RuleValues,
): Promise<ForeseenProposal | null> {
	const { book, account } = shop;
	const preview = await findPreview(shop, ruling, wanted);
	const proposal = await book.propose(account, wanted, {
		...{ madeFrom: ruling.number, preview, by: 'settings' },
	});
	if (!proposal) return null;
	const differences = compareValues(ruling.values, wanted);
	return { code: proposal.code, differences, preview: proposal.preview };
}

/** A proposal is told once a day, and so much may its preview age, ms. */
const PREVIEW_MS = 23 * 3_600_000;

/** Foresees what a proposal would do; null if there is nothing to propose, or nothing new to say. */
async function findPreview(
	{ book, account, previewOf, now }: Shop,
	ruling: RuleVersion,
	wanted: RuleValues,
): Promise<Preview | null> {
	const code = nameProposal(account, wanted);
	if (code === nameProposal(account, ruling.values)) return null;
	const open = (await book.openProposals(account)).find((each) => each.code === code);
	if (isYounger(open?.preview?.at, PREVIEW_MS, now())) return null;
	return await previewOf(wanted);
}

/** Applies the settings at once: as a draft while runs are dry, as version 1 once they are live. */
async function beginBook(shop: Shop, settings: RunSettings): Promise<Followed> {
	const { book, account, previewOf } = shop;
	const { dryRun, changes, room, businessHours } = settings;
	const places = { room, business_hours: businessHours };
	const former = await findFormerRules(book, account);
	const draft = await book.draft(account);
	if (former.problem === null && !dryRun && former.values) {
		// The upgrade itself moves nothing: what ruled so far is version 1, and the settings propose.
		const values = { ...keepDrafted(former.values, draft), ...places, live: true };
		const version = await book.save(account, values, 'upgrade', await previewOf(values));
		return await follow(shop, version, settings);
	}
	const start = keepDrafted(former.values ?? defaultValues, draft);
	const last = draft ?? start;
	const base = { isDry: dryRun, proposal: null, assumesMarkup: false };
	const isAsked = former.problem !== null && changes.markup?.top === undefined;
	const problem = settings.problem ?? (isAsked ? former.problem : null);
	const wanted = check({ ...settings, problem }, { ...layOver(start, changes), ...places });
	if (wanted.values === null) {
		// The floor, the guards and the filter apply as far as the owner's words can be read.
		const rest = checkValues({ ...layOver(last, { ...changes, markup: undefined }), ...places });
		if (rest.values) await book.saveDraft(account, rest.values);
		return { ...base, values: rest.values ?? last, version: 0, problem: wanted.problem };
	}
	const values = { ...wanted.values, live: !dryRun };
	if (dryRun) await book.saveDraft(account, values);
	else await book.save(account, values, 'settings', await previewOf(values));
	const assumesMarkup = changes.markup?.top === undefined && former.values === null;
	return { ...base, values, version: dryRun ? 0 : 1, problem: null, assumesMarkup };
}

/** Lays in what only the desk can say: the settings know nothing of it, so no run may forget it. */
const keepDrafted = (values: RuleValues, draft: RuleValues | null): RuleValues =>
	draft === null
		? values
		: {
				...values,
				footer: draft.footer,
				desk_url: draft.desk_url,
				watch_quota_percent: draft.watch_quota_percent,
				dead_wood_days: draft.dead_wood_days,
			};

async function answerCodes(
	{ rules, questions }: RuleLedger,
	account: string,
	{ approve: typed, isManual }: RunSettings,
): Promise<RuleAnswer[]> {
	const answers: RuleAnswer[] = [];
	const codes = readCodes(typed);
	const before = await rules.stayingCodes(account, isManual);
	for (const code of codes) {
		// A code stays in the field until somebody clears it. It must not decide again what the owner decides elsewhere.
		const stays = before.has(code);
		const given = await questions.answer(account, code, stays);
		const answer = given ? tellAnswer(given) : await approve(rules, account, code, stays);
		if (answer !== null) answers.push({ code, ...answer });
	}
	// Noted last: a run that breaks off before this must not swallow an answer.
	await rules.noteTyped(account, codes, isManual);
	return answers;
}

type TypedAnswer = Omit<RuleAnswer, 'code'> | null;

function tellAnswer({ question, isLate, told }: GivenAnswer): TypedAnswer {
	const { answer, members } = question;
	if (!isLate) return { kind: answer ?? 'unknown', version: null, count: members.length };
	return told ? null : { kind: 'used', version: null, count: 0 };
}

async function approve(
	book: RuleBook,
	account: string,
	code: string,
	stays: boolean,
): Promise<TypedAnswer> {
	const answer = await book.approve(account, code, stays);
	if ('told' in answer && answer.told) return null;
	const version = answer.kind === 'approved' ? answer.version.number : null;
	return { kind: answer.kind, version, count: 0 };
}

const layOver = (values: RuleValues, changes: RuleChanges): RuleValues => ({
	...values,
	pricing: {
		...values.pricing,
		...changes.pricing,
		tiers: layTiers(values.pricing, changes.markup ?? {}),
	},
	filter: { ...values.filter, ...changes.filter },
	guards: { ...values.guards, ...changes.guards },
	thresholds: { ...values.thresholds, ...changes.thresholds },
});

/** The last tier and the ones below it are set apart from each other. */
function layTiers(
	{ tiers }: PricingRule,
	{ top, lower }: NonNullable<RuleChanges['markup']>,
): MarkupTier[] {
	const last = tiers.at(-1)!;
	return [
		...(lower ?? tiers.slice(0, -1)),
		top === undefined ? last : { upTo: null, markupPercent: top },
	];
}
