import type { INodeProperties } from 'n8n-workflow';
import { locatorParameter } from '../../../lib/n8n/parameters/locator';

/** For the jobs that a person starts: the brake, its release, and undoing a run. */
export const brakeParameters: INodeProperties[] = [
	locatorParameter(
		{
			displayName: 'Run to Undo',
			name: 'undoRun',
			required: true,
			displayOptions: { show: { operation: ['undo'] } },
			description: '元に戻す実行の番号 (お知らせや Data Table の sync_runs にあります)',
		},
		{
			standard: '={{ $json.undo_run }}',
			search: 'searchRuns',
			byHand: 'By Number',
			placeholder: '20261124-2100-7f3a',
		},
	),
	{
		displayName: 'Reason',
		name: 'reason',
		type: 'string',
		default: '',
		placeholder: '価格の入力ミス',
		displayOptions: { show: { operation: ['brake'] } },
		description: 'なぜ止めるのか。後で見る人のために残します。',
	},
	locatorParameter(
		{
			displayName: 'Account',
			name: 'account',
			displayOptions: { show: { operation: ['releaseBrake', 'undo'] } },
			description: 'ショップの名前。空なら実行の設定、それもなければBASEのショップIDを使います。',
		},
		{ standard: '', search: 'searchShopAccounts', byHand: 'By Name', placeholder: 'my-shop' },
	),
	{
		displayName: 'Wait for the Next Hour',
		name: 'waits',
		type: 'boolean',
		default: true,
		displayOptions: { show: { operation: ['brake', 'releaseBrake', 'undo'] } },
		description:
			'Whether to go on in the next hour where the hour is used up: BASEの1時間の上限 (5,000回) に達したら、次の時間まで待って続けます',
	},
];
