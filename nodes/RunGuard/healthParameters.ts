import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { HealthRules } from '../../lib/ledger/heartbeat';

const HOUR_MS = 3_600_000;

const show = { operation: ['check'] };

/** Check Health's expectations of the runs, and the news for Mark Told to remember. */
export const healthParameters: INodeProperties[] = [
	{
		displayName: 'Workflow',
		name: 'watchedWorkflow',
		type: 'string',
		default: '',
		placeholder: '価格・在庫の同期',
		displayOptions: { show },
		description:
			'見張るワークフローの名前 (一部でも構いません)。空なら、Run Guard を使うすべてのワークフローを見張ります。',
	},
	{
		displayName: 'Interval Hours',
		name: 'intervalHours',
		type: 'string',
		default: '',
		placeholder: '3',
		displayOptions: { show },
		description:
			'見張るワークフローが動く間隔 (時間)。空なら、そのワークフローの Schedule Trigger に合わせます。',
	},
	{
		displayName: 'Periods',
		name: 'periods',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 2,
		displayOptions: { show },
		description: 'この回数の間隔がたっても成功がなければ知らせます',
	},
	{
		displayName: 'Maximum Age Hours',
		name: 'maximumAgeHours',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 12,
		displayOptions: { show },
		description:
			'出品中の商品の最も古い価格が、確認からこの時間を過ぎたら知らせます。前回の実行が測った値に、その後の時間を足して判断します。',
	},
	{
		displayName: 'Not Watched',
		name: 'ignored',
		type: 'string',
		default: '',
		placeholder: 'old-shop',
		displayOptions: { show },
		description:
			'見張らないショップ名・ワークフローの名前・ワークフローのID (カンマ区切り)。使わなくなったものを入れます。',
	},
	{
		displayName: 'Told',
		name: 'toldFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Alarms of Check Health',
				value: 'health',
				description: 'Check Health が見つけた問題を知らせた後に使います',
			},
			{
				name: 'Notices of a Report',
				value: 'report',
				description: '変動レポートのお知らせを送った後に使います',
			},
		],
		default: 'health',
		displayOptions: { show: { operation: ['markTold'] } },
		description: '何を知らせたか',
	},
	{
		displayName: 'Notices',
		name: 'notices',
		type: 'json',
		default: '={{ $json.notices }}',
		required: true,
		displayOptions: { show: { operation: ['markTold'], toldFrom: ['report'] } },
		description:
			'Finish か Failed の出力の notices。お知らせを送るステップの後に置くと、届いたお知らせだけを通知済みにします。',
	},
	{
		displayName: 'Alarm URL',
		name: 'alarmUrl',
		type: 'string',
		default: '',
		placeholder: 'https://hooks.slack.com/services/…',
		displayOptions: { show: { operation: ['check', 'failed'] } },
		description:
			'お知らせを送る、もう1つの送り先 (Webhook) のURL。次のノードが alarm_url として使います。入れると、Chatworkのルームが分からなくても止まりません。空なら使いません。',
	},
	{
		displayName: 'News',
		name: 'news',
		type: 'json',
		default: '={{ $json.news }}',
		required: true,
		displayOptions: { show: { operation: ['markTold'], toldFrom: ['health'] } },
		description:
			'Check Health の出力の news。お知らせを送った後に渡すと、同じことを1日1回までしか知らせません。',
	},
];

/** Reads the address of the second way for news; empty = there is none. */
export const readAlarmUrl = (context: IExecuteFunctions): string =>
	String(context.getNodeParameter('alarmUrl', 0, '') ?? '').trim();

/** Reads a person's expectations of the runs. @throws Error if a value is not a number above 0 */
export function readHealthRules(context: IExecuteFunctions): HealthRules {
	const read = (name: string): string =>
		String(context.getNodeParameter(name, 0, '') ?? '')
			.normalize('NFKC')
			.trim();
	const positive = (name: string, label: string): number => {
		const value = Number(read(name));
		if (value > 0) return value;
		throw new Error(`${label} は 0 より大きい数にしてください (今の値: ${read(name)})。`);
	};
	const ignored = context.getNodeParameter('ignored', 0, '') as string;
	return {
		workflow: (context.getNodeParameter('watchedWorkflow', 0, '') as string).trim(),
		ignored: ignored
			.split(/[,、\n]/)
			.map((name) => name.trim())
			.filter((name) => name !== ''),
		intervalMs:
			read('intervalHours') === '' ? null : positive('intervalHours', 'Interval Hours') * HOUR_MS,
		periods: positive('periods', 'Periods'),
		maximumAgeMs: positive('maximumAgeHours', 'Maximum Age Hours') * HOUR_MS,
	};
}
