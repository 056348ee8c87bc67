import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';
import { storeCredentials, storeParametersFor } from '../../lib/n8n/parameters/storeParameters';
import { makeSubtitle } from '../../lib/n8n/parameters/subtitle';

export const description: INodeTypeDescription = {
	displayName: 'Change Report',
	name: 'changeReport',
	icon: { light: 'file:changeReport.svg', dark: 'file:changeReport.dark.svg' },
	group: ['transform'],
	version: 1,
	subtitle: makeSubtitle({
		report: '実行の結果',
		job: '処理の結果',
		orders: '注文のお知らせ',
	}),
	description:
		'実行の結果や注文を、数字とお知らせの文章 (Chatwork・テキスト・メール・CSV)にまとめます',
	defaults: { name: 'Change Report' },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	usableAsTool: true,
	credentials: storeCredentials,
	properties: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Job Result',
					value: 'job',
					action: 'Tell the result of a job',
					description:
						'商品の登録・緊急停止・元に戻す処理など、人が始めた処理の結果を1件のお知らせにまとめます',
				},
				{
					name: 'Orders',
					value: 'orders',
					action: 'Tell of orders',
					description:
						'注文ごとに、いま買えるか・仕入値・発送の時期・利益を、1通のお知らせにまとめます',
				},
				{
					name: 'Report',
					value: 'report',
					action: 'Report a run',
					description: '1回の実行の結果をお知らせの文章にまとめます',
				},
			],
			default: 'report',
		},
		{
			displayName: 'Page Title',
			name: 'pageTitle',
			type: 'string',
			default: '',
			displayOptions: { show: { operation: ['job'] } },
			description: 'ページの見出し。空なら標準の見出しです。',
		},
		{
			displayName: 'Form Path',
			name: 'formPath',
			type: 'string',
			default: '',
			placeholder: 'amazon-base-register',
			displayOptions: { show: { operation: ['job'] } },
			description:
				'商品登録のフォームのパス。入れると、テスト実行の結果のページに、同じ商品を登録する画面へのボタンが付きます。',
		},
		{
			displayName:
				'出力は1件です。has_changes で知らせるかどうかを分け、chatwork_message・text・html のどれかを送ります。',
			name: 'outputNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { operation: ['report', 'orders'] } },
		},
		...storeParametersFor({ operation: ['report', 'orders'] }),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			displayOptions: { show: { operation: ['report'] } },
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
					displayName: 'Leave Out What Was Told',
					name: 'skipTold',
					type: 'boolean',
					default: true,
					description:
						'Whether to leave out what another run has told meanwhile: 値動きチェックなど別の実行がこの間に知らせた変動は、もう一度知らせません',
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
