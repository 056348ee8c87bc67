import {
	listKinds,
	type ItemLists,
	type ListedItem,
	type ListKind,
} from '../../../ledger/desk/itemLists';
import { formatCount } from '../../../listing/money';
import { parseStamp } from '../../../listing/stamp';
import { ageMs, describeAge } from '../../../listing/age';
import { formatMoment } from '../../formatTime';
import { markup, type Html } from '../../render/inert';
import { addressOf, renderDesk, type DeskView } from '../deskShell';

/** Each list with its name and with what the owner can do. */
const texts: Record<ListKind, { name: string; todo: string }> = {
	held: {
		name: '待っている変更',
		todo: 'お答え、または次のAmazonの確認を待っています。「質問」に出ているものは、そこで答えられます。',
	},
	by_hand: {
		name: '手動で変えた商品',
		todo: 'BASEの管理画面で変えた価格や公開を優先しています。そのままでよければ、何もしなくて構いません。自動に戻すには、BASEの価格を、このツールが最後に付けた価格 (商品のページの「価格の推移」で分かります) に戻します。非公開にした商品は、BASEで公開すると自動に戻ります。',
	},
	unrecognised: {
		name: '同じ商品か分からない',
		todo: '商品コードはASINのように見えますが、商品名がAmazonと違うため、何もしません。Amazonの商品なら、BASEの商品コードを b-ASIN に変えてください。自分の商品なら、このままで構いません。',
	},
	no_answer: {
		name: 'Amazonの返事がない',
		todo: 'Amazonに聞いても、答えが返りません。24時間続くと、古い価格で売らないよう非公開にします。',
	},
	dead: {
		name: 'Amazonからなくなった',
		todo: 'Amazonにその商品がありません。別のASINに変えるか、BASEで削除してください。戻れば、また公開します。',
	},
	below_floor: {
		name: '原価割れで止めた',
		todo: '仕入値と手数料に足りないため、非公開にするか、公開しません。掛け率や下限を見直すと販売できます。',
	},
	closed: {
		name: 'BASEが変更させない',
		todo: 'BASEが外からの変更を受け付けない商品です (予約販売など)。BASEの管理画面で変更してください。',
	},
	unmapped: {
		name: 'ASINが分からない',
		todo: 'BASEの商品コードからASINを読めないため、何もしません。Amazonの商品なら、商品コードを b-ASIN にしてください。',
	},
};

const isKind = (name: string): name is ListKind => (listKinds as readonly string[]).includes(name);

/** Returns the list that an address names; the first one that is not empty for any other. */
export const chooseList = (name: string, { counts }: ItemLists): ListKind =>
	isKind(name) ? name : (listKinds.find((kind) => counts[kind] > 0) ?? 'held');

const MOST_SHOWN = 100;

/** The part of the lists that a page shows. */
export interface ListPart {
	kind: ListKind;
	/** Number of the first item, from 0. */
	from: number;
	/** Milliseconds since 1970. */
	now: number;
}

/** Renders one list of items that do not go by themselves, with a way to the others and to each item. */
export function renderListsPage(lists: ItemLists, view: DeskView, part: ListPart): string {
	const { account } = view;
	const { kind, from, now } = part;
	const tabs = listKinds.map((each) => renderTab(each, lists, kind, account));
	const kept = lists.items[kind];
	const shown = kept.slice(from, from + MOST_SHOWN);
	const { name, todo } = texts[kind];
	const items = shown.map((item) => renderItem(item, account, now));
	const list =
		items.length > 0
			? markup`<p>${todo}</p><ul class="list">${items}</ul>`
			: markup`<p class="note">ここに入る商品はありません。</p>`;
	const pages = [
		...(from > 0 ? [link(account, kind, Math.max(from - MOST_SHOWN, 0), '前へ')] : []),
		...(from + MOST_SHOWN < kept.length ? [link(account, kind, from + MOST_SHOWN, '次へ')] : []),
	];
	const counted = `${formatMoment(parseStamp(lists.at) ?? 0)} に数えました。`;
	return renderDesk('一覧', 'lists', view, [
		markup`<nav aria-label="一覧の種類">${tabs}</nav>`,
		markup`<section class="card"><h2>${`${name} ${formatCount(lists.counts[kind])}件`}</h2><small>${counted}</small>${list}<p>${pages}</p></section>`,
	]);
}

function renderTab(kind: ListKind, { counts }: ItemLists, open: ListKind, account: string): Html {
	const text = `${texts[kind].name} (${formatCount(counts[kind])})`;
	return kind === open
		? markup`<a href="${addressOf(account, 'lists', { list: kind })}" aria-current="page">${text}</a>`
		: markup`<a href="${addressOf(account, 'lists', { list: kind })}">${text}</a>`;
}

const link = (account: string, kind: ListKind, from: number, text: string): Html =>
	markup`<a class="button" href="${addressOf(account, 'lists', { list: kind, from: String(from) })}">${text}</a> `;

function renderItem(
	{ item_id, asin, title, note, since }: ListedItem,
	account: string,
	now: number,
): Html {
	const name = title === '' ? `商品ID ${item_id}` : title;
	const age = ageMs(since, now);
	const facts = [
		...(age === null ? [] : [`${describeAge(age)}前から`]),
		...(note === '' ? [] : [note]),
	].join('。');
	const code = asin === '' ? '' : markup` <code>${asin}</code>`;
	return markup`<li><a href="${addressOf(account, 'item', { id: String(item_id) })}">${name}</a>${code}<small>${facts}</small></li>`;
}
