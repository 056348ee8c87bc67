import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';
import { storeCredentials, storeParameters } from '../../lib/n8n/parameters/storeParameters';
import { makeSubtitle } from '../../lib/n8n/parameters/subtitle';
import { runSettingsParameters } from '../../lib/n8n/parameters/rules/runSettings';
import { healthParameters } from './healthParameters';
import { chatworkCredential, roomParameters } from './roomParameters';

const weekdays = ['月', '火', '水', '木', '金', '土', '日'].map((name, index) => ({
	name: `${name}曜日`,
	value: index + 1,
}));

export const description: INodeTypeDescription = {
	displayName: 'Run Guard',
	name: 'runGuard',
	icon: { light: 'file:runGuard.svg', dark: 'file:runGuard.dark.svg' },
	group: ['transform'],
	version: 1,
	subtitle: makeSubtitle({
		start: '開始',
		finish: '締めくくり',
		failed: '止まったときの知らせ',
		pause: '書き込みの停止',
		resume: '書き込みの再開',
		check: '様子を調べる',
		markTold: '知らせた印',
	}),
	description:
		'同期の実行を1つに保ち、実行番号・テスト実行・営業時間を決めます。動いているかの見張りもします。',
	defaults: { name: 'Run Guard' },
	inputs: [NodeConnectionTypes.Main],
	outputs:
		'={{$parameter["operation"] === "start" ? [{ type: "main", displayName: "Run" }, { type: "main", displayName: "Skip" }] : ["main"]}}',
	credentials: [...storeCredentials, chatworkCredential],
	properties: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Check Health',
					value: 'check',
					action: 'Check the health of the runs',
					description: '同期が予定どおり成功しているかを調べ、知らせることがあるかを判断します',
				},
				{
					name: 'Failed',
					value: 'failed',
					action: 'Tell why a workflow stopped',
					description: 'エラーで止まったことを知らせる文章と、その送り先のルームを出します',
				},
				{
					name: 'Finish',
					value: 'finish',
					action: 'Finish a run',
					description: '実行を締めくくり、履歴の1行を出します',
				},
				{
					name: 'Mark Told',
					value: 'markTold',
					action: 'Mark news as told',
					description: 'Check Health のお知らせを送ったことを記録します',
				},
				{
					name: 'Pause',
					value: 'pause',
					action: 'Pause an account',
					description: 'ショップへの書き込みをすべて止めます',
				},
				{
					name: 'Resume',
					value: 'resume',
					action: 'Resume an account',
					description: '書き込みの停止を解除します',
				},
				{
					name: 'Start',
					value: 'start',
					action: 'Start a run',
					description: '実行を始めます。別の実行が動いていればSkipに出します。',
				},
			],
			default: 'start',
		},
		{
			displayName: 'Account',
			name: 'account',
			type: 'string',
			default: '',
			placeholder: 'my-shop',
			displayOptions: { show: { operation: ['start'] } },
			description:
				'ショップ名。1つのショップだけなら空のままで構いません。空のときはBASEのショップIDを使います。',
		},
		...roomParameters,
		{
			displayName: 'Run',
			name: 'run',
			type: 'json',
			default: '={{ $json.run }}',
			required: true,
			displayOptions: { show: { operation: ['finish'] } },
			description: 'Start が決めた実行の情報。前のノードが run を渡すときはこのままで構いません。',
		},
		{
			displayName: 'Failed',
			name: 'failed',
			type: 'boolean',
			default: false,
			displayOptions: { show: { operation: ['finish'] } },
			description:
				'Whether the run ended with an error: エラー出力の先に置くときにオンにします。成功として記録せず、すぐに次の実行を始められるようにします。',
		},
		{
			displayName: 'Account',
			name: 'pauseAccount',
			type: 'string',
			default: '',
			placeholder: 'my-shop',
			displayOptions: { show: { operation: ['pause', 'resume'] } },
			description:
				'停止・再開するショップ名 (BASEのショップID)。1つのショップだけなら空のままで構いません。',
		},
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			default: '',
			displayOptions: { show: { operation: ['pause'] } },
			description: 'なぜ止めるのか。後で見る人のために残します。',
		},
		{
			displayName: 'Task',
			name: 'task',
			type: 'options',
			options: [
				{
					name: 'Any',
					value: '',
					description: 'このワークフローは、いくつ動いても構いません',
				},
				{ name: 'Basic Info', value: 'basic_info', description: '基本情報の更新' },
				{ name: 'Orders', value: 'orders', description: '注文の確認' },
				{ name: 'Sync', value: 'sync', description: '価格と在庫の同期' },
				{ name: 'Watch', value: 'watch', description: '値動きチェック' },
			],
			default: '',
			displayOptions: { show: { operation: ['start'] } },
			description:
				'1つのショップに1つだけ動く仕事。同じ仕事のワークフローが2つ公開されていたら、後から来たほうは実行せずに知らせます (手動の実行を除く)。',
		},
		...runSettingsParameters,
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: true,
			displayOptions: { show: { operation: ['start'] } },
			description:
				'Whether to leave the shop as it is: オンの間はBASEに何も書き込みません。ショップのルールに従うときは、どちらかがテスト実行なら書き込みません。',
			hint: '最初はオンのまま動かし、メッセージの内容に納得できたらオフにします',
		},
		{
			displayName:
				'Dry Run がオフです。このワークフローはBASEの価格・公開状態・在庫を実際に変更します。',
			name: 'liveNotice',
			type: 'notice',
			default: '',
			displayOptions: {
				show: { operation: ['start'], dryRun: [false] },
				hide: { rulesFrom: ['book'] },
			},
		},
		{
			displayName: 'Manual Run Limit',
			name: 'manualLimit',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 100,
			displayOptions: { show: { operation: ['start'] } },
			description:
				'エディターから手動で実行したときに処理する最大件数 (0 = 全件)。スケジュール実行は常に全件です。',
		},
		...healthParameters,
		...storeParameters,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			displayOptions: { show: { operation: ['start'] } },
			options: [
				{
					displayName: 'Business Hours',
					name: 'hours',
					type: 'fixedCollection',
					typeOptions: { multipleValues: true },
					default: {},
					placeholder: 'Add window',
					description:
						'この時間帯だけ実行します (ワークフローのタイムゾーン)。なければ常に実行します。',
					options: [
						{
							displayName: 'Window',
							name: 'windows',
							values: [
								{
									displayName: 'From',
									name: 'from',
									type: 'string',
									default: '09:00',
									description: '開始時刻',
								},
								{
									displayName: 'To',
									name: 'to',
									type: 'string',
									default: '18:00',
									description: '終了時刻。開始より早ければ翌日の時刻として扱います。',
								},
								{
									displayName: 'Weekdays',
									name: 'weekdays',
									type: 'multiOptions',
									options: weekdays,
									default: [],
									description: '開始する曜日。選ばなければ毎日です。',
								},
							],
						},
					],
				},
				{
					displayName: 'Business Hours (Text)',
					name: 'hoursText',
					type: 'string',
					default: '',
					placeholder: '月-金 09:00-18:00, 土 10:00-15:00',
					description:
						'営業時間を1行で書きます。空なら常に実行します。曜日を省くと毎日です。「平日」「週末」、日をまたぐ「22:00-02:00」も使えます。',
				},
				{
					displayName: 'Run Number',
					name: 'runNumber',
					type: 'string',
					default: '',
					placeholder: '={{ $json.run }}',
					description:
						'この実行の番号。空なら新しく付けます。Shop Desk から始めた操作だけが使います。',
				},
				{
					displayName: 'Skip If It Just Succeeded',
					name: 'skipRecent',
					type: 'boolean',
					default: false,
					description:
						'Whether to skip a run whose last success is younger than 5/6 of the interval: n8nの起動直後だけオンにすると、実行間隔 (前にある Schedule Trigger) に合わせて二重の実行を防ぎます',
				},
				{
					displayName: 'Skip If Succeeded Within (Minutes)',
					name: 'minimumMinutes',
					type: 'number',
					typeOptions: { minValue: 0 },
					default: 0,
					description:
						'前回の成功からこの分数がたっていなければ実行しません。分数を決めたいときだけ使います (0 = 使いません)。',
				},
				{
					displayName: 'Take Over After Restart',
					name: 'takeOver',
					type: 'boolean',
					default: false,
					description:
						'Whether to replace a run that died with n8n: n8nの起動直後だけオンにすると、途中で止まった実行の続きをすぐに始めます (キューモードでは使いません)',
				},
			],
		},
	],
};
