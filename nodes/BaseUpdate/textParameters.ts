import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { defaultForbiddenWords } from '../../lib/baseShop/forbiddenWords';
import type { TextRules } from '../../lib/baseShop/updateTexts';

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
			'Whether to update the images: Amazonで画像が変わったらBASEの画像も入れ替え、Amazonからなくなった枚数分は消します',
	},
	{
		displayName:
			'ショップで手を加えた商品名や説明は、オンにしても上書きしません。別の商品に変わった疑いのある商品もそのままです。',
		name: 'textsNotice',
		type: 'notice',
		default: '',
		displayOptions: forTexts,
	},
	{
		displayName: 'Text Options',
		name: 'textOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: forTexts,
		options: [
			{
				displayName: 'Detail Footer',
				name: 'footer',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				description: '登録したときに商品説明の最後に付けた文章',
			},
			{
				displayName: 'Forbidden Words',
				name: 'forbiddenWords',
				type: 'string',
				typeOptions: { rows: 4 },
				default: defaultForbiddenWords.join('\n'),
				description:
					'商品名と説明から取り除く言葉。1行に1つ。全角・半角や大文字・小文字は区別しません。',
			},
		],
	},
];

export function textRulesOf(context: IExecuteFunctions): TextRules {
	const options = context.getNodeParameter('textOptions', 0, {}) as {
		footer?: string;
		forbiddenWords?: string;
	};
	const isOn = (name: string) => context.getNodeParameter(name, 0, false) === true;
	return {
		title: isOn('updateTitle'),
		detail: isOn('updateDetail'),
		images: isOn('updateImages'),
		footer: options.footer ?? '',
		forbiddenWords: (options.forbiddenWords ?? defaultForbiddenWords.join('\n'))
			.split(/[\r\n]+/)
			.filter((word) => word.trim() !== ''),
	};
}
