import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Runner } from '../../../lib/ledger/runs/runMemory';
import { getClock } from '../../../lib/n8n/clock';
import { newItem } from '../../../lib/n8n/items/items';
import { logInfo } from '../../../lib/n8n/log';
import { describeSkip } from '../../../lib/report/skipReason';
import { noteLongRun } from '../../../lib/shop/notices/noteLongRun';
import {
	noteSkip,
	type NamedRun,
	type Skip,
	type StartRules,
} from '../../../lib/shop/runs/startRun';
import type { ShopData } from '../../../lib/shop/shopData';
import { isForm } from '../room';

interface SkippedRun {
	run: NamedRun;
	runner: Runner;
	rules: StartRules;
	skip: Skip;
}

/** Notes that a run does not start, and why. @throws Error with the reason if a person started it by hand */
export async function skipRun(
	context: IExecuteFunctions,
	{ run, runner, rules, skip }: SkippedRun,
	data: ShopData,
): Promise<INodeExecutionData[][]> {
	const { now } = getClock();
	const reason = describeSkip(skip);
	const { isManual } = rules;
	await noteSkip(run, runner, { rules, skip, reason }, { data, now });
	if (!isManual) await noteLongRun(data.ledger, run, skip, now());
	// By hand a run that does nothing must not look like a success; a form shows the reason on its page.
	if (isManual && !isForm(context)) throw new Error(reason);
	logInfo(context, `Run Guard: skipped: ${reason}`);
	return [[], [newItem({ run, skipped: true, reason })]];
}
