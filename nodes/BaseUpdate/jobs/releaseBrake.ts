import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requireRunning } from '../../../lib/n8n/cancel';
import { getClock } from '../../../lib/n8n/clock';
import { findAccountName, openShopPorts } from '../../../lib/n8n/connections/shopConnection';
import { readRun } from '../../../lib/n8n/items/run';
import type { JobShop } from '../../../lib/shop/jobs/job';
import { releaseBrake as release } from '../../../lib/shop/jobs/releaseBrake';
import { isDryIn } from '../../../lib/n8n/parameters/modeParameter';
import type { ShopData } from '../../../lib/shop/shopData';
import { makeJobItem, passRunAlone } from './jobItem';
import { openConfirmOffers } from './confirmOffers';
import { openJob } from './jobPorts';

/** Shows the items that the brake hid: one output item for each of them. */
export async function releaseBrake(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const item = context.getInputData()[0]!;
	const { shop, job } = await openJob(context, data, item);
	const releasing = {
		...{ shop, job },
		confirm: await openConfirmOffers(context, data, shop.account),
		run: readRun(item)?.id ?? `release-${getClock().timestamp()}`,
		isDry: isDryIn(context, item),
		requireConnected: async () => await requireConnected(context, shop),
		requireRunning: () => requireRunning(context),
	};
	const output: INodeExecutionData[] = [];
	for await (const done of release(releasing)) output.push(makeJobItem(item, 0, done));
	return output.length > 0 ? output : passRunAlone(item);
}

/** Every item of the brake is unknown to BASE: most likely the credential belongs to another shop. */
async function requireConnected(context: IExecuteFunctions, { account }: JobShop): Promise<void> {
	const connected = await findAccountName(await openShopPorts(context), '');
	if (connected === account) return;
	throw new Error(
		`ショップ ${account} の緊急停止の商品が、接続しているショップ ${connected} には1つもありません。認証情報が ${account} のものかを確かめてください。緊急停止はそのままです。`,
	);
}
