import { describeAge } from '../../listing/age';
import { listFields, SEND, type Describe, type WordsOf } from './wordTypes';

const CONNECT =
	'n8nの「Credentials」で「BASE Shop OAuth2 API」を開き、Connect ボタン (接続中なら Switch account) で接続し直してください。';

/** Items of a large shop, by which a change of a rate can be judged. */
const LARGE_SHOP = 10_000;

/** @param stated calls a second */
const lapOf = ({ stated, asins_per_call: size }: Parameters<Describe>[0]): string =>
	describeAge((LARGE_SHOP / (Number(stated) * Number(size))) * 1000);

const newFields: Describe = (facts) => ({
	text: `読めましたが、知らない項目があります (${listFields(facts)})`,
	todo: `そのまま使えます。${SEND}`,
});

const failed: Describe = ({ code }) => ({
	text: `正しい応答がありません (${String(code)})`,
	todo: 'しばらくしてから、もう一度実行してください。',
});

export const amazonWords: WordsOf<
	| 'amazon_token'
	| 'amazon_account'
	| 'amazon_answer'
	| 'amazon_rate'
	| 'base_shop'
	| 'base_refresh'
	| 'base_right'
	| 'base_list'
	| 'base_detail'
	| 'chatwork_room'
> = {
	amazon_token: {
		fresh: () => ({ text: '新しいトークンを取得できました' }),
		refused: ({ code }) => ({
			text: `認証情報が断られました (${String(code)})`,
			todo: '認証情報「Amazon SP-API」の Client ID・Client Secret・Refresh Token を入れ直してください。',
		}),
		unreachable: ({ code }) => ({
			text: `Amazonのトークンサービスから応答がありません (${String(code)})`,
			todo: 'ネットワークとプロキシの設定を確かめて、もう一度実行してください。',
		}),
	},
	amazon_account: {
		own: () => ({ text: 'この認証情報のものです' }),
		handed_over: () => ({ text: 'この認証情報に引き継ぎました' }),
		other: () => ({
			text: '別のAmazonアカウントのデータを持っています',
			todo: '認証情報「Amazon SP-API」を元に戻すか、すべてのノードの Cache Name を新しい名前に変えてください。同じアカウントのアプリを作り直しただけなら、「キャッシュを引き継ぐ」にチェックを入れて、もう一度実行してください。',
		}),
	},
	amazon_answer: {
		read: ({ asked, read }) => ({ text: `読めました (${String(read)}/${String(asked)}件)` }),
		new_fields: newFields,
		unreadable: ({ asked }) => ({
			text: `応答はありましたが、${String(asked)}件とも内容を読めません`,
			todo: `別のASINを入れて、もう一度実行してください。続くときは、${SEND}`,
		}),
		not_permitted: ({ code, status }) => ({
			text: `この操作の権限がありません (HTTP ${String(status)} ${String(code)})`,
			todo: 'Selling Partner Central でアプリのロールとアカウントの状態を確かめ、必要ならリフレッシュトークンを発行し直してください。',
		}),
		failed,
		no_asin: () => ({
			text: 'ASINの分かる商品がないため、確かめていません',
			todo: '「ASIN」に、Amazon.co.jpで売られている商品のASINを入れて、もう一度実行してください。',
		}),
	},
	amazon_rate: {
		as_known: ({ stated }) => ({ text: `1秒に${String(stated)}回 (想定どおり)` }),
		higher: (facts) => ({
			text: `1秒に${String(facts.stated)}回まで増えています (想定 ${String(facts.built)}回)`,
			todo: `この回数に自動で合わせます (1万件で約${lapOf(facts)})。${SEND}`,
		}),
		lower: (facts) => ({
			text: `1秒に${String(facts.stated)}回に減っています (想定 ${String(facts.built)}回)`,
			todo: `この回数に自動で合わせるため、1万件に約${lapOf(facts)}かかります。ほかのツールが同じアカウントを使っていないか確かめてください。`,
		}),
		unstated: ({ built }) => ({
			text: `応答に回数の記載がありません (想定 1秒に${String(built)}回)`,
			todo: `想定の回数で呼び出します。${SEND}`,
		}),
	},
	base_shop: {
		reached: () => ({ text: 'ショップに接続できました' }),
		refused: ({ code }) => ({ text: `接続を断られました (${String(code)})`, todo: CONNECT }),
		unreachable: failed,
	},
	base_refresh: {
		renewed: ({ redirect_uri }) => ({
			text: `今すぐ更新できました (redirect_uri ${redirect_uri ? 'あり' : 'なし'})`,
		}),
		not_stored: () => ({
			text: '更新の後も、n8nのトークンが前のままです',
			todo: `1時間後に接続が切れるおそれがあります。${CONNECT}`,
		}),
		refused: ({ code, redirect_uri }) => ({
			text: `更新を断られました (${String(code)}、redirect_uri ${redirect_uri ? 'あり' : 'なし'})`,
			todo: redirect_uri
				? CONNECT
				: `認証情報「BASE Shop OAuth2 API」の Redirect URL for Refresh に、画面の OAuth Redirect URL を貼り付けて保存し、Connect ボタン (接続中なら Switch account) で接続し直してください。このままでは1時間ごとに同期が止まります。`,
		}),
		failed,
	},
	base_right: {
		given: (_, about) => ({ text: `${about} があります` }),
		missing: (_, about) => ({
			text: `${about} がありません`,
			todo: `BASE Developersでアプリに権限 (${about}) を加え、${CONNECT}`,
		}),
		missing_orders: () => ({
			text: 'read_orders がありません',
			todo: `「注文の確認」を使うには、BASE Developersでアプリに「注文情報を見る」を加え、${CONNECT}`,
		}),
		failed: ({ code }, about) => ({
			text: `${about} を確かめられません (${String(code)})`,
			todo: 'しばらくしてから、もう一度実行してください。',
		}),
	},
	base_list: {
		read: ({ items }) => ({ text: `1ページ (${String(items)}件) を読めました` }),
		new_fields: newFields,
		unreadable_items: ({ items, unreadable }) => ({
			text: `${String(unreadable)}件を読めません (ほかの${String(items)}件は読めます)`,
			todo: `読めない商品は変更しません。${SEND}`,
		}),
		failed,
	},
	base_detail: {
		read: () => ({ text: '1件を読めました' }),
		new_fields: newFields,
		no_item: () => ({ text: '商品がまだないため、確かめていません' }),
		failed,
	},
	chatwork_room: {
		reached: () => ({ text: 'ルームに届きます (メッセージは送っていません)' }),
		bad_token: ({ status }) => ({
			text: `APIトークンが正しくありません (${String(status)})`,
			todo: 'Chatworkの「サービス連携」→「API Token」のトークンを、認証情報「Chatwork Token API」に入れ直してください。',
		}),
		no_such_room: ({ status }) => ({
			text: `ルームが見つからないか、APIトークンの持ち主がメンバーではありません (${String(status)})`,
			todo: '「価格・在庫の同期」の「設定」の chatwork_room_id を確かめるか、持ち主をルームに追加してください。',
		}),
		unreachable: failed,
		unknown: () => ({
			text: 'ルームが分からないため、確かめていません',
			todo: '「Chatworkのルーム」に、ルームのURLか番号を入れて、もう一度実行してください。Chatworkを使わないなら、そのままで構いません。',
		}),
		unreadable: () => ({
			text: '入力されたルームを読み取れません',
			todo: 'ルームを開いたときのURL (例: https://www.chatwork.com/#!rid123456789) か番号を入れてください。',
		}),
	},
};
