import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { makeFinding, type Finding } from '../../lib/findings/finding';
import { judgeHost } from '../../lib/findings/judgeHost';
import { getClock } from '../../lib/n8n/clock';
import { runAsNode } from '../../lib/n8n/errors';
import { findVersion, readHost } from '../../lib/n8n/host/readHost';
import { newItem } from '../../lib/n8n/items/items';
import {
	describeFinding,
	renderCheckPage,
	renderCheckText,
} from '../../lib/report/connection/checkResult';
import { formatTime } from '../../lib/report/formatTime';
import type { ShopData } from '../../lib/shop/shopData';
import { checkAmazon } from './checkAmazon';
import { checkRoom } from './checkRoom';
import { checkShop, type CheckedShop } from './checkShop';
import { checkStore } from './checkStore';

/** Checks every connection once, in an order in which each check can use what the ones before it found. */
export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await runAsNode(context, async () => {
		const { data, finding: store } = await checkStore(context);
		const shop = await checkShop(context);
		const findings: Finding[] = [
			...(await checkAmazon(context, shop.asins, data)),
			...shop.findings,
			await checkRoom(context, data, shop.account),
			store,
			...judgeHost(readHost(context)),
		];
		const settled = await settle(context, shop, data);
		if (shop.account !== '') await data?.ledger.checks.keep(shop.account, findings, settled);
		return [[describe([...findings, ...settled])]];
	});

/** Tries what only a write shows. Without a store no test item is made: nobody could find it after a crash. */
async function settle(
	context: IExecuteFunctions,
	shop: CheckedShop,
	data: ShopData | null,
): Promise<Finding[]> {
	if (data) return await shop.tryEdits(data);
	const isWanted = context.getNodeParameter('useTestItem', 0, false) === true;
	return isWanted ? [makeFinding('test_item', 'no_store')] : [];
}

/** Makes the one item of the result; nothing in it is secret or about a product. */
function describe(findings: readonly Finding[]): INodeExecutionData {
	const checkedAt = formatTime(getClock().now());
	const version = findVersion(__filename, 'n8n-nodes-amazon-base-sync');
	const text = renderCheckText(findings, { version, checkedAt });
	const countOf = (level: Finding['level']) =>
		findings.filter((finding) => finding.level === level).length;
	return newItem({
		green: countOf('green'),
		amber: countOf('amber'),
		red: countOf('red'),
		checks: findings.map((finding) => ({ ...finding, ...describeFinding(finding) })),
		text,
		page: renderCheckPage(findings, text, checkedAt),
	});
}
