import type { Reply } from '../http';

/**
 * BASE's error codes with the sentence that its documents give for each; where an operation has a
 * sentence of its own, it is handed in. Every one of them is HTTP 400. Two sentences are ours because
 * no document quotes BASE's: those of exceed_daily_limit and of a restricted shop (unconfirmed).
 * Source: BASE API v1 documents (github.com/baseinc/api-docs at 2760123, then docs.thebase.in).
 */
const descriptions = {
	access_denied: 'POSTで送信してください。',
	invalid_request: '不正なパラメーターです。',
	unauthorized_client: 'クライアントが見つかりませんでした。',
	invalid_scope: 'スコープが無効です。',
	not_post_method: 'POSTで送信してください。',
	hour_api_limit:
		'1時間のAPIの利用上限を超えました。時間が変わってからもう一度アクセスしてください。',
	day_api_limit: '1日のAPIの利用上限を超えました。日付が変わってからもう一度アクセスしてください。',
	exceed_daily_limit: '1日の商品登録の上限を超えました。',
	no_item_id: 'item_idは必須です。',
	no_item: '商品が見つかりませんでした。',
	bad_item_id: '不正なitem_idです。',
	bad_variation_id: '不正なvariation_idです。',
	bad_params: '不正なパラメーターです。',
	validation_error: 'バリデーションエラーです。',
	no_image: '画像を取得できませんでした。',
	image_put_fail: '画像の書き出しに失敗しました。',
	no_order: '注文情報が見つかりませんでした。',
	no_unique_key: 'unique_keyは必須です。',
	db_error: 'DBエラーです。',
	server_error: 'DB error',
} as const;

export type BaseErrorCode = keyof typeof descriptions;

/** Thrown inside an operation, to become BASE's answer. */
export class BaseRefusal extends Error {
	constructor(
		readonly code: BaseErrorCode,
		readonly description: string = descriptions[code],
	) {
		super(`${code}: ${description}`);
		this.name = 'BaseRefusal';
	}
}

export const refusalReply = (refusal: BaseRefusal, status = 400): Reply => ({
	status,
	body: { error: refusal.code, error_description: refusal.description },
	isThrottled: refusal.code === 'hour_api_limit' || refusal.code === 'day_api_limit',
});

export const invalidAccessToken = (): BaseRefusal =>
	new BaseRefusal('invalid_request', 'アクセストークンが無効です。');

export const invalidRefreshToken = (): BaseRefusal =>
	new BaseRefusal('invalid_request', '不正なリフレッシュトークンです。');

export const expiredRefreshToken = (): BaseRefusal =>
	new BaseRefusal('invalid_request', 'リフレッシュトークンの有効期限が切れています。');

export const emptyImagePlace = (): BaseRefusal =>
	new BaseRefusal('no_image', '画像が存在しません。');

export const neverEditable = (): BaseRefusal =>
	new BaseRefusal('invalid_request', 'デジタルコンテンツの商品は編集できません。');

export const restrictedShop = (): BaseRefusal =>
	new BaseRefusal('access_denied', 'このショップは現在ご利用いただけません。');
