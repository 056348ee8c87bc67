import type { IExecuteFunctions } from 'n8n-workflow';
import type { Run } from '../../../lib/ledger/runs/run';
import { getClock } from '../../../lib/n8n/clock';
import type { SlimItem } from '../../../lib/n8n/items/slimItem';
import type { ListedNames } from '../../../lib/listing/listing';
import { findNodesAhead } from '../../../lib/n8n/messageStep';
import { askQuestions } from '../../../lib/shop/notices/askQuestions';
import { noteDeadWood } from '../../../lib/shop/notices/noteDeadWood';
import { noteRecovery } from '../../../lib/shop/notices/noteEndedRun';
import { findName } from '../../../lib/shop/runs/finishRun';
import type { ShopData } from '../../../lib/shop/shopData';
import { noteRunPace } from './noteRunPace';

interface NotedRun {
	account: string;
	items: readonly SlimItem[];
	/** Time of the run so far, ms. */
	durationMs: number;
	isDry: boolean;
	/** All that the shop has; null if the run saw only a part of it. */
	listed: ListedNames | null;
}

/** Notes what a run shows by itself: that a failure is over, its pace, items long dead, questions to the owner. */
export async function noteRun(
	context: IExecuteFunctions,
	run: Run,
	{ account, items, durationMs, isDry, listed }: NotedRun,
	data: ShopData,
): Promise<void> {
	const { ledger } = data;
	const isWhole = listed !== null;
	await noteRecovery(ledger, await findName(run, data), run, findNodesAhead(context));
	if (isWhole) await noteRunPace(context, ledger, run, { account, items, durationMs });
	if (isWhole && !isDry) await noteDeadWood(data, { account, run: run.id }, getClock().now());
	if (!run.rules) return;
	const { version } = run.rules;
	await askQuestions(items, ledger, { account, version, run: run.id, isDry, listed });
}
