import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { getClock } from '../../../lib/n8n/clock';
import { parseReturn } from '../../../lib/shop/jobs/parseReturn';
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
	{
		displayName: 'Day of Return',
		name: 'dayOfReturn',
		type: 'dateTime',
		default: '',
		displayOptions: { show: { operation: ['brake'] } },
		description:
			'休業のとき、販売を再開する日時。この日時を過ぎると、同期が商品を確かめながら公開に戻します。空なら、解除するまで止めます。',
	},
	locatorParameter(
		{
			displayName: 'Account',
			name: 'account',
			displayOptions: {
				show: { operation: ['releaseBrake', 'undo', 'changeCode', 'deleteItems'] },
			},
			description: 'ショップ名。空なら実行の設定、それもなければBASEのショップIDを使います。',
		},
		{ standard: '', search: 'searchShopAccounts', byHand: 'By Name', placeholder: 'my-shop' },
	),
	{
		displayName: 'Wait for the Next Hour',
		name: 'waits',
		type: 'boolean',
		default: true,
		displayOptions: {
			show: { operation: ['brake', 'releaseBrake', 'undo', 'changeCode', 'deleteItems'] },
		},
		description:
			'Whether to go on in the next hour where the hour is used up: BASEの1時間の上限 (5,000回) に達したら、次の時間まで待って続けます',
	},
];

/** The shipped workflow pauses the shop before it comes here. */
const NOTHING_HIDDEN =
	'商品はまだ非公開にしていません。書き込みを先に止めていたときは、止めたままです。';

/**
 * Reads the day of return as ISO 8601; null if it is empty. A date alone means its first moment in Japan.
 * @throws Error if it can't be read, or is over already
 */
export function readReturn(context: IExecuteFunctions): string | null {
	const given = String(context.getNodeParameter('dayOfReturn', 0, '') ?? '').trim();
	const parsed = parseReturn(given, getClock().now());
	if ('until' in parsed) return parsed.until;
	throw new Error(
		parsed.fault === 'past'
			? `Day of Return「${given}」は過ぎています。これからの日時を入れてください。${NOTHING_HIDDEN}`
			: parsed.fault === 'far'
				? `Day of Return「${given}」は1年より先です。年を確かめてください。${NOTHING_HIDDEN}`
				: `Day of Return「${given}」を日時として読めません。2026-12-29 のように入れてください。${NOTHING_HIDDEN}`,
	);
}
