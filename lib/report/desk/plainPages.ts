import type { TokenFault } from '../../shop/desk/formToken';
import { renderShell } from '../pages/pageShell';
import { markup } from '../render/inert';
import type { ShopStanding } from '../../shop/state/readStanding';
import { addressOf } from './deskShell';
import { renderState } from './stateCard';

/**
 * Why a form was refused. `stale`: the rules changed since the page was opened. `incomplete`: rows or fields
 * were lost on the way. `unknown`: there is no such action.
 */
export type Refusal = TokenFault | 'stale' | 'incomplete' | 'unknown';

const refusals: Record<Refusal, { status: number; text: string }> = {
	forged: {
		status: 403,
		text: 'この画面から送られたものではないため、何も変更していません。',
	},
	expired: {
		status: 403,
		text: 'この画面を開いてから2時間を過ぎたため、何も変更していません。もう一度開いてください。',
	},
	stale: {
		status: 409,
		text: 'この画面を開いたあとで変わりました。何も変更していません。もう一度開いてください。',
	},
	incomplete: {
		status: 400,
		text: '送られた項目がそろっていないため、何も変更していません。もう一度開いてください。',
	},
	unknown: { status: 400, text: 'この操作はありません。何も変更していません。' },
};

/** Renders the page of a refused form, with its HTTP status. */
export function renderRefusal(
	refusal: Refusal,
	account: string,
	madeAt: string,
): { status: number; html: string } {
	const { status, text } = refusals[refusal];
	const body = [
		markup`<p class="alarm" role="alert">${text}</p>`,
		markup`<p><a class="button" href="${addressOf(account)}">もう一度開く</a></p>`,
	];
	return { status, html: renderShell('受け付けませんでした', madeAt, body) };
}

const closedTexts = {
	closed:
		'まだだれにも表示されません。n8nのワークフローで「Shop Desk」のノードを開き、認証情報「画面のパスワード」(Basic Auth) を選んでから、Publish してください。',
	stranger: 'ユーザー名かパスワードが違います。ページを開き直して、もう一度入れてください。',
};

/** Renders the page for somebody who gave no password, or before there is one. */
export const renderClosed = (why: keyof typeof closedTexts): string =>
	renderShell('表示できません', '', [
		markup`<p class="alarm" role="alert">${closedTexts[why]}</p>`,
	]);

/** Renders the page for a request that failed. @param message for people, without secrets */
export const renderFailure = (message: string): string =>
	renderShell('表示できませんでした', '', [
		markup`<p class="alarm" role="alert">${message}</p>`,
		markup`<p>同期には影響しません。少し待ってから、もう一度開いてください。</p>`,
	]);

/** A shop to choose, and how it stands. */
export interface ShopChoice {
	account: string;
	standing: ShopStanding;
}

/**
 * Renders the choice of a shop with how each stands, or says what makes the first one appear.
 * @param now milliseconds since 1970
 */
export function renderShopChoice(
	shops: readonly ShopChoice[],
	{ now, madeAt }: { now: number; madeAt: string },
): string {
	if (shops.length === 0) {
		return renderShell(
			'ショップの操作画面',
			madeAt,
			markup`<p class="card answer">まだショップが見つかっていません。「価格・在庫の同期」を1回動かすと、ここにショップが出ます。</p>`,
		);
	}
	const parts = shops.flatMap(({ account, standing }) => [
		markup`<p><a class="button" href="${addressOf(account)}">${account}</a></p>`,
		renderState(standing, now),
	]);
	return renderShell('ショップを選ぶ', madeAt, parts);
}

const doneTexts: Record<string, string> = {
	saved: '保存しました。これからこのルールを使います。',
	live: '本番にしました。同期の「設定」の dry_run がオフなら、次の実行からBASEに反映します。',
	dry: 'テストに戻しました。BASEには何も書き込みません。',
	unchanged: '変わったところはありませんでした。',
	moved: 'この画面を開いたあとで変わりました。何も変更していません。もう一度ご覧ください。',
	yes: '「はい」とお答えいただきました。次の実行で行います。',
	yes_after_live:
		'「はい」とお答えいただきました。テストの間はBASEに書き込まないため、本番にした後の実行で行います。',
	yes_after_stop:
		'「はい」とお答えいただきました。BASEへの書き込みを停止中のため、再開した後の実行で行います。',
	no: '「いいえ」とお答えいただきました。今のままにします。',
	withdrawn: '取りやめました。ルールは今のままです。',
	said_give_back: '自動に戻しました。次の実行で、計算した価格にします。',
	said_give_back_after_live:
		'自動に戻しました。テストの間はBASEに書き込まないため、本番にした後の実行で、計算した価格にします。',
	said_give_back_after_stop:
		'自動に戻しました。BASEへの書き込みを停止中のため、再開した後の実行で、計算した価格にします。',
	said_adopt_after_live:
		'同期に任せました。テストの間はBASEに書き込まないため、本番にした後の実行で、Amazonで確かめてから公開します。',
	said_adopt_after_stop:
		'同期に任せました。BASEへの書き込みを停止中のため、再開した後の実行で、Amazonで確かめてから公開します。',
	said_this_one_after_live:
		'同じ商品として扱います。テストの間はBASEに書き込まないため、本番にした後の実行から、Amazonに合わせます。',
	said_this_one_after_stop:
		'同じ商品として扱います。BASEへの書き込みを停止中のため、再開した後の実行から、Amazonに合わせます。',
	said_adopt: '同期に任せました。次の実行で、Amazonで確かめてから公開します。',
	said_same_product: 'この商品のままで続けます。',
	said_this_one: '同じ商品として扱います。次の実行から、Amazonに合わせます。',
	nothing_chosen: '商品が選ばれていないため、何も変更していません。',
	paused: '書き込みを止めました。再開するまで、価格も公開も変えません。',
	resumed: '書き込みを再開しました。次の実行から更新します。',
	brake_begun:
		'書き込みを止めました。いま商品を非公開にしています。この画面は閉じてもかまいません。',
	release_begun: 'いま商品を確かめながら公開に戻しています。この画面は閉じてもかまいません。',
	recode_begun:
		'いまAmazonの商品名を確かめて、商品コードを変えています。この画面は閉じてもかまいません。',
	delete_begun: 'いま1件ずつ確かめながら削除しています。この画面は閉じてもかまいません。',
	undo_begun: '書き込みを止めました。いま元に戻しています。この画面は閉じてもかまいません。',
	no_list: 'BASEの商品一覧をまだ読んでいません。「価格・在庫の同期」を1回動かすと、ここに出ます。',
	no_run: 'その実行の記録はありません。',
	no_item: 'その商品は、BASEの商品一覧にありません。',
	proposed: 'まだ変更していません。下の内容を確かめて、承認してください。',
};

/** Says what the last action did. @param done from the page's address; anything else says nothing */
export const describeDone = (done: string): string =>
	Object.hasOwn(doneTexts, done) ? doneTexts[done]! : '';
