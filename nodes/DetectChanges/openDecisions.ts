import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { breakerLimit, freshBreaker, type BreakerState } from '../../lib/changes/guards/breaker';
import { RunDecisions } from '../../lib/changes/runDecisions';
import { getClock } from '../../lib/n8n/clock';
import { readRun } from '../../lib/n8n/items/run';
import { readAnswers } from '../../lib/n8n/parameters/rules/ownerAnswers';
import { readRules } from '../../lib/n8n/parameters/rules/readRules';
import { describeRuleProblem } from '../../lib/report/describeMarkup';

/** Opens the decisions with the rules that apply now, and continues the counts of earlier chunks. */
export async function openDecisions(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): Promise<RunDecisions> {
	const listings = readRun(items[0])?.total ?? items.length;
	// n8n keeps the node's context for one execution, over all rounds of a loop.
	const memory = context.getContext('node') as { breaker?: BreakerState };
	memory.breaker ??= freshBreaker();
	const { breaker, ...rules } = await readRules(context, items);
	const answersOf = await readAnswers(context, items);
	if (rules.ruleProblem !== null) hintRuleProblem(context, rules.ruleProblem);
	return new RunDecisions(
		{
			...rules,
			answersOf,
			breakerLimit: breaker ? breakerLimit(breaker, listings) : null,
			now: getClock(context).now,
		},
		memory.breaker,
	);
}

/** For a person at the editor; the message says it too. */
function hintRuleProblem(context: IExecuteFunctions, problem: string): void {
	const message = describeRuleProblem(problem);
	context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
}
