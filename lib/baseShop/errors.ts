import {
	type ShopError,
	AccountRefusedError,
	ConnectAgainError,
	QuotaExceededError,
	NewItemLimitError,
	ItemGoneError,
	VariationGoneError,
	NeverEditableError,
	RequestRefusedError,
	OwnFaultError,
	RetryableFailureError,
} from '../shop/errors';

/**
 * BASE answers every error with HTTP 400 and `{error, error_description}`, including an expired token
 * (documented). This file maps each of them to one of the shop's errors.
 */
interface Refused {
	code: string;
	/** BASE's code and sentence, for the owner. */
	said: string;
	/** The right that the call needed, e.g. `write_items`; '' = unknown. */
	scope: string;
}

interface Row {
	/** BASE's code; null = any. */
	code: string | null;
	/** Words of BASE's documented sentence, if the code alone is ambiguous; absent = any. */
	says?: RegExp;
	make: (refused: Refused) => ShopError;
}

/**
 * The meaning of each of BASE's documented errors; the first matching row is used. Sources: BASE API v1
 * documents (baseinc/api-docs at 2760123, then docs.thebase.in). The sentences for kinds other than
 * digital content and ClubT (subscriptions, pre-orders, lotteries, take-out, community) are undocumented:
 * they are assumed to read like those two.
 */
const rows: readonly Row[] = [
	// This item permanently.
	{ code: null, says: /商品[はを](編集|更新|変更)できません/, make: makeNeverEditable },
	{
		code: 'invalid_request',
		says: /(定期便|予約|抽選|テイクアウト|コミュニティ).*(編集|更新|変更)できません/,
		make: makeNeverEditable,
	},
	// Temporary.
	{ code: 'db_error', make: makePassing },
	{ code: 'server_error', make: makePassing },
	{ code: 'hour_api_limit', make: (refused) => makeQuota(refused, 'hour') },
	{ code: 'day_api_limit', make: (refused) => makeQuota(refused, 'day') },
	{ code: 'exceed_daily_limit', make: makeNewItemLimit },
	// Our own fault.
	{ code: 'access_denied', says: /^(https|POST)で/, make: makeOwnFault },
	{ code: 'not_post_method', make: makeOwnFault },
	{ code: 'no_item_id', make: makeOwnFault },
	{ code: 'no_unique_key', make: makeOwnFault },
	{ code: 'bad_params', make: makeOwnFault },
	// This credential.
	{ code: 'invalid_request', says: /トークン|認可コード/, make: makeConnectAgain },
	{ code: 'invalid_request', says: /client_id/, make: makeClientRefused },
	{ code: 'unauthorized_client', make: makeClientRefused },
	{ code: 'access_denied', says: /^(?!.*権限).*アクセストークン/, make: makeConnectAgain },
	// This account.
	{ code: 'invalid_scope', make: makeMissingRight },
	{ code: 'access_denied', make: makeRestricted },
	// An edit says bad_item_id, a detail no_item.
	{ code: 'bad_item_id', make: makeGone },
	{ code: 'no_item', make: makeGone },
	{ code: 'bad_variation_id', make: makeVariationGone },
];

/** The right to read orders, which an older connection lacks. */
export const READ_ORDERS = 'read_orders';

/**
 * BASE's documented sentences. Any other text of an answer about orders is dropped: nobody knows whether it
 * names a customer.
 */
const documentedSentences: ReadonlySet<string> = new Set([
	'スコープが無効です。',
	'アクセストークンが無効です。',
	'アクセストークンの有効期限が切れています。',
	'注文情報が見つかりませんでした。',
	'不正なパラメーターです。',
	'DBエラーです。',
	'DB error',
	'1時間のAPIの利用上限を超えました。時間が変わってからもう一度アクセスしてください。',
	'1日のAPIの利用上限を超えました。日付が変わってからもう一度アクセスしてください。',
	'このショップは現在ご利用いただけません。',
]);

/** Keeps a sentence of a refusal only if it is one of BASE's own. */
export function keepDocumented(description: string): string {
	if (documentedSentences.has(description)) return description;
	return description.includes('トークン') ? 'アクセストークンが無効です。' : '';
}

/**
 * Maps BASE's error answer to the class for the caller.
 * @param scope the right that the call needs, named in the message if it is missing
 */
export function makeRefusal(code: string, description: string, scope = ''): ShopError {
	const fits = (row: Row): boolean =>
		(row.code === null || row.code === code) && (row.says?.test(description) ?? true);
	const refused = { code, said: description === '' ? code : `${code}: ${description}`, scope };
	return rows.find(fits)?.make(refused) ?? makeRefused(refused);
}

/**
 * Maps BASE's refusal of a token refresh. If it names no token, client or user it is the sentence for
 * parameters: BASE's documents require redirect_uri at a refresh, which n8n leaves out (programs in use
 * work without it).
 */
export function refusalOfRefresh(code: string, description: string): ShopError {
	const refusal = makeRefusal(code, description.slice(0, 200));
	const isTold = refusal instanceof RetryableFailureError || refusal instanceof AccountRefusedError;
	return isTold ? refusal : makeRefreshRefused({ code, said: `${code}: ${description}` });
}

/** For an answer that is not JSON from BASE: the page of an intermediate server, or no page at all. */
export const describeTrouble = (status: number): RetryableFailureError =>
	makePassing({ code: `HTTP${status}`, said: `HTTP ${status}`, scope: '' });

export const connectAgain = (said: string, code: string): ConnectAgainError =>
	makeConnectAgain({ said, code });

function makePassing({ said, code }: Refused): RetryableFailureError {
	return new RetryableFailureError(
		`BASEから正しい応答がありません (${said})。次の実行で自動的にやり直します。`,
		code,
	);
}

function makeNeverEditable({ said, code }: Refused): NeverEditableError {
	return new NeverEditableError(
		`BASEが外部のツールに編集させない商品です (${said})。今後、このツールは変更しません。価格・公開・在庫はBASEの管理画面で変更してください。`,
		code,
		said,
	);
}

function makeQuota({ said, code }: Refused, window: 'hour' | 'day'): QuotaExceededError {
	const [limit, next] =
		window === 'hour'
			? ['1時間の上限 (5,000回)', '次回の実行']
			: ['1日の上限 (100,000回)', '明日以降の実行'];
	return new QuotaExceededError(
		`BASEの${limit} に達しました (${said})。残りは${next}で更新します。`,
		code,
		window,
	);
}

function makeNewItemLimit({ said, code }: Refused): NewItemLimitError {
	return new NewItemLimitError(
		`BASEの1日の新規登録の上限 (1,000件) に達しました (${said})。残りは明日以降に登録してください。`,
		code,
	);
}

function makeOwnFault({ said, code }: Refused): OwnFaultError {
	return new OwnFaultError(
		`このツールの送り方をBASEが受け付けません (${said})。このツールの不具合です。商品には問題がないので、更新版を入れるか、この文と実行番号を添えて開発元に知らせてください。`,
		code,
	);
}

function makeConnectAgain({ said, code }: Pick<Refused, 'said' | 'code'>): ConnectAgainError {
	return new ConnectAgainError(
		`BASEとの接続が切れています (${said})。n8nの「Credentials」で「BASE Shop OAuth2 API」を開き、Connect ボタン (接続中なら Switch account) で接続し直してください。`,
		code,
	);
}

function makeRefreshRefused({ said, code }: Pick<Refused, 'said' | 'code'>): ConnectAgainError {
	return new ConnectAgainError(
		`BASEがアクセストークンの更新を断ったため (${said})、n8nの「Credentials」で「BASE Shop OAuth2 API」を開き、Redirect URL for Refresh に画面の OAuth Redirect URL と同じものが入っているかを確かめて (空なら貼り付けて) 保存し、Connect ボタン (接続中なら Switch account) で接続し直してください。`,
		code,
	);
}

function makeClientRefused({ said, code }: Refused): ConnectAgainError {
	return new ConnectAgainError(
		`BASEがこのアプリを受け付けません (${said})。BASE Developersでアプリが停止されていないかを確認し、n8nの「Credentials」の「BASE Shop OAuth2 API」で Client ID と Client Secret を入れ直して、Connect ボタン (接続中なら Switch account) で接続し直してください。`,
		code,
	);
}

function makeMissingRight({ said, code, scope }: Refused): AccountRefusedError {
	if (scope === READ_ORDERS) {
		return new AccountRefusedError(
			`BASEの認証情報に注文を読む権限がない (${said}) ので、BASE Developersでアプリに「注文情報を見る」(read_orders) を加え、n8nの「Credentials」の「BASE Shop OAuth2 API」で Read Orders をオンにして保存し、Connect ボタン (接続中なら Switch account) で接続し直してください。`,
			code,
		);
	}
	const missing = scope === '' ? '' : `${scope} が足りません、`;
	return new AccountRefusedError(
		`BASEの認証情報に必要な権限がありません (${missing}${said})。BASE Developersでアプリの権限 (read_items・write_items) を確認し、n8nの「Credentials」で「BASE Shop OAuth2 API」を開いて Connect ボタン (接続中なら Switch account) で接続し直してください。`,
		code,
	);
}

function makeRestricted({ said, code }: Refused): AccountRefusedError {
	return new AccountRefusedError(
		`BASEがこのショップの操作を拒否しました (${said})。ショップが利用制限を受けていないか、認証情報の権限 (read_items・write_items) を確認してください。`,
		code,
	);
}

function makeGone({ said, code }: Refused): ItemGoneError {
	return new ItemGoneError(`BASEにこの商品がありません (${said})。`, code);
}

function makeVariationGone({ said, code }: Refused): VariationGoneError {
	return new VariationGoneError(
		`BASEの商品にこのバリエーションがありません (${said})。読み取った後に管理画面で削除されたようです。次の実行では、今あるバリエーションを読み直します。`,
		code,
	);
}

function makeRefused({ said, code }: Refused): RequestRefusedError {
	return new RequestRefusedError(`BASEがリクエストを受け付けません (${said})。`, code);
}
