import type { DeskShop } from '../../../shop/desk/openShop';
import { formatCount } from '../../../listing/money';
import { renderTable } from '../../pages/pageShell';
import { markup, type Html } from '../../render/inert';
import { addressOf, renderButton, renderDesk, renderForm, type DeskView } from '../deskShell';
import { renderOpenProposals } from '../rules/openProposals';
import { showItemRule } from './itemRule';
import type { BadLine } from './ruleCsv';

/** A form of the page that came back with something to ask about. */
export interface AskedItems {
	/** One sentence; empty = the lines below say it. */
	problem: string;
	bad: readonly BadLine[];
	/** All fields as they were typed, by name. */
	typed: Readonly<Record<string, string>>;
}

export interface ItemsPageOptions {
	/** Titles by item; null if the shop's list was never read. */
	titles: ReadonlyMap<string, string> | null;
	/** Index of the first rule of this page. */
	from: number;
	/** Rules of one page. */
	most: number;
	asked?: AskedItems;
}

/** Renders the rules of single items: the list, one rule to add or change, and many by a table. */
export function renderItemsPage(shop: DeskShop, view: DeskView, options: ItemsPageOptions): string {
	const { asked } = options;
	return renderDesk('商品ごとのルール', 'items', view, [
		...renderOpenProposals(shop),
		...(asked ? [renderAsked(asked)] : []),
		renderOne(view, asked?.typed ?? {}),
		renderList(shop, view, options),
		renderMany(shop, view, asked?.typed.csv ?? ''),
	]);
}

const renderAsked = ({ problem, bad }: AskedItems): Html =>
	markup`<div class="alarm" role="alert">まだ何も変更していません。${problem}${bad.length > 0 ? renderBadLines(bad) : ''}</div>`;

const SHOWN_BAD_LINES = 200;

/** Renders the lines of a table that can't be used. */
export function renderBadLines(bad: readonly BadLine[]): Html {
	const lines = bad
		.slice(0, SHOWN_BAD_LINES)
		.map(
			({ number, found, problem }) =>
				markup`<li>${`${number}行目: ${problem}`}<br><small>${found}</small></li>`,
		);
	const rest = bad.length - lines.length;
	const more = rest > 0 ? markup`<p>ほかに ${formatCount(rest)}行あります。</p>` : '';
	return markup`<p>使えない行が ${formatCount(bad.length)}行あります。</p><ul>${lines}</ul>${more}`;
}

const oneFields = [
	['item_id', '商品ID', 'BASEの商品の番号'],
	['price', '価格', '固定する価格'],
	['markup', '掛け率', 'この商品だけの掛け率'],
	['floor', '下限', 'これより安くしません'],
] as const;

/** The first answer keeps what the item has, as an empty field does. */
const neverChoices = [
	['', 'いまのまま'],
	['はい', '対象外にする (価格・公開・在庫を変えません)'],
	['いいえ', '対象外をやめる'],
] as const;

function renderOne(view: DeskView, typed: Readonly<Record<string, string>>): Html {
	const fields = oneFields.map(
		([name, label, hint]) =>
			markup`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" value="${typed[name] ?? ''}" autocomplete="off"><small>${hint}</small></div>`,
	);
	const choices = neverChoices.map(
		([value, text]) =>
			markup`<option value="${value}"${typed.never === value ? markup` selected` : ''}>${text}</option>`,
	);
	return renderForm(
		view.sign('item'),
		markup`<fieldset class="card"><legend>1つの商品のルールを追加・変更</legend><p class="note">空の欄は、いまの値のまま残ります。値を消すときは「なし」と入れます。全部を消すときは、下の一覧で自動に戻します。</p><div class="columns">${fields}<div class="field"><label for="never">対象外</label><select id="never" name="never">${choices}</select></div></div><div class="bar">${renderButton('何が変わるかを見る')}</div></fieldset>`,
	);
}

function renderList(
	{ values, account }: DeskShop,
	view: DeskView,
	options: ItemsPageOptions,
): Html {
	const { titles, from, most } = options;
	const all = Object.entries(values.items);
	if (all.length === 0) {
		return markup`<p class="card answer">商品ごとのルールはまだありません。すべての商品がショップのルールで動いています。</p>`;
	}
	const shown = all.slice(from, from + most);
	const rows = shown.map(([id, rule]) => {
		const { price, markup: factor, floor, neverTouch } = showItemRule(rule);
		return [
			{ text: id, isCode: true },
			{ text: titles?.get(id) ?? '-' },
			{ text: price === '' ? '-' : `${formatCount(Number(price))}円`, isNumber: true },
			{ text: factor || '-', isNumber: true },
			{ text: floor === '' ? '-' : `${formatCount(Number(floor))}円`, isNumber: true },
			{ text: neverTouch || '-' },
		];
	});
	const picks = shown.map(
		([id]) =>
			markup`<label class="pick"><input type="hidden" name="row" value="${id}"><input type="checkbox" name="remove" value="${id}"><code>${id}</code><span>${titles?.get(id) ?? ''}</span></label>`,
	);
	const heading = `${formatCount(from + 1)}〜${formatCount(from + shown.length)}件目 / 全 ${formatCount(all.length)}件`;
	const pages = [
		...(from > 0 ? [pageLink(account, Math.max(from - most, 0), '前へ')] : []),
		...(from + most < all.length ? [pageLink(account, from + most, '次へ')] : []),
	];
	const table = renderTable(['商品ID', '商品', '価格', '掛け率', '下限', '対象外'], rows);
	const removal = renderForm(view.sign('remove', [], shown.length), [
		...picks,
		markup`<div class="bar">${renderButton('選んだ商品を自動に戻す', 'quiet')}</div>`,
	]);
	return markup`<section class="card answer"><h2>いまのルール</h2><small>${heading}</small>${table}<p>${pages}</p><details><summary>自動に戻す商品を選ぶ</summary>${removal}</details></section>`;
}

const pageLink = (account: string, from: number, text: string): Html =>
	markup`<a class="button" href="${addressOf(account, 'items', { from: String(from) })}">${text}</a> `;

function renderMany({ account }: DeskShop, view: DeskView, typed: string): Html {
	const form = renderForm(
		view.sign('csv'),
		markup`<div class="field"><label for="csv">表を貼り付ける</label><textarea id="csv" name="csv" rows="6" placeholder="商品ID,価格,掛け率,下限,対象外">${`\n${typed}`}</textarea></div><div class="field"><label for="file">またはファイルを選ぶ (CSV)</label><input id="file" name="file" type="file" accept=".csv,.tsv,.txt,text/csv"></div><div class="bar">${renderButton('何が変わるかを見る')}</div>`,
		true,
	);
	return markup`<section class="card answer"><h2>表でまとめて変更</h2><p class="note">1行目は「商品ID,価格,掛け率,下限,対象外」です。表にない商品と、表にない列の値は、そのまま残ります。空のセルの値は消えます。どれかのセルに「自動」と書くか、全部の列を空にした商品は、自動に戻ります。</p>${form}<div class="bar"><a class="button" href="${addressOf(account, 'template')}">全商品の表をダウンロード</a><a class="button" href="${addressOf(account, 'export')}">いまのルールをダウンロード</a></div></section>`;
}
