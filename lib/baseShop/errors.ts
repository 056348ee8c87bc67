/**
 * One class per thing a caller can act on. BASE answers every error with HTTP 400 and
 * `{error, error_description}`, a dead token included (documented). Messages are for the shop owner (Japanese),
 * BASE's own code stands beside them.
 */
export class BaseShopError extends Error {
	/** BASE's own code, e.g. `bad_item_id`; or Node's where no answer came. */
	readonly code: string;

	constructor(message: string, code: string, options?: ErrorOptions) {
		super(message, options);
		this.name = new.target.name;
		this.code = code;
	}
}

/** The whole account is refused: nothing more may be sent to it in this run. */
export class AccountRefusedError extends BaseShopError {}

/** The connection must be made anew in n8n's credential window. */
export class ConnectAgainError extends AccountRefusedError {}

/** 5,000 calls an hour or 100,000 a day are used up: the rest waits. */
export class QuotaExceededError extends AccountRefusedError {
	readonly window: 'hour' | 'day';

	constructor(message: string, code: string, window: 'hour' | 'day') {
		super(message, code);
		this.window = window;
	}
}

/** 1,000 new items a day are used up; edits still go through. */
export class NewItemLimitError extends BaseShopError {}

/** BASE knows no such item: deleted in the admin, or not of this shop. */
export class ItemGoneError extends BaseShopError {}

/** BASE refuses this one request. */
export class RequestRefusedError extends BaseShopError {}

/** No answer, or none that can be read: whether the request was carried out is not known. */
export class AnswerLostError extends BaseShopError {}

/** From BASE's error answer to the class to act on. */
export function refusalOf(code: string, description: string): BaseShopError {
	const said = `${code}: ${description}`;
	switch (code) {
		case 'hour_api_limit':
			return new QuotaExceededError(
				`BASEの1時間の上限 (5,000回) に達しました (${said})。残りは次回の実行で更新します。`,
				code,
				'hour',
			);
		case 'day_api_limit':
			return new QuotaExceededError(
				`BASEの1日の上限 (100,000回) に達しました (${said})。残りは明日以降の実行で更新します。`,
				code,
				'day',
			);
		case 'exceed_daily_limit':
			return new NewItemLimitError(
				`BASEの1日の新規登録の上限 (1,000件) に達しました (${said})。残りは明日以降に登録してください。`,
				code,
			);
		// An edit says bad_item_id, a detail no_item (documented for items/edit and items/detail).
		case 'bad_item_id':
		case 'no_item':
			return new ItemGoneError(`BASEにこの商品がありません (${said})。`, code);
		case 'invalid_scope':
			return new AccountRefusedError(
				`BASEの認証情報に必要な権限がありません (${said})。n8nの「Credentials」で「BASE Shop OAuth2 API」の権限 (read_items・write_items) を確認し、Connect ボタンで接続し直してください。`,
				code,
			);
		case 'access_denied':
			return /アクセストークン/.test(description) && !/権限/.test(description)
				? connectAgain(said, code)
				: new AccountRefusedError(
						`BASEがこのショップの操作を拒否しました (${said})。ショップが利用制限を受けていないか、認証情報の権限 (read_items・write_items) を確認してください。`,
						code,
					);
		case 'invalid_request':
			return /トークン/.test(description)
				? connectAgain(said, code)
				: new RequestRefusedError(`BASEがリクエストを受け付けません (${said})。`, code);
		default:
			return new RequestRefusedError(`BASEがリクエストを受け付けません (${said})。`, code);
	}
}

export function connectAgain(said: string, code: string): ConnectAgainError {
	return new ConnectAgainError(
		`BASEとの接続が切れています (${said})。n8nの「Credentials」で「BASE Shop OAuth2 API」を開き、Connect ボタンで接続し直してください。`,
		code,
	);
}
