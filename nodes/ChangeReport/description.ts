import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';

export const description: INodeTypeDescription = {
	displayName: 'Change Report',
	name: 'changeReport',
	icon: { light: 'file:changeReport.svg', dark: 'file:changeReport.dark.svg' },
	group: ['transform'],
	version: 1,
	description: '実行の結果を、数字とお知らせの文章 (Chatwork・テキスト・メール・CSV) にまとめます',
	defaults: { name: 'Change Report' },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	usableAsTool: true,
	properties: [
		{
			displayName:
				'出力は1件です。has_changes で知らせるかどうかを分け、chatwork_message・text・html のどれかを送ります。',
			name: 'outputNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Attach CSV',
					name: 'csv',
					type: 'boolean',
					default: true,
					description:
						'Whether to attach the changed items as CSV: 変動・更新・保留・失敗した商品の一覧をCSVで付けます',
				},
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					default: '',
					placeholder: 'Amazon→BASE 同期',
					description: 'お知らせの見出し。空なら標準の見出しです。',
				},
			],
		},
	],
};
