import { describeAge } from '../../listing/age';
import type { WordsOf } from './wordTypes';

const CLOCK =
	'サーバーの時刻の自動調整 (NTP) をオンにしてください。このままでは、価格の新しさとBASEの1時間の上限を正しく数えられません。';

export const hostWords: WordsOf<
	'clock' | 'time_zone' | 'store' | 'n8n_version' | 'saved_runs' | 'concurrency' | 'time_limit'
> = {
	clock: {
		right: () => ({ text: '合っています' }),
		off: (facts) => ({ text: describeClock(Number(facts.ahead_seconds)), todo: CLOCK }),
		wrong: (facts) => ({ text: describeClock(Number(facts.ahead_seconds)), todo: CLOCK }),
		unknown: () => ({
			text: 'Amazonの応答に時刻がないため、確かめられません',
			todo: 'Amazonに接続できるようになってから、もう一度実行してください。',
		}),
	},
	time_zone: {
		japan: () => ({ text: '日本時間です' }),
		other: ({ zone }) => ({
			text: `日本時間ではありません (${String(zone)})`,
			todo: 'このツールは日本時間で動きますが、時刻を決めた定期実行はその地域の時刻で始まります。ワークフローの Settings の Timezone を Asia/Tokyo にしてください。',
		}),
	},
	store: {
		works: () => ({ text: '書き込み・確定・名前の変更ができます' }),
		not_durable: ({ code }) => ({
			text: `使えますが、停電に弱い共有フォルダーです (${String(code)})`,
			todo: '停電のときに最後の数件の記録を失うことがあります。できれば、n8nのあるサーバーのディスクを使ってください。',
		}),
		refused: ({ step, code }) => ({
			text: `使えません (${String(step)}、${String(code)})`,
			todo: 'n8nを動かしているユーザーに、保存先のフォルダーの読み書きの権限を付けてください。Redisのときは、接続先とパスワードを確かめてください。',
		}),
	},
	n8n_version: {
		tried: ({ version }) => ({ text: `${String(version)} (確認済みの範囲)` }),
		newer: ({ version, newest }) => ({
			text: `${String(version)} は、確認済みの ${String(newest)} より新しいバージョンです`,
			todo: 'たいていはそのまま使えます。おかしなときは、結果の文を開発元に送ってください。',
		}),
		older: ({ version, oldest }) => ({
			text: `${String(version)} は古すぎます`,
			todo: `n8nを ${String(oldest)} 以降に更新してください。`,
		}),
		unknown: () => ({
			text: '分かりません',
			todo: 'n8nの画面の左下の Help → About n8n で、2.8.4 以降であることを確かめてください。',
		}),
	},
	saved_runs: {
		not_saved: () => ({ text: '成功した実行のデータは保存しません' }),
		saved: () => ({
			text: '成功した実行のデータを保存する設定です',
			todo: '画面から読み込むと設定が落ちます。「価格・在庫の同期」の Settings で「Save successful production executions」を「Do not save」にし、Publish してください。そのままでは、商品が1万件のとき、データベースが1日に50MBほど増えます。',
		}),
	},
	concurrency: {
		enough: ({ limit }) => ({
			text: limit === 0 ? '上限はありません' : `同時に${String(limit)}件まで動けます`,
		}),
		few: ({ limit, enough }) => ({
			text: `同時に${String(limit)}件までです`,
			todo: `1時間を超える同期の間に、操作画面や値動きチェックが待たされることがあります。${describeLimit(Number(enough))}`,
		}),
		one: ({ enough }) => ({
			text: '同時に1件しか動きません',
			todo: `1時間を超える同期の間、緊急停止も操作画面も動きません。${describeLimit(Number(enough))}`,
		}),
	},
	time_limit: {
		long_enough: ({ seconds }) => ({
			text:
				seconds === 0
					? '途中で止められません'
					: `${describeAge(Number(seconds) * 1000)}で止まる設定です`,
		}),
		too_short: ({ seconds, enough }) => ({
			text: `n8nが${describeAge(Number(seconds) * 1000)}で実行を止める設定です`,
			todo: `大きなショップの同期は途中で止まります。環境変数 EXECUTIONS_TIMEOUT とワークフローの Timeout を外すか、${describeAge(Number(enough) * 1000)}以上にしてください。`,
		}),
	},
};

const describeClock = (ahead: number): string =>
	`${describeAge(Math.abs(ahead) * 1000)}${ahead > 0 ? '進んで' : '遅れて'}います`;

const describeLimit = (enough: number): string =>
	`環境変数 N8N_CONCURRENCY_PRODUCTION_LIMIT (キューモードではワーカーの --concurrency) を ${enough} 以上にしてください。`;
