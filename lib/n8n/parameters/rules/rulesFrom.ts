import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { findBookAccount, readShopRules, type ShopRules } from '../../../shop/runs/shopRules';
import { readListing } from '../../items/readListing';
import { readRun } from '../../items/run';
import { openShopData } from '../../connections/openShopData';

export const bookOption = {
	name: "From the Shop's Rule Book",
	value: 'book',
	description: 'ショップのルール (同期の「設定」で決めたもの) に従います',
};

/** Where a node takes the shop's rules from. */
export const rulesFromParameter: INodeProperties = {
	displayName: 'Rules',
	name: 'rulesFrom',
	type: 'options',
	noDataExpression: true,
	options: [
		bookOption,
		{ name: 'Set Here', value: 'here', description: 'このノードの項目で決めます' },
	],
	default: 'here',
	description: '価格や保護のルールを、ショップのルールとこのノードのどちらから取るか',
};

/**
 * Reads the rules of the items' shop, anew each time: a new version rules from the next chunk on. null if
 * the node has its own.
 * @throws Error if the items belong to several shops, or the shop's book can't be read
 */
export async function readBookRules(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): Promise<ShopRules | null> {
	if (context.getNodeParameter('rulesFrom', 0, 'here') !== 'book') return null;
	const { rules } = (await openShopData(context)).ledger;
	return await readShopRules(rules, await findBookAccount(rules, findAccount(items)));
}

/** @throws Error if the items belong to several shops, because each has rules of its own */
export function findAccount(items: readonly INodeExecutionData[]): string {
	const accounts = new Set(
		items.map((item) => readListing(item)?.account ?? readRun(item)?.account ?? ''),
	);
	if (accounts.size <= 1) return [...accounts][0] ?? '';
	throw new Error(
		`${accounts.size}つのショップの商品 (${[...accounts].join('、')}) を一度に判断できません。ショップごとにワークフローを分けてください。`,
	);
}
