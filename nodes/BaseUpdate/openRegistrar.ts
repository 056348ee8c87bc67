import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { BlockLists } from '../../lib/listing/blocks/blockLists';
import { requireRunning } from '../../lib/n8n/cancel';
import { openShopClient } from '../../lib/n8n/connections/shopConnection';
import { readRun } from '../../lib/n8n/items/run';
import { readPattern } from '../../lib/n8n/parameters/patternParameter';
import { Registrar } from '../../lib/shop/newItems/registrar';
import { readShopRules } from '../../lib/shop/runs/shopRules';
import type { ShopData } from '../../lib/shop/shopData';
import { readWholeList } from '../../lib/shop/wholeList';
import { openCreatePorts } from './openGate';
import { readCreateOptions } from './parameters/createParameters';
import { makeMemoryPorts } from './memoryPorts';

/** Reads everything about the shop once, before the first item. */
export async function openRegistrar(
	context: IExecuteFunctions,
	data: ShopData,
	first: INodeExecutionData | undefined,
): Promise<{ registrar: Registrar; blocked: BlockLists; footer: string }> {
	const given = readRun(first)?.account ?? '';
	const { client, account } = await openShopClient(context, given, data.ledger);
	const onPage = () => requireRunning(context);
	const list = await readWholeList({ client, account, ledger: data.ledger.lists, onPage });
	const { values } = await readShopRules(data.ledger.rules, account);
	const registrar = new Registrar({
		...makeMemoryPorts(context, data),
		account,
		list,
		pattern: readPattern(readCreateOptions(context).pattern),
		create: await openCreatePorts(context, data, account),
	});
	return { registrar, blocked: values.blocked, footer: values.footer };
}
