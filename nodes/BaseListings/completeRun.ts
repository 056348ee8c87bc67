import type { IExecuteFunctions } from 'n8n-workflow';
import type { Run } from '../../lib/ledger/runs/run';
import { getClock } from '../../lib/n8n/clock';
import { isHolderDead, thisProcess } from '../../lib/n8n/liveness';
import { learnShop } from '../../lib/shop/runs/nameRun';
import { openRunRules } from '../../lib/shop/rules/openRunRules';
import type { ShopData } from '../../lib/shop/shopData';
import { noteUnreadable } from '../../lib/shop/unreadableItems';
import type { ReadListings } from './readListings';

interface KnownShop {
	account: string;
	data: ShopData;
	found: ReadListings;
	counts: { mapped: number; unmapped: number };
}

/** Adds to a run what only the shop's list tells: its account, its rules, its number of items. */
export async function completeRun(
	context: IExecuteFunctions,
	run: Run,
	{ account, data, found, counts }: KnownShop,
): Promise<Run> {
	const { unreadable, trouble, isWhole } = found;
	const isManual = context.getMode() === 'manual';
	const { now } = getClock();
	const known: Run = {
		...run,
		account,
		...(await openRunRules(run, account, { data, now }, isManual)),
		...{ total: counts.mapped, unmapped: counts.unmapped },
		...(isWhole || unreadable.length > 0
			? await noteUnreadable(data.ledger, { account, workflow: run.workflow }, unreadable)
			: {}),
		...(trouble ? { incomplete_list: trouble.message } : {}),
	};
	const ports = { process: thisProcess, isDead: isHolderDead };
	return { ...known, lease: await learnShop(data.ledger, known, ports) };
}
