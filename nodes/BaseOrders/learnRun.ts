import type { IExecuteFunctions } from 'n8n-workflow';
import type { Run } from '../../lib/ledger/runs/run';
import { getClock } from '../../lib/n8n/clock';
import { isHolderDead, thisProcess } from '../../lib/n8n/liveness';
import { openRunRules } from '../../lib/shop/rules/openRunRules';
import { learnShop } from '../../lib/shop/runs/nameRun';
import type { ShopData } from '../../lib/shop/shopData';

/** Puts the run under its shop's name, with the rules of the shop's book. */
export async function learnRun(
	context: IExecuteFunctions,
	{ run, account, data, total }: { run: Run; account: string; data: ShopData; total: number },
): Promise<object> {
	const isManual = context.getMode() === 'manual';
	const { now } = getClock();
	const rules = await openRunRules(run, account, { data, now }, isManual);
	const known: Run = { ...run, account, ...rules, total };
	const ports = { process: thisProcess, isDead: isHolderDead };
	return { ...known, lease: await learnShop(data.ledger, known, ports) };
}
