import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { newItem, addFields } from '../../lib/n8n/items/items';
import { openShopData } from '../../lib/n8n/connections/openShopData';
import { accountToPause, accountToResume } from '../../lib/shop/runs/chooseAccount';

const DEFAULT_REASON = '手動で停止';

const STILL_BRAKED = '緊急停止で非公開にした商品は、緊急停止を解除するまで非公開のままです。';

/** Pauses the shop: nothing is written to it until somebody resumes it. */
export async function pause(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { ledger } = await openShopData(context);
	const account = await accountToPause(ledger, wantedAccount(context));
	const reason = (context.getNodeParameter('reason', 0) as string).trim() || DEFAULT_REASON;
	await ledger.pauses.set(account, { by: 'owner', reason });
	const [item] = context.getInputData();
	const told = { account, paused: true, reason };
	// The run passes through to the following nodes.
	return [[item ? addFields(item, 0, told) : newItem(told)]];
}

/** Resumes the shop: it is written to again, from the next run on. */
export async function resume(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { ledger } = await openShopData(context);
	const account = await accountToResume(ledger, wantedAccount(context));
	const was = await ledger.pauses.get(account);
	await ledger.pauses.clear(account);
	const notice = (await ledger.brakes.get(account)) ? STILL_BRAKED : '';
	return [[newItem({ account, paused: false, was_paused: was !== null, notice })]];
}

const wantedAccount = (context: IExecuteFunctions): string =>
	(context.getNodeParameter('pauseAccount', 0) as string).trim();
