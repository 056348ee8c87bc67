import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { DecisionRules } from '../../changes/decideItem';
import { getClock } from '../clock';
import { readAnswers } from '../parameters/rules/ownerAnswers';
import { readRules } from '../parameters/rules/readRules';
import { findAccount } from '../parameters/rules/rulesFrom';
import { openShopData } from '../connections/openShopData';
import { describeRuleProblem } from '../../report/describeMarkup';
import { readCircumstances } from '../../shop/gate/facts/circumstances';

/** Reads the rules and the circumstances that apply now. */
export async function openDecisions(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): Promise<DecisionRules> {
	const { now } = getClock();
	const rules = await readRules(context, items);
	const account = findAccount(items);
	const shop = await readCircumstances((await openShopData(context)).ledger, account);
	const answersOf = await readAnswers(context, items);
	if (rules.ruleProblem !== null) hintRuleProblem(context, rules.ruleProblem);
	return { ...rules, shop, answersOf, now };
}

/** For a person at the editor; the message says it too. */
function hintRuleProblem(context: IExecuteFunctions, problem: string): void {
	const message = describeRuleProblem(problem);
	context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
}
