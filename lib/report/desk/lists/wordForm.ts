import type { ItemLists, ListedItem, ListKind } from '../../../ledger/desk/itemLists';
import { formatCount } from '../../../listing/money';
import { markup, type Html } from '../../render/inert';
import { renderButton, renderForm, type DeskView } from '../deskShell';
import { renderEnterGuard } from '../questions/answerButtons';
import { nameWords, saidTexts, wordOfAll, wordsOfList, type Said } from './wordTexts';

/** Renders the buttons of the words that the owner may say. */
export const renderSaid = (said: readonly Said[]): Html =>
	markup`<div class="bar">${said.map((each, index) => markup`<button class="${index === 0 ? 'main' : 'quiet'}" name="say" value="${each}">${saidTexts[each]}</button>`)}</div>`;

/**
 * Renders the items of a list with tick boxes and the words that the owner may say about them; the bare list where
 * there is none to say.
 * @param render one item, without its box
 */
export function renderWordForm(
	kind: ListKind,
	items: readonly ListedItem[],
	view: DeskView,
	render: (item: ListedItem) => Html,
): Html {
	const said = wordsOfList[kind];
	const open = items.flatMap(({ word }) => word ?? []);
	if (!said || open.length === 0) {
		return markup`<ul class="list">${items.map((item) => markup`<li>${render(item)}</li>`)}</ul>`;
	}
	const rows = items.map((item) => {
		const { word, title, item_id } = item;
		if (!word) return markup`<li>${render(item)}</li>`;
		const name = title === '' ? `商品ID ${item_id}` : title;
		return markup`<li class="pick"><input type="hidden" name="row" value="${word.name}"><input type="checkbox" name="member" value="${word.name}" aria-label="${name}"><span>${render(item)}</span></li>`;
	});
	return renderForm(view.sign('word', [kind], open.length, nameWords(open)), [
		renderEnterGuard(),
		markup`<ul class="list">${rows}</ul><p class="note">選んだ商品を、</p>${renderSaid(said)}`,
	]);
}

/** From so many items on, ticking each of them is work. */
const MANY = 2;

/** Renders the button of a word about all items of a list, also of those on other pages. */
export function renderWordOfAll(
	kind: ListKind,
	{ counts, seals }: ItemLists,
	view: DeskView,
): Html[] {
	const word = wordOfAll[kind];
	const [count, seal] = [counts[kind], seals[kind]];
	if (!word || count < MANY || seal === '') return [];
	const text = `${formatCount(count)}件すべてを、${saidTexts[word]}`;
	return [
		markup`<details><summary>まとめて選ぶ</summary>${renderForm(
			view.sign('word_all', [kind], 0, seal),
			[
				markup`<label class="pick"><input type="checkbox" name="sure" value="yes" required><span>${text}</span></label>`,
				markup`<p>${renderButton(saidTexts[word], 'quiet')}</p>`,
			],
		)}</details>`,
	];
}
