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
import { renderWordForm, renderWordOfAll } from './wordForm';

/** Each list with its name and with what the owner can do. */
const texts: Record<ListKind, { name: string; todo: string }> = {
	held: {
		name: '待っている変更',
		todo: 'お答え、または次のAmazonの確認を待っています。「質問」に出ているものは、そこで答えられます。',
	},
	by_hand: {
		name: '手動で変えた商品',
		todo: 'BASEの管理画面で変えた価格を優先しています。そのままでよければ、何もしなくて構いません。自動に戻した商品は、次の実行で計算した価格にします。',
	},
	hidden: {
		name: '手動で非公開',
		todo: 'BASEの管理画面や以前のツールで非公開にした商品は、自動では公開しません。同期に任せた商品は、Amazonに在庫があって原価割れでなければ、次の実行から公開します。',
	},
	changed: {
		name: '別の商品に変わった疑い',
		todo: 'Amazonのページのブランドと商品名が、以前と大きく違います。値下げと公開を止めています。ページを見て、同じ商品であれば「この商品のままで正しい」を押します。違う商品なら、BASEの商品コードを直してください。',
	},
	unrecognised: {
		name: '同じ商品か分からない',
		todo: '商品コードはASINのように見えますが、商品名がAmazonと違うため、何もしません。同じ商品であれば「Amazonのこの商品です」、自分の商品であれば「対象外にする」を押します。',
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
		name: '下限を下回って止めた',
		todo: '仕入値と手数料に足りない (原価割れ) か、商品に決めた下限を下回るため、非公開にするか、公開しません。掛け率や下限を見直すと販売できます。',
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

/** A list, or an overview of all of them. */
export type ShownList = ListKind | 'all';

/** Returns the list that an address names; for any other the first one that is not empty, or the overview. */
export function chooseList(name: string, { counts }: ItemLists): ShownList {
	if (name === 'all' || isKind(name)) return name;
	return listKinds.find((kind) => counts[kind] > 0) ?? 'all';
}

const MOST_SHOWN = 100;

/** The part of the lists that a page shows. */
export interface ListPart {
	kind: ShownList;
	/** Number of the first item, from 0. */
	from: number;
	/** Milliseconds since 1970. */
	now: number;
	/** These are some time old, and are counted anew behind the page. */
	isCounting: boolean;
}

/** Renders one list of items that do not go by themselves, or all of them in short, with a way to each. */
export function renderListsPage(lists: ItemLists, view: DeskView, part: ListPart): string {
	const { kind } = part;
	const full = listKinds.filter((each) => lists.counts[each] > 0 || each === kind);
	const tabs = (['all', ...full] as const).map((each) =>
		renderTab(each, lists, kind, view.account),
	);
	return renderDesk('一覧', 'lists', view, [
		markup`<nav aria-label="一覧の種類">${tabs}</nav>`,
		kind === 'all'
			? renderAll(lists, view.account, part.isCounting)
			: renderList(lists, view, { ...part, kind }),
		markup`<p><a class="button" href="${addressOf(view.account, 'dead_wood')}">売り切れが続く商品を見る</a> <a class="button" href="${addressOf(view.account, 'sellers')}">売れ筋を見る</a> <a class="button" href="${addressOf(view.account, 'profit')}">利益の見込みを見る</a></p>`,
	]);
}

/** Renders the page that is shown while the lists are counted for the first time. @param asked the list that was asked for */
export const renderCounting = (view: DeskView, asked: Record<string, string>): string =>
	renderDesk('一覧', 'lists', view, [
		markup`<section class="card"><h2>自動では動かない商品</h2><p role="status">すべての商品を調べて、数えています。数秒かかります。</p><p><a class="button" href="${addressOf(view.account, 'lists', asked)}">一覧を表示する</a></p></section>`,
	]);

const describeCount = ({ at }: ItemLists, isCounting: boolean): string =>
	`${formatMoment(parseStamp(at) ?? 0)} に数えました。${isCounting ? 'いま数え直しています。数秒後に、もう一度開いてください。' : ''}`;

/** Renders what each list is about and how long it is, the empty ones in one line. */
function renderAll(lists: ItemLists, account: string, isCounting: boolean): Html {
	const { counts } = lists;
	const full = listKinds.filter((kind) => counts[kind] > 0);
	const empty = listKinds.filter((kind) => counts[kind] === 0).map((kind) => texts[kind].name);
	const items = full.map(
		(kind) =>
			markup`<li><a href="${addressOf(account, 'lists', { list: kind })}">${`${texts[kind].name} ${formatCount(counts[kind])}件`}</a><small>${texts[kind].todo}</small></li>`,
	);
	const list =
		items.length > 0
			? markup`<ul class="list">${items}</ul>`
			: markup`<p>✓ すべての商品が自動で動いています。</p>`;
	const rest =
		empty.length > 0 ? markup`<p class="note">${`0件: ${empty.join('、')}`}</p>` : markup``;
	return markup`<section class="card"><h2>自動では動かない商品</h2><small>${describeCount(lists, isCounting)}</small>${list}${rest}</section>`;
}

function renderList(
	lists: ItemLists,
	view: DeskView,
	{ kind, from, now, isCounting }: ListPart & { kind: ListKind },
): Html {
	const { account } = view;
	const kept = lists.items[kind];
	const shown = kept.slice(from, from + MOST_SHOWN);
	const { name, todo } = texts[kind];
	const form = renderWordForm(kind, shown, view, (item) => renderItem(item, account, now));
	const list =
		shown.length > 0
			? markup`<p>${todo}</p>${form}`
			: markup`<p class="note">ここに入る商品はありません。</p>`;
	const pages = [
		...(from > 0 ? [link(account, kind, Math.max(from - MOST_SHOWN, 0), '前へ')] : []),
		...(from + MOST_SHOWN < kept.length ? [link(account, kind, from + MOST_SHOWN, '次へ')] : []),
	];
	return markup`<section class="card"><h2>${`${name} ${formatCount(lists.counts[kind])}件`}</h2><small>${describeCount(lists, isCounting)}</small>${list}<p>${pages}</p>${renderWordOfAll(kind, lists, view)}</section>`;
}

function renderTab(kind: ShownList, { counts }: ItemLists, open: ShownList, account: string): Html {
	const text = kind === 'all' ? 'すべて' : `${texts[kind].name} (${formatCount(counts[kind])})`;
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
	return markup`<a href="${addressOf(account, 'item', { id: String(item_id) })}">${name}</a>${code}<small>${facts}</small>`;
}
