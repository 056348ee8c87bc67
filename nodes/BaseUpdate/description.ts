import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';
import { AMAZON_CREDENTIAL } from '../../lib/n8n/connections/amazonAccount';
import { credentialsFirst } from '../../lib/n8n/parameters/credentialsFirst';
import { storeCredentials, storeParameters } from '../../lib/n8n/parameters/storeParameters';
import { makeSubtitle } from '../../lib/n8n/parameters/subtitle';
import { brakeParameters } from './parameters/brakeParameters';
import { codeParameters } from './parameters/codeParameters';
import { createOptionParameters, createParameters } from './parameters/createParameters';
import { textOptionParameters, textParameters } from './parameters/textParameters';

export const description: INodeTypeDescription = {
	displayName: 'BASE Update',
	name: 'baseUpdate',
	icon: { light: 'file:baseUpdate.svg', dark: 'file:baseUpdate.dark.svg' },
	group: ['output'],
	version: 1,
	subtitle: makeSubtitle({
		update: '価格・公開・在庫',
		texts: '商品名・説明・画像',
		create: '新しい商品を登録',
		brake: '緊急停止',
		releaseBrake: '緊急停止の解除',
		undo: '実行を元に戻す',
		changeCode: '別のASINにする',
		deleteItems: '商品を削除',
	}),
	description:
		'決まった変更をBASEに送り、反映されたことを確かめます。新規登録・緊急停止・元に戻す処理もできます。',
	defaults: { name: 'BASE Update' },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	credentials: [
		{ name: 'baseShopOAuth2Api', displayName: 'BASE', required: true },
		{
			name: AMAZON_CREDENTIAL,
			displayName: 'Amazon SP-API',
			displayOptions: { show: { operation: ['releaseBrake', 'undo', 'changeCode'] } },
		},
		...storeCredentials,
	],
	properties: [
		credentialsFirst,
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Brake',
					value: 'brake',
					action: 'Hide items in an emergency',
					description:
						'入力された商品をすべて非公開にし、ショップへの書き込みを止めます (緊急停止)。BASE Listings の後に置きます。',
				},
				{
					name: 'Change ASIN',
					value: 'changeCode',
					action: 'Change the ASIN of an item',
					description:
						'商品コードを書き換えて、Amazonの別の商品にします。商品名が一致しないときは変えません。前のコードは記録に残り、Undo で戻せます。',
				},
				{
					name: 'Create',
					value: 'create',
					action: 'Create new items',
					description:
						'新しい商品を登録します。Detect Changes の後に置きます。すでに出品されている商品は登録しません。',
				},
				{
					name: 'Delete Dead Items',
					value: 'deleteItems',
					action: 'Delete items that are sold out for long',
					description:
						'Amazonで長く買えない、非公開の商品だけをBASEから削除します。公開中の商品と、最近の注文がある商品は削除しません。元に戻せません。',
				},
				{
					name: 'Release Brake',
					value: 'releaseBrake',
					action: 'Show what the brake hid',
					description: '緊急停止で非公開にした商品だけを公開に戻し、書き込みの停止を解除します',
				},
				{
					name: 'Undo',
					value: 'undo',
					action: 'Undo a run',
					description:
						'指定した実行が書き込んだ内容を元に戻し、ショップへの書き込みを止めます。その後に変わったものと画像はそのままです。',
				},
				{
					name: 'Update',
					value: 'update',
					action: 'Update price visibility and stock',
					description: '価格・公開状態・在庫の変更を送ります。Detect Changes の後に置きます。',
				},
				{
					name: 'Update Texts',
					value: 'texts',
					action: 'Update title detail and images',
					description:
						'Amazonで変わった商品名・説明・画像を、選んだものだけBASEに反映します。Detect Changes (Compare Basic Info) の後に置きます。',
				},
			],
			default: 'update',
		},
		{
			displayName: 'Mode',
			name: 'mode',
			type: 'options',
			options: [
				{
					name: 'As the Run Says',
					value: 'run',
					description: 'Run Guard の設定に従います (Run Guard がなければテスト実行)',
				},
				{ name: 'Dry Run', value: 'dry_run', description: 'BASEに何も書き込みません' },
				{ name: 'Live', value: 'live', description: 'BASEを実際に変更します' },
			],
			default: 'run',
			description: '実際に書き込むかどうか',
		},
		{
			displayName: 'このノードはBASEの商品を実際に変更します。',
			name: 'liveNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { mode: ['live'] } },
		},
		...createParameters,
		...codeParameters,
		...brakeParameters,
		...textParameters,
		...storeParameters,
		...createOptionParameters,
		...textOptionParameters,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			displayOptions: { show: { operation: ['update'] } },
			options: [
				{
					displayName: 'Slim Output',
					name: 'slim',
					type: 'boolean',
					default: false,
					description:
						'Whether to output only what the report needs: 件数の多いループの最後で、結果だけを残して軽くします',
				},
			],
		},
	],
};
