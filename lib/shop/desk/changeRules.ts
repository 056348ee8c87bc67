import { isYounger } from '../../listing/age';
import { isDeepStrictEqual } from 'node:util';
import type { Ledger } from '../../ledger/ledger';
import type { Preview } from '../../ledger/rules/preview';
import { keepQuiet, quietNames, type Proposal } from '../../ledger/rules/proposal';
import type { RuleValues } from '../../ledger/rules/ruleValues';
import type { DeskShop } from './openShop';

/** The means of an action on a shop's rules. */
export interface RulePorts {
	ledger: Ledger;
	/** Foresees the effects of values; null if the shop's list was never read. */
	preview: (account: string, values: RuleValues) => Promise<Preview | null>;
}

/**
 * The result of an action. `saved`: it rules now. `proposed`: it waits for the owner under that code.
 * `moved`: the rules changed between the check of the form and this moment, so nothing was done.
 */
export type RuleOutcome =
	{ kind: 'saved' | 'unchanged' | 'moved' | 'withdrawn' } | { kind: 'proposed'; code: string };

/**
 * Saves values that the owner typed. Those that move nothing rule at once; the others become a proposal. Live or
 * dry is never among them, because going live has a question of its own.
 * @param supersedes code of a proposal that this one takes up; null = none
 * @throws Error for values that no shop could be run by
 */
export async function saveValues(
	shop: DeskShop,
	wanted: RuleValues,
	ports: RulePorts,
	supersedes: string | null = null,
): Promise<RuleOutcome> {
	const { account, values, version } = shop;
	const calm = Object.fromEntries(
		quietNames
			.filter((name) => name !== 'live' && !isDeepStrictEqual(values[name], wanted[name]))
			.map((name) => [name, wanted[name]]),
	) as Partial<RuleValues>;
	const target = { ...wanted, live: values.live };
	const isLoud = !isDeepStrictEqual(target, { ...values, ...calm });
	const isCalm = Object.keys(calm).length === 0;
	if (!isLoud && isCalm && supersedes === null) return { kind: 'unchanged' };
	// Foreseen before anything is kept: it may take seconds, and it may fail.
	const loud = isLoud ? { values: target, preview: await ports.preview(account, target) } : null;
	const terms = { madeFrom: version, atOnce: calm, wanted: loud, supersedes };
	const proposal = await ports.ledger.rules.revise(account, terms);
	if (proposal === undefined) return { kind: 'moved' };
	if (proposal !== null) return { kind: 'proposed', code: proposal.code };
	return { kind: isCalm ? 'withdrawn' : 'saved' };
}

/** Saves rules of items that were typed on top of those that wait already. */
export const saveItems = async (
	shop: DeskShop,
	items: RuleValues['items'],
	ports: RulePorts,
): Promise<RuleOutcome> =>
	await saveValues(shop, { ...shop.values, items }, ports, shop.items.code);

/** A preview that is older than this is made anew before the owner decides, ms. */
const PREVIEW_MS = 30 * 60_000;

/** Returns a proposal with effects that are foreseen by what is known now. @param now milliseconds since 1970 */
export async function renewPreview(
	{ account, values: ruling }: DeskShop,
	proposal: Proposal,
	{ ledger, preview }: RulePorts,
	now: number,
): Promise<Proposal> {
	const { code, values } = proposal;
	if (isYounger(proposal.preview?.at, PREVIEW_MS, now)) return proposal;
	const foreseen = await preview(account, keepQuiet(values, ruling));
	if (foreseen === null) return proposal;
	await ledger.rules.renewPreview(account, code, foreseen);
	return { ...proposal, preview: foreseen };
}

/** Proposes the values of an older version. Live or dry stays as it is now. */
export async function returnToVersion(
	shop: DeskShop,
	number: number,
	ports: RulePorts,
): Promise<RuleOutcome> {
	const old = shop.versions.find((each) => each.number === number);
	if (!old) return { kind: 'moved' };
	const target = { ...old.values, live: shop.values.live };
	if (isDeepStrictEqual(target, shop.values)) return { kind: 'unchanged' };
	return await proposeValues(shop.account, target, shop.version, ports);
}

async function proposeValues(
	account: string,
	values: RuleValues,
	madeFrom: number,
	{ ledger, preview }: RulePorts,
): Promise<RuleOutcome> {
	const foreseen = await preview(account, values);
	const proposal = await ledger.rules.propose(account, values, { madeFrom, preview: foreseen });
	if (!proposal) return { kind: 'moved' };
	return { kind: 'proposed', code: proposal.code };
}

/** Makes a proposal rule. */
export async function approveProposal(
	{ account, proposals }: DeskShop,
	code: string,
	{ ledger }: RulePorts,
): Promise<RuleOutcome> {
	if (!proposals.some((each) => each.code === code)) return { kind: 'moved' };
	const answer = await ledger.rules.approve(account, code);
	return { kind: answer.kind === 'approved' ? 'saved' : 'moved' };
}

/** Gives a proposal up. */
export async function withdrawProposal(
	{ account }: DeskShop,
	code: string,
	{ ledger }: RulePorts,
): Promise<RuleOutcome> {
	return { kind: (await ledger.rules.withdraw(account, code)) ? 'withdrawn' : 'moved' };
}

/** Lets the runs write to the shop, or stops them. The rules themselves stay. */
export async function setLive(
	{ account, values, version }: DeskShop,
	live: boolean,
	{ ledger, preview }: RulePorts,
): Promise<RuleOutcome> {
	if (values.live === live) return { kind: 'unchanged' };
	if (version > 0) {
		await ledger.rules.amend(account, { live }, 'owner');
		return { kind: 'saved' };
	}
	const wanted = { ...values, live };
	const foreseen = await preview(account, wanted);
	const begun = await ledger.rules.begin(account, wanted, 'owner', foreseen);
	return { kind: begun ? 'saved' : 'moved' };
}
