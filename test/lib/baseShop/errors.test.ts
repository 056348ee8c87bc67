import {
	AccountRefusedError,
	ConnectAgainError,
	ItemGoneError,
	NeverEditableError,
	NewItemLimitError,
	OwnFaultError,
	RetryableFailureError,
	QuotaExceededError,
	RequestRefusedError,
	VariationGoneError,
} from '../../../lib/shop/errors';
import { makeRefusal, refusalOfRefresh } from '../../../lib/baseShop/errors';

/** Codes and sentences of BASE API v1's documents; those marked so are not quoted there. */
describe('what an error of BASE means', () => {
	it.each([
		['db_error', 'DBエラーです。', RetryableFailureError],
		['server_error', 'DB error', RetryableFailureError],
		['invalid_request', 'デジタルコンテンツの商品は編集できません。', NeverEditableError],
		['invalid_request', 'ClubTの商品は編集できません。', NeverEditableError],
		// Undocumented sentences.
		['invalid_request', '定期便の商品は編集できません。', NeverEditableError],
		['invalid_request', '予約商品は編集できません。', NeverEditableError],
		['validation_error', '抽選販売の商品は更新できません。', NeverEditableError],
		['invalid_request', 'テイクアウトを設定中のため編集できません。', NeverEditableError],
		['validation_error', '商品名は変更できません。', RequestRefusedError],
		['access_denied', 'コミュニティ限定の商品は編集できません。', NeverEditableError],
		['invalid_scope', 'スコープが無効です。', AccountRefusedError],
		['access_denied', 'このショップは現在ご利用いただけません。', AccountRefusedError],
		['access_denied', 'ユーザーが存在しません。', AccountRefusedError],
		['invalid_request', 'アクセストークンが無効です。', ConnectAgainError],
		['invalid_request', '不正なリフレッシュトークンです。', ConnectAgainError],
		['invalid_request', '認可コードの有効期限が切れています。', ConnectAgainError],
		['invalid_request', 'client_idもしくはclient_secretがありません。', ConnectAgainError],
		['unauthorized_client', '停止中のクライアントです。', ConnectAgainError],
		['hour_api_limit', '', QuotaExceededError],
		['day_api_limit', '', QuotaExceededError],
		['exceed_daily_limit', '', NewItemLimitError],
		['bad_item_id', '不正なitem_idです。', ItemGoneError],
		['no_item', '商品が見つかりませんでした。', ItemGoneError],
		['bad_variation_id', '不正なvariation_idです。', VariationGoneError],
		['not_post_method', 'POSTで送信してください。', OwnFaultError],
		['access_denied', 'httpsでアクセスしてください。', OwnFaultError],
		['no_item_id', 'item_idは必須です。', OwnFaultError],
		['bad_params', '不正なパラメーターです。', OwnFaultError],
		['validation_error', 'バリデーションエラーです。', RequestRefusedError],
		['image_put_fail', '画像の書き出しに失敗しました。', RequestRefusedError],
		['something_new', '', RequestRefusedError],
	])('should be read off %s %s', (code, description, type) => {
		expect(makeRefusal(code, description).constructor).toBe(type);
	});

	it('should be told with the code and the sentence', () => {
		expect(makeRefusal('no_item_id', 'item_idは必須です。').message).toContain(
			'(no_item_id: item_idは必須です。)。このツールの不具合です',
		);
	});

	it('should name the right that is missing', () => {
		expect(makeRefusal('invalid_scope', 'スコープが無効です。', 'write_items').message).toContain(
			'write_items が足りません',
		);
	});
});

describe('what a refused refresh means', () => {
	it.each([
		['server_error', 'DB error', RetryableFailureError],
		['invalid_request', '不正なリフレッシュトークンです。', ConnectAgainError],
		['unauthorized_client', 'クライアントが見つかりませんでした。', ConnectAgainError],
		['access_denied', 'ユーザーが存在しません。', AccountRefusedError],
		['invalid_request', '不正なパラメーターです。', ConnectAgainError],
	])('should be read off %s %s', (code, description, type) => {
		expect(refusalOfRefresh(code, description).constructor).toBe(type);
	});
});
