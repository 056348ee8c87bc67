import type { ListedItem, ListKind } from '../../../ledger/desk/itemLists';
import { markup, type Html } from '../../render/inert';
import { renderForm, type DeskView } from '../deskShell';
import { renderEnterGuard } from '../questions/answerButtons';
import { nameWords, saidTexts, wordsOfList, type Said } from './wordTexts';

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
