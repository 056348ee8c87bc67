import { describeAge } from '../../../listing/age';
import { formatCount } from '../../../listing/money';
import type { DeadItem, DeadWood } from '../../../shop/deadWood/findDeadWood';
import type { JobProgress } from '../../../shop/desk/readStop';
import { markup, type Html } from '../../render/inert';
import { renderAsin } from '../amazonParts';
import { addressOf, renderButton, renderDesk, renderForm, type DeskView } from '../deskShell';
import { describeLastSale } from '../items/soldTiles';
import { renderEnterGuard } from '../questions/answerButtons';
import { renderAlarm } from '../questions/refusedAnswers';
import { renderJob } from '../stop/jobCard';

/** The part of the list that a page shows. */
export interface DeadWoodPart {
	/** Number of the first item, from 0. */
	from: number;
	/** Milliseconds since 1970. */
	now: number;
	/** Why an action was not taken; empty = none was refused. */
	alarm: string;
	/** The last job of the desk; null = there was none. */
	job: JobProgress | null;
}

const MOST_SHOWN = 100;

/** Renders the items that Amazon has not sold for long, with what the owner may do about them. */
export function renderDeadWoodPage(
	deadWood: DeadWood | null,
	view: DeskView,
	part: DeadWoodPart,
): string {
	return renderDesk('売り切れが続く商品', 'lists', view, [
		...renderAlarm(part.alarm),
		...(part.job?.kind === 'delete' ? renderJob(part.job, view) : []),
		deadWood === null
			? markup`<section class="card"><p>BASEの商品一覧をまだ読んでいません。「価格・在庫の同期」を1回動かすと、ここに出ます。</p></section>`
			: renderDeadWood(deadWood, view, part),
		markup`<p><a class="button" href="${addressOf(view.account, 'lists')}">一覧へ戻る</a></p>`,
	]);
}

function renderDeadWood(
	{ days, items }: DeadWood,
	view: DeskView,
	{ from, now }: DeadWoodPart,
): Html {
	const { account } = view;
	const shown = items.slice(from, from + MOST_SHOWN);
	const pages = [
		...(from > 0 ? [link(account, Math.max(from - MOST_SHOWN, 0), '前へ')] : []),
		...(from + MOST_SHOWN < items.length ? [link(account, from + MOST_SHOWN, '次へ')] : []),
	];
	const list =
		shown.length > 0
			? [
					markup`<p>Amazonで ${days}日以上買えない商品です。「隠したままにする」と、同期は以後その商品に触りません (商品ごとのルールの「対象外」)。またAmazonで買えるようになっても公開しません。</p>`,
					renderChoices(shown, view, now),
				]
			: [markup`<p class="note">${days}日以上売り切れが続く商品はありません。</p>`];
	return markup`<section class="card"><h2>${`売り切れが続く商品 ${formatCount(items.length)}件`}</h2><small><a href="${addressOf(account, 'settings')}">日数はルールで変えられます</a></small>${list}<p>${pages}</p></section>`;
}

/** An item that is on sale is not to be left alone: somebody could buy it. */
const isChoosable = ({ listing }: DeadItem): boolean => !listing.visible;

function renderChoices(items: readonly DeadItem[], view: DeskView, now: number): Html {
	const open = items.filter(isChoosable);
	const rows = items.map((item) => {
		const { item_id, title } = item.listing;
		const text = renderItem(item, view.account, now);
		if (!isChoosable(item)) return markup`<li>${text}</li>`;
		return markup`<li class="pick"><input type="hidden" name="row" value="${item_id}"><input type="checkbox" name="member" value="${item_id}" aria-label="${title}"><span>${text}</span></li>`;
	});
	const list = markup`<ul class="list">${rows}</ul>`;
	if (open.length === 0) return list;
	return renderForm(view.sign('dead_wood', [], open.length, nameDeadItems(open)), [
		renderEnterGuard(),
		list,
		markup`<p class="note">選んだ商品を、</p><div class="bar">${renderChoice('keep_hidden', 'main')}${renderChoice('delete', 'quiet')}</div>`,
	]);
}

/** The ways to deal with the ticked items. */
const choices = { keep_hidden: '隠したままにする', delete: '削除する…' } as const;

const renderChoice = (choice: keyof typeof choices, tone: 'main' | 'quiet'): Html =>
	markup`<button class="${tone}" name="say" value="${choice}">${choices[choice]}</button>`;

/** Names items as a form shows them: the state that the owner's choice is judged by. */
export const nameDeadItems = (items: readonly DeadItem[]): string =>
	items.map(({ listing, seal }) => `${listing.item_id}@${seal}`).join(' ');

function renderItem(item: DeadItem, account: string, now: number): Html {
	const { listing, asins, since, sold } = item;
	const name = listing.title === '' ? `商品ID ${listing.item_id}` : listing.title;
	const state = listing.visible ? markup` <b class="chip warn">公開中</b>` : markup``;
	const codes = asins.map((asin) => markup` ${renderAsin(asin)}`);
	const facts = [
		`${nameState(item)} (${describeAge(Math.max(now - since, 0))}前から)`,
		...(sold === null ? [] : [`最後に売れた日: ${describeLastSale(sold.lastSoldAt, now)}`]),
	].join('・');
	return markup`<a href="${addressOf(account, 'item', { id: String(listing.item_id) })}">${name}</a>${state}${codes}<small>${facts} ・ <a href="${addressOf(account, 'recode', { id: String(listing.item_id) })}">別のASINにする</a></small>`;
}

const nameState = ({ isGone, isFiltered }: DeadItem): string =>
	isGone ? 'Amazonにありません' : isFiltered ? '条件に合う出品がありません' : '売り切れ';

const link = (account: string, from: number, text: string): Html =>
	markup`<a class="button" href="${addressOf(account, 'dead_wood', { from: String(from) })}">${text}</a> `;

/** Renders the second question before items are deleted: each is named once more. */
export function renderDeletionPage(
	items: readonly DeadItem[],
	view: DeskView,
	now: number,
): string {
	const names = items.map((item) => markup`<li>${renderItem(item, view.account, now)}</li>`);
	const form = renderForm(view.sign('delete_dead', [], 0, nameDeadItems(items)), [
		markup`<label class="pick"><input type="checkbox" name="sure" value="yes" required><span>${`この ${formatCount(items.length)}件をBASEから削除します。元に戻せません`}</span></label>`,
		markup`<p>${renderButton('削除する', 'warn')}</p>`,
	]);
	return renderDesk('商品を削除する', 'lists', view, [
		markup`<section class="card answer"><p>BASEから商品と画像、商品ページが消えます。商品コードと商品名は「実行」に残ります。公開中のもの、またAmazonで買えるようになったもの、最近の注文があるものは削除しません。</p><ul class="list">${names}</ul>${form}</section>`,
		markup`<p><a class="button" href="${addressOf(view.account, 'dead_wood')}">やめる</a></p>`,
	]);
}
