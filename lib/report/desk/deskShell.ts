import { formatCount } from '../../listing/money';
import { renderShell } from '../pages/pageShell';
import { markup, type Html } from '../render/inert';

/** A form that the desk signed: only these may come back. */
export interface SignedForm {
	action: string;
	account: string;
	targets: readonly string[];
	state: string;
	rows: number;
	token: string;
}

/** Signs a form of the page. @param state names what the form is about; absent = the shop's rules */
export type Sign = (
	action: string,
	targets?: readonly string[],
	rows?: number,
	state?: string,
) => SignedForm;

/** The parts that every page of the desk has. */
export interface DeskView {
	account: string;
	/** All shops of this store, in order. */
	accounts: readonly string[];
	/** `2026-11-24 21:05` */
	madeAt: string;
	/** The result of the last action, for the owner; empty = none. */
	done: string;
	/** Number of the questions that wait for the owner. */
	questions: number;
	sign: Sign;
}

/** The desk's pages, in the order of its menu. */
const menu = [
	['', 'はじめ'],
	['questions', '質問'],
	['find', '商品を探す'],
	['lists', '一覧'],
	['settings', 'ルール'],
	['items', '商品ごと'],
	['versions', 'これまでの版'],
	['live', '本番・テスト'],
	['runs', '実行'],
	['history', 'グラフ'],
	['health', '健康診断'],
	['stop', '停止・休業'],
] as const;

/** Returns the address of a page, relative to the desk's own. */
export const addressOf = (account: string, page = '', more: Record<string, string> = {}): string =>
	`?${new URLSearchParams({ account, ...(page === '' ? {} : { page }), ...more }).toString()}`;

/** Renders a page of the desk with its menu. @param page its name in the menu */
export function renderDesk(
	title: string,
	page: string,
	view: DeskView,
	body: Html | readonly Html[],
): string {
	const { account, accounts, madeAt, done, questions } = view;
	const links = menu.map(([name, label]) => {
		const text =
			name === 'questions' && questions > 0 ? `${label} (${formatCount(questions)})` : label;
		return name === page
			? markup`<a href="${addressOf(account, name)}" aria-current="page">${text}</a>`
			: markup`<a href="${addressOf(account, name)}">${text}</a>`;
	});
	const others = accounts.length > 1 ? markup` <a href="?account=">別のショップ</a>` : '';
	const parts = [
		markup`<p class="shopname">${account}${others}</p>`,
		markup`<nav aria-label="ページ">${links}</nav>`,
		...(done === '' ? [] : [markup`<p class="done" role="status">${done}</p>`]),
		...(Array.isArray(body) ? (body as readonly Html[]) : [body as Html]),
	];
	return renderShell(title, madeAt, parts);
}

/** Renders a signed form around its fields and buttons. */
export function renderForm(
	{ action, account, targets, state, rows, token }: SignedForm,
	body: Html | readonly Html[],
	isUpload = false,
): Html {
	const fixed = [
		['action', action],
		['account', account],
		['state', state],
		['rows', String(rows)],
		['token', token],
		...targets.map((target) => ['target', target]),
	].map(([name, value]) => markup`<input type="hidden" name="${name!}" value="${value!}">`);
	const encoding = isUpload ? markup` enctype="multipart/form-data"` : '';
	return markup`<form method="post" action="?"${encoding}>${fixed}${body}</form>`;
}

/** Renders the button that sends a form. */
export const renderButton = (text: string, tone: 'main' | 'quiet' | 'warn' = 'main'): Html =>
	markup`<button class="${tone}">${text}</button>`;
