import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RuleValues } from '../../../ledger/rules/ruleValues';
import { describeError } from '../../errors';
import { nameRunner, readRun } from '../../items/run';
import { logWarning } from '../../log';
import { openShopData } from '../../connections/openShopData';
import { findAccount } from './rulesFrom';

/**
 * Notes the rules of a live workflow that has its own, as all of version 0.1 had: a shop's first rule book
 * begins with them.
 * @param part what the node knows of them
 * @returns true if the shop goes by its book already, so that two rules are at work
 */
export async function noteOwnRules(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	part: Partial<RuleValues>,
): Promise<boolean> {
	const run = readRun(items[0]);
	const account = run && !run.rules_from && !run.dry_run ? findAccount(items) : '';
	if (!run || account === '') return false;
	// n8n keeps the node's context for one execution, over all rounds of a loop.
	const memory = context.getContext('node') as { hasOtherRules?: boolean };
	if (memory.hasOtherRules !== undefined) return memory.hasOtherRules;
	memory.hasOtherRules = false;
	try {
		const { rules } = (await openShopData(context)).ledger;
		const { workflow: name } = nameRunner(context, run);
		memory.hasOtherRules = await rules.noteElsewhere(account, { id: run.workflow, name }, part);
	} catch (error) {
		logWarning(context, `The rules of this workflow could not be noted: ${describeError(error)}`);
	}
	return memory.hasOtherRules;
}
