import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { BreakerLimits, GuardSettings } from '../../../listing/guards';
import type { PricingRule } from '../../../listing/pricing/rule';
import type { Thresholds } from '../../../listing/thresholds';
import type { ShopRules } from '../../../shop/runs/shopRules';
import { readRun } from '../../items/run';
import { noteOwnRules } from './noteOwnRules';
import { readGuards } from './guardParameters';
import { readRule } from './readRule';
import { readThresholds } from './readThresholds';
import { readBookRules } from './rulesFrom';

/** The rules of a node that decides about prices. */
export interface GivenRules {
	rule: PricingRule;
	/** The rule's fault, for the owner; the rule makes no price then. null if it has none. */
	ruleProblem: string | null;
	guards: GuardSettings;
	thresholds: Thresholds;
	/** null = none. */
	breaker: BreakerLimits | null;
	/** true if the node has its own rules although the shop has a rule book. */
	isBesideBook: boolean;
}

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
	const own = readOwnRules(context);
	const { rule: pricing, guards, thresholds, breaker, ruleProblem } = own;
	const part = ruleProblem === null ? { pricing, guards, thresholds, breaker } : {};
	return { ...own, isBesideBook: await noteOwnRules(context, items, part) };
}

function readOwnRules(context: IExecuteFunctions): Omit<GivenRules, 'isBesideBook'> {
	const { rule, problem } = readRule(context);
	const thresholds = readThresholds(context);
	return { ...readGuards(context), rule, ruleProblem: problem, thresholds };
}

/** Settings that can't be read stop the prices only while there is no version to go on with. */
function rulesOfBook(
	{ values, version }: ShopRules,
	items: readonly INodeExecutionData[],
): GivenRules {
	const { pricing, guards, thresholds, breaker } = values;
	const problem = version === 0 ? (readRun(items[0])?.rules?.problem ?? null) : null;
	return { rule: pricing, ruleProblem: problem, guards, thresholds, breaker, isBesideBook: false };
}
