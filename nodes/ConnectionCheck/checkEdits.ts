import { randomBytes } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { CallBudget } from '../../lib/baseShop/budget';
import type { BaseShopClient } from '../../lib/baseShop/client';
import { isImageField } from '../../lib/baseShop/knownItemFields';
import type { RecordingPorts } from '../../lib/baseShop/recordAnswers';
import { makeFinding, type Finding } from '../../lib/findings/finding';
import { getClock } from '../../lib/n8n/clock';
import { tryEdits } from '../../lib/shop/connection/tryEdits';
import { TestItem } from '../../lib/shop/gate/testItem';
import type { ShopData } from '../../lib/shop/shopData';

interface OpenedShop {
	account: string;
	client: BaseShopClient;
	ports: RecordingPorts;
	image: string | null;
}

/** Removes what an earlier check left behind, and makes a new test item if the owner agreed. */
export async function checkEdits(
	context: IExecuteFunctions,
	data: ShopData,
	{ account, client, ports, image }: OpenedShop,
): Promise<Finding[]> {
	const { ledger } = data;
	const budget = new CallBudget({ counts: ledger.quotas, account, now: getClock().now });
	await budget.note(ports.sent());
	const newId = () => randomBytes(6).toString('hex').toUpperCase();
	const way = { client, account, ledger, newId };
	const { removed, left } = await TestItem.removeLeftovers(way);
	const findings: Finding[] = [];
	if (removed > 0) findings.push(makeFinding('leftover_item', 'removed', { items: removed }));
	if (left > 0) findings.push(makeFinding('leftover_item', 'left', { items: left }));
	if (context.getNodeParameter('useTestItem', 0, false) !== true) return findings;
	const { lastItem, lastRefusal } = ports;
	const tried = await tryEdits({ ...way, budget, image, isImageField, lastItem, lastRefusal });
	return [...findings, ...tried];
}
