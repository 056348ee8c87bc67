import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { DecisionRules } from '../../../changes/decideItem';
import type { ShopRules } from '../../../shop/runs/shopRules';
import { readRun } from '../../items/run';
import { openShopData } from '../../connections/openShopData';
import { noteOwnRules } from './noteOwnRules';
import { readGuards } from './guardParameters';
import { readRule } from './readRule';
import { readThresholds } from './readThresholds';
import { findAccount, readBookRules } from './rulesFrom';

/** The rules of a node that decides about prices. */
export type GivenRules = Omit<DecisionRules, 'shop' | 'answersOf' | 'now'>;

/**
 * Reads the rules from where the node says.
 * @throws Error if the items belong to several shops, or the shop's book can't be read
 */
export async function readRules(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): Promise<GivenRules> {
	const book = await readBookRules(context, items);
	if (book) return rulesOfBook(book, items);
	const { rule, problem: ruleProblem } = readRule(context);
	const own = { guards: readGuards(context), thresholds: readThresholds(context) };
	await noteOwnRules(context, items, ruleProblem === null ? { pricing: rule, ...own } : {});
	const ruling = await findRuling(context, items);
	const unnumbered = { version: null, pricedSince: null, blocked: null, items: {} };
	return { rule, ruleProblem, ...own, ...unnumbered, ruling };
}

/** Returns the rule of the shop's book, for a node with rules of its own; null if there is no version yet. */
async function findRuling(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): Promise<GivenRules['ruling']> {
	const account = findAccount(items);
	if (account === '') return null;
	const ruling = await (await openShopData(context)).ledger.rules.ruling(account);
	return ruling?.values.pricing ?? null;
}

/** Settings that can't be read stop the prices only while there is no version to go on with. */
function rulesOfBook(
	{ values, version, pricedSince }: ShopRules,
	items: readonly INodeExecutionData[],
): GivenRules {
	const { pricing: rule, guards, thresholds, blocked, items: ofItems } = values;
	const ruleProblem = version === 0 ? (readRun(items[0])?.rules?.problem ?? null) : null;
	const ofBook = { blocked, items: ofItems, version, pricedSince, ruling: null };
	return { rule, ruleProblem, guards, thresholds, ...ofBook };
}
