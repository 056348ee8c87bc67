import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { breakerLimit, freshBreaker, type BreakerState } from '../../lib/changes/breaker';
import { RunDecisions } from '../../lib/changes/runDecisions';
import { getClock } from '../../lib/n8n/clock';
import { readRun } from '../../lib/n8n/items/run';
import { describeRuleProblem } from '../../lib/report/describeMarkup';
import { readGuards } from '../../lib/n8n/parameters/rules/guardParameters';
import { readRule } from '../../lib/n8n/parameters/rules/readRule';
import { readThresholds } from '../../lib/n8n/parameters/rules/readThresholds';

/** Opens the decisions with the node's rule and guards, and continues the counts of earlier chunks. */
export function openDecisions(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): RunDecisions {
	const { guards, breaker } = readGuards(context);
	const listings = readRun(items[0])?.total ?? items.length;
	// n8n keeps the node's context for one execution, over all rounds of a loop.
	const memory = context.getContext('node') as { breaker?: BreakerState };
	memory.breaker ??= freshBreaker();
	const { rule, problem } = readRule(context);
	if (problem !== null) hintRuleProblem(context, problem);
	const rules = {
		rule,
		ruleProblem: problem,
		guards,
		breakerLimit: breaker ? breakerLimit(breaker, listings) : null,
		thresholds: readThresholds(context),
		approvedRun: (context.getNodeParameter('approvedRun', 0, '') as string).trim() || null,
		now: getClock(context).now,
	};
	return new RunDecisions(rules, memory.breaker);
}

/** For a person at the editor; the message says it too. */
function hintRuleProblem(context: IExecuteFunctions, problem: string): void {
	const message = describeRuleProblem(problem);
	context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
}
