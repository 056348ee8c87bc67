import type { IExecuteFunctions } from 'n8n-workflow';
import { CallBudget } from '../../lib/baseShop/budget';
import { BaseShopClient } from '../../lib/baseShop/client';
import { getClock } from '../../lib/n8n/clock';
import { readRun } from '../../lib/n8n/items/run';
import { openShopPorts } from '../../lib/n8n/connections/shopConnection';
import { deleteItem, type Deletion } from '../../lib/shop/gate/deletion';
import { editRecords } from '../../lib/shop/gate/records/editRecords';
import { GatedWriter } from '../../lib/shop/gate/gatedWriter';
import type { Writer } from '../../lib/shop/gate/stopped';
import type { UpdatePorts } from '../../lib/shop/gate/writeEdits';
import { NotingClient } from '../../lib/shop/gate/records/notingClient';
import type { ShopReader } from '../../lib/shop/ports';
import type { ShopData } from '../../lib/shop/shopData';
import { makeMemoryPorts } from './memoryPorts';

/** The connection to one account, and its remaining calls. */
export interface Connection {
	client: ShopReader;
	/** Texts, pictures and new items. */
	writer: GatedWriter;
	budget: CallBudget;
}

export async function connectShop(
	context: IExecuteFunctions,
	data: ShopData,
	account: string,
	writer: Writer = 'run',
): Promise<Connection> {
	const way = await openWay(context, data, account);
	const { client } = way;
	const run = readRun(context.getInputData()[0])?.id ?? null;
	return { ...way, writer: new GatedWriter({ client, account, ledger: data.ledger, writer, run }) };
}

/** For the given account, with the run's own budget. */
export async function makeUpdatePorts(
	context: IExecuteFunctions,
	data: ShopData,
	account: string,
): Promise<UpdatePorts> {
	const records = editRecords(data, getClock().timestamp);
	return { ...(await openWay(context, data, account)), records };
}

/** Opens the way to delete items of the given account. */
export async function openDeletion(
	context: IExecuteFunctions,
	data: ShopData,
	account: string,
): Promise<(deletion: Deletion) => Promise<void>> {
	const { client } = await openWay(context, data, account);
	const { timestamp } = getClock();
	return async (deletion) => await deleteItem(deletion, { client, ledger: data.ledger, timestamp });
}

/** Opens the account with its calls. Only the gate may write through it. */
const openWay = async (context: IExecuteFunctions, data: ShopData, account: string) => ({
	client: new NotingClient(new BaseShopClient(account, await openShopPorts(context)), {
		...{ account, items: data.ledger.items, warn: makeMemoryPorts(context, data).warn },
	}),
	budget: new CallBudget({ counts: data.ledger.quotas, account, now: getClock().now }),
});
