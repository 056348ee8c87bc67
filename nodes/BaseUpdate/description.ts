import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';
import { storeCredential, storeParameters } from '../../lib/n8n/storeParameters';

export const description: INodeTypeDescription = {
	displayName: 'BASE Update',
	name: 'baseUpdate',
	icon: { light: 'file:baseUpdate.svg', dark: 'file:baseUpdate.dark.svg' },
	group: ['output'],
	version: 1,
	subtitle: '={{$parameter["mode"]}}',
	description: '決まった変更だけをBASEに送り、反映されたことを確かめます',
	defaults: { name: 'BASE Update' },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	credentials: [{ name: 'baseShopOAuth2Api', required: true }, storeCredential],
	properties: [
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
			displayName: 'このノードはBASEの価格・公開状態・在庫を実際に変更します。',
			name: 'liveNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { mode: ['live'] } },
		},
		...storeParameters,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
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
