import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Ledger } from '../../../lib/ledger/ledger';
import { readShopRules } from '../../../lib/shop/runs/shopRules';
import type { TextRules } from '../../../lib/shop/texts/updateTexts';
import { wordOptions, readWordRules, type WordOptions } from './wordParameters';

const forTexts = { show: { operation: ['texts'] } };

export const textParameters: INodeProperties[] = [
	{
		displayName: 'Update Title',
		name: 'updateTitle',
		type: 'boolean',
		default: false,
		displayOptions: forTexts,
		description: 'Whether to update the title: Amazonで商品名が変わったらBASEの商品名も変えます',
	},
	{
		displayName: 'Update Detail',
		name: 'updateDetail',
		type: 'boolean',
		default: false,
		displayOptions: forTexts,
		description: 'Whether to update the detail: Amazonで説明が変わったらBASEの説明も変えます',
	},
	{
		displayName: 'Update Images',
		name: 'updateImages',
		type: 'boolean',
		default: false,
		displayOptions: forTexts,
		description:
			'Whether to update the images: Amazonで画像が変わったらBASEの画像も入れ替えます (元には戻せません)。このツールが登録した商品では、Amazonからなくなった枚数分を消します。',
	},
	{
		displayName:
			'ショップで手を加えた商品名や説明は、オンにしても上書きしません。別の商品に変わった疑いのある商品もそのままです。',
		name: 'textsNotice',
		type: 'notice',
		default: '',
		displayOptions: forTexts,
	},
];

/** Options that are seldom changed, below the store's fields. */
export const textOptionParameters: INodeProperties[] = [
	{
		displayName: 'Text Options',
		name: 'textOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: forTexts,
		options: wordOptions,
	},
];

/**
 * Reads the node's rules. Without a footer of its own the shop's stands below the details, as in new items.
 * @param account absent = no item names a shop
 */
export async function readTextRules(
	context: IExecuteFunctions,
	account: string | undefined,
	ledger: Pick<Ledger, 'rules'>,
): Promise<TextRules> {
	const options = context.getNodeParameter('textOptions', 0, {}) as WordOptions;
	const isOn = (name: string) => context.getNodeParameter(name, 0, false) === true;
	const own = readWordRules(options);
	const footer =
		own.footer !== '' || account === undefined
			? own.footer
			: (await readShopRules(ledger.rules, account)).values.footer;
	return {
		title: isOn('updateTitle'),
		detail: isOn('updateDetail'),
		images: isOn('updateImages'),
		...{ ...own, footer },
	};
}
