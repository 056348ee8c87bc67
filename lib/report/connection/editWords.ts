import { listFields, SEND, type Describe, type WordsOf } from './wordTypes';

/** The advice where the shop does not do what every edit of this package relies on. */
const STAY_DRY = `dry_run をオンのままにして、${SEND}`;

const lost: Describe = ({ code }) => ({
	text: `結果が分かりません (${String(code)})`,
	todo: 'しばらくしてから、もう一度実行してください。',
});

export const editWords: WordsOf<
	| 'leftover_item'
	| 'test_item'
	| 'edit_price'
	| 'edit_together'
	| 'edit_answer'
	| 'edit_stock'
	| 'images'
	| 'refusal'
	| 'test_item_end'
> = {
	leftover_item: {
		removed: ({ items }) => ({ text: `残っていた${String(items)}件を削除しました` }),
		left: ({ items }) => ({
			text: `${String(items)}件を削除できません`,
			todo: 'BASEの管理画面で、商品コードが ABS-TEST- で始まる商品を削除してください。次の実行でも削除を試みます。',
		}),
	},
	test_item: {
		made: () => ({ text: '非公開で作りました' }),
		stopped: () => ({
			text: 'ショップへの書き込みが停止中のため、作っていません',
			todo: '停止を解除してから、もう一度実行してください。',
		}),
		no_store: () => ({
			text: '保存先が使えないため、作っていません',
			todo: '先に「データの保存先」を直してください。',
		}),
		no_calls: () => ({
			text: 'BASEの呼び出し回数の残りが少ないため、作っていません',
			todo: '次の正時を過ぎてから、もう一度実行してください。',
		}),
		no_right: () => ({
			text: '商品を変更する権限 (write_items) がありません',
			todo: 'BASE Developersでアプリに「商品情報を書き込む」(write_items) を加え、n8nの「Credentials」で「BASE Shop OAuth2 API」を開いて Connect ボタン (接続中なら Switch account) で接続し直してください。',
		}),
		refused: ({ code }) => ({ text: `作れませんでした (${String(code)})`, todo: SEND }),
		lost,
	},
	edit_price: {
		alone: () => ({ text: '商品名・説明・画像・在庫・商品コードは変わりません' }),
		changes_more: (facts) => ({
			text: `価格だけを送ると、ほかの項目も変わります (${listFields(facts)})`,
			todo: `同期のたびに商品が書き換わるおそれがあります。${STAY_DRY}`,
		}),
		not_applied: () => ({ text: '送った価格になりません', todo: STAY_DRY }),
		refused: ({ code }) => ({
			text: `価格だけの変更を断られました (${String(code)})`,
			todo: `同期は価格を変えられません。${STAY_DRY}`,
		}),
		lost,
	},
	edit_together: {
		applied: () => ({ text: '1回の呼び出しで変わりました' }),
		partly: (facts) => ({
			text: `1回の呼び出しでは変わらない項目があります (${listFields(facts)})`,
			todo: `再入荷した商品が、古い価格や在庫のまま公開されるおそれがあります。${STAY_DRY}`,
		}),
		refused: ({ code }) => ({ text: `断られました (${String(code)})`, todo: STAY_DRY }),
		lost,
		not_tried: () => ({
			text: '売り切れにできないため、公開して試しませんでした',
			todo: STAY_DRY,
		}),
	},
	edit_answer: {
		whole: () => ({ text: '変更した後の商品全体が返ります' }),
		differs: (facts) => ({
			text: `変更した後の商品と違います (${listFields(facts)})`,
			todo: `変更できたかどうかを応答で確かめられないため、もう一度読んで確かめます。${SEND}`,
		}),
	},
	edit_stock: {
		applied: () => ({ text: '在庫だけが変わりました' }),
		changes_more: (facts) => ({
			text: `ほかの項目も変わります (${listFields(facts)})`,
			todo: `バリエーションのある商品の在庫を変えると、ほかも変わるおそれがあります。${STAY_DRY}`,
		}),
		not_applied: () => ({
			text: '送った在庫になりません',
			todo: `バリエーションのある商品は補充できません。${SEND}`,
		}),
		refused: ({ code }) => ({
			text: `断られました (${String(code)})`,
			todo: `バリエーションのある商品は補充できません。${SEND}`,
		}),
		lost,
		not_tried: () => ({ text: '非公開にできないため、試しませんでした', todo: SEND }),
	},
	images: {
		kept: () => ({ text: '変更の後も残っています' }),
		lost: () => ({
			text: '変更すると画像が消えます',
			todo: `同期のたびに画像が失われるおそれがあります。${STAY_DRY}`,
		}),
		not_taken: ({ code }) => ({
			text: `画像を付けられないため、確かめていません (${String(code)})`,
			todo: SEND,
		}),
		no_image: () => ({ text: '画像のある商品がないため、確かめていません' }),
	},
	refusal: {
		documented: ({ code }) => ({ text: `知っている言葉でした (${String(code)})` }),
		other_words: ({ code, words }) => ({
			text: `知らない言葉でした (${String(code)}: ${String(words)})`,
			todo: `断られた理由を正しく見分けられないことがあります。${SEND}`,
		}),
		accepted: () => ({ text: '0円の価格が断られませんでした', todo: SEND }),
	},
	test_item_end: {
		removed: () => ({ text: '削除しました' }),
		left: ({ code }) => ({
			text: `削除できませんでした (${String(code)})`,
			todo: 'もう一度実行すると、削除を試みます。BASEの管理画面で、商品コードが ABS-TEST- で始まる商品を削除しても構いません。',
		}),
		left_visible: ({ code }) => ({
			text: `削除も非公開もできませんでした (${String(code)})。テスト用の商品が公開されたままかもしれません`,
			todo: '今すぐBASEの管理画面で、商品コードが ABS-TEST- で始まる商品を削除してください。',
		}),
	},
};
