import type { IExecuteFunctions } from 'n8n-workflow';
import type { Run } from '../../lib/ledger/runs/run';
import type { QuestionNote } from '../../lib/ledger/rules/runRules';
import type { SlimItem } from '../../lib/n8n/items/slimItem';
import { openShopData } from '../../lib/n8n/parameters/storeParameters';
import { askFirstPrices } from '../../lib/shop/runs/askFirstPrices';

/** Asks what only the owner can decide, in a run that goes by the shop's rule book. */
export async function askOwner(
	context: IExecuteFunctions,
	run: Run | undefined,
	items: readonly SlimItem[],
): Promise<QuestionNote[]> {
	if (!run?.rules) return [];
	const { questions } = (await openShopData(context)).ledger;
	return await askFirstPrices(items, {
		questions,
		account: run.account,
		version: run.rules.version,
		isDry: run.dry_run,
		isManual: context.getMode() === 'manual',
	});
}
