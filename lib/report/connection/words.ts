import type { Check, Facts } from '../../findings/finding';
import { amazonWords } from './amazonWords';
import { editWords } from './editWords';
import { hostWords } from './hostWords';
import type { Describe, Words, WordsOf } from './wordTypes';

/** The name of each check, for the owner. */
export const checkNames: Record<Check, string> = {
	amazon_token: 'Amazonの認証',
	amazon_account: 'キャッシュのAmazonアカウント',
	amazon_answer: 'Amazonの応答',
	amazon_rate: 'Amazonの呼び出し回数',
	base_shop: 'BASEの接続',
	base_refresh: 'BASEのトークンの更新',
	base_right: 'BASEの権限',
	base_list: 'BASEの商品一覧',
	base_detail: 'BASEの商品の詳細',
	chatwork_room: 'Chatworkのルーム',
	clock: 'サーバーの時計',
	time_zone: 'タイムゾーン',
	store: 'データの保存先',
	n8n_version: 'n8nのバージョン',
	saved_runs: '実行の保存',
	concurrency: '同時に動く実行の数',
	time_limit: '実行時間の上限',
	leftover_item: '前回のテスト用の商品',
	test_item: 'テスト用の商品',
	edit_price: '価格だけの変更',
	edit_together: '価格・公開・在庫の同時変更',
	edit_answer: '変更への応答',
	edit_stock: '在庫の変更 (edit_stock)',
	images: '画像',
	refusal: '断りの言葉',
	test_item_end: 'テスト用の商品の削除',
};

const words: WordsOf<Check> = { ...amazonWords, ...hostWords, ...editWords };

/** Describes an outcome for the owner. An outcome of another version is shown by its name. */
export function describeOutcome(check: Check, outcome: string, facts: Facts, about: string): Words {
	const known = words[check] as Record<string, Describe> | undefined;
	return known && Object.hasOwn(known, outcome)
		? known[outcome]!(facts, about)
		: { text: `${check}: ${outcome}` };
}
