import { formatYen } from '../../../listing/money';
import type { ItemFacts } from '../../../shop/items/readItem';
import {
	findWordOfStranger,
	findWords,
	type OpenWord,
	type Word,
} from '../../../shop/words/openWords';
import { markup, type Html } from '../../render/inert';
import { renderForm, type DeskView } from '../deskShell';
import { renderSaid } from '../lists/wordForm';
import { listOfWord, nameWords, sealOpen, wordsOfList } from '../lists/wordTexts';

const headings: Record<Word, string> = {
	give_back: '手動で変えた価格です',
	adopt: '手動で非公開にした商品です',
	same_product: '別の商品に変わった疑いがあります',
	this_one: '同じ商品か分かりません',
};

function explain({ word, facts }: OpenWord): string {
	switch (word) {
		case 'give_back':
			return `BASEで決めた ${formatYen(Number(facts.price))} を優先しています。自動に戻すと、次の実行で計算した価格にします。`;
		case 'adopt':
			return '自動では公開しません。同期に任せると、Amazonに在庫があって原価割れでなければ、次の実行から公開します。';
		case 'same_product':
			return `Amazonのページが「${facts.title}」(ブランド ${facts.brand ?? 'なし'}) に変わりました。値下げと公開を止めています。同じ商品であれば、このまま続けます。`;
		case 'this_one':
			return facts.amazon === null
				? `BASEの商品名は「${facts.title}」です。Amazonの商品名はまだ分かりません。同じ商品であれば、自動で合わせます。`
				: `BASEの商品名は「${facts.title}」、Amazonの商品名は「${facts.amazon}」です。同じ商品であれば、自動で合わせます。`;
	}
}

/** Renders a card for each word that an item waits for. */
export function renderWords({ products, stranger, listing }: ItemFacts, view: DeskView): Html[] {
	const ofStranger = stranger && findWordOfStranger(stranger);
	const open = [...products.flatMap(findWords), ...(ofStranger ? [ofStranger] : [])];
	return open.map((each) => {
		const kind = listOfWord[each.word];
		const signed = view.sign(
			'word',
			[kind, String(listing.item_id)],
			0,
			nameWords([sealOpen(each)]),
		);
		const form = renderForm(signed, [
			markup`<input type="hidden" name="member" value="${each.name}">`,
			renderSaid(wordsOfList[kind]!),
		]);
		return markup`<section class="card answer"><h2>${headings[each.word]}</h2><p>${explain(each)}</p>${form}</section>`;
	});
}
