import type { ListKind } from '../../../ledger/desk/itemLists';
import type { OpenWord, Word } from '../../../shop/words/openWords';
import { sealWord } from '../../../shop/words/openWords';

/** The words of the owner that a form offers: those that are kept, and that the item is none of the sync's. */
export type Said = Word | 'never';

/** The words that the owner may say about the items of a list. */
export const wordsOfList: Partial<Record<ListKind, readonly Said[]>> = {
	by_hand: ['give_back'],
	hidden: ['adopt'],
	changed: ['same_product'],
	unrecognised: ['this_one', 'never'],
};

/** The list in which an item waits for a word. */
export const listOfWord: Record<Word, ListKind> = {
	give_back: 'by_hand',
	adopt: 'hidden',
	same_product: 'changed',
	this_one: 'unrecognised',
};

/** Lists of which the owner may say a word about all items at once: each one passes the gate all the same. */
export const wordOfAll: Partial<Record<ListKind, Word>> = { by_hand: 'give_back', hidden: 'adopt' };

/** On the button. */
export const saidTexts: Record<Said, string> = {
	give_back: '自動の価格に戻す',
	adopt: '同期に任せる',
	same_product: 'この商品のままで正しい',
	this_one: 'Amazonのこの商品です',
	never: '対象外にする',
};

/** Names open words as a form shows them: the state that the owner's word is judged by. */
export const nameWords = (words: ReadonlyArray<{ name: string; seal: string }>): string =>
	words.map(({ name, seal }) => `${name}@${seal}`).join(' ');

export const sealOpen = (open: OpenWord): { name: string; seal: string } => ({
	name: open.name,
	seal: sealWord(open),
});
