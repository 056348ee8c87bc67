import type { Reply } from '../http';

/** What BASE says, by its own error code. Every one of them is HTTP 400. */
const descriptions = {
	invalid_request: '不正なリクエストです。',
	invalid_client: 'クライアント認証に失敗しました。',
	invalid_grant: '認可コードが無効です。',
	unsupported_grant_type: 'grant_typeが不正です。',
	unsupported_response_type: 'response_typeが不正です。',
	invalid_scope: 'スコープが不正です。',
	access_denied: 'アクセスが拒否されました。',
	hour_api_limit: '1時間のAPIの利用上限を超えました。時間が経ってからもう一度試してください。',
	day_api_limit: '1日のAPIの利用上限を超えました。日付が変わってからもう一度試してください。',
	exceed_daily_limit: '1日の商品登録の上限を超えました。',
	no_item_id: '商品IDがありません。',
	bad_item_id: '不正な商品IDです。',
	no_title: '商品名がありません。',
	bad_title: '商品名が不正です。',
	bad_detail: '商品説明が不正です。',
	no_price: '価格がありません。',
	bad_price: '価格が不正です。',
	bad_proper_price: '通常価格が不正です。',
	bad_stock: '在庫数が不正です。',
	no_stock: '在庫数がありません。',
	bad_visible: '公開状態が不正です。',
	bad_list_order: '並び順が不正です。',
	bad_identifier: '商品コードが不正です。',
	bad_variation_id: 'バリエーションIDが不正です。',
	bad_image_no: '画像番号が不正です。',
	bad_image_url: '画像URLが不正です。',
	bad_limit: 'limitが不正です。',
	bad_offset: 'offsetが不正です。',
	bad_order: 'orderが不正です。',
	bad_sort: 'sortが不正です。',
	no_q: '検索語がありません。',
	internal_error: 'サーバーでエラーが発生しました。',
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
	new BaseRefusal('invalid_request', 'リフレッシュトークンが無効です。');

export const missingScope = (scope: string): BaseRefusal =>
	new BaseRefusal('access_denied', `このアクセストークンには${scope}の権限がありません。`);

export const restrictedShop = (): BaseRefusal =>
	new BaseRefusal('access_denied', 'このショップは現在ご利用いただけません。');
