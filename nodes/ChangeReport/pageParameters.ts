import type { INodeProperties } from 'n8n-workflow';

export const pageParameters: INodeProperties[] = [
	{
		displayName: '出力は html の1件で、Respond to Webhook でそのまま表示できます。',
		name: 'historyNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['history'] } },
	},
	{
		displayName: 'Runs From',
		name: 'rowsFrom',
		type: 'options',
		options: [
			{
				name: 'Incoming Items',
				value: 'input',
				description: '履歴の表 (Data Table「sync_runs」) の行を入力にします',
			},
			{
				name: 'Stored Runs',
				value: 'ledger',
				description: '保存された実行の記録を読みます (表は要りません)',
			},
		],
		default: 'input',
		displayOptions: { show: { operation: ['history'] } },
		description: '実行の記録をどこから読むか',
	},
	{
		displayName: 'Days',
		name: 'days',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 366 },
		default: 30,
		displayOptions: { show: { operation: ['history'] } },
		description: 'グラフにする日数 (今日を含みます)',
	},
	{
		displayName: 'Health',
		name: 'health',
		type: 'json',
		default: '',
		required: true,
		placeholder: "={{ $('健康の確認').first().json }}",
		displayOptions: { show: { operation: ['health'] } },
		description:
			'Run Guard の Check Health の出力。入力には TTL Cache の Statistics の出力をつなぎます。',
	},
	{
		displayName: 'Page Title',
		name: 'pageTitle',
		type: 'string',
		default: '',
		displayOptions: { show: { operation: ['history', 'health', 'job'] } },
		description: 'ページの見出し。空なら標準の見出しです。',
	},
];
