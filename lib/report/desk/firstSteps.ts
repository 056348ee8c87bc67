import { firstSteps, type FirstStep } from '../../shop/state/readFirstSteps';
import { markup, type Html } from '../render/inert';
import { addressOf } from './deskShell';

const texts: Record<FirstStep, { name: string; how: string }> = {
	shop: {
		name: 'BASEの商品一覧を読む',
		how: 'n8nの「価格・在庫の同期」で、BASE Shop の認証情報を作って Connect し、「手動で実行」から実行します。',
	},
	amazon: {
		name: 'Amazonの価格を確かめる',
		how: '同じワークフローの「Amazonの価格と在庫」で、Amazon SP-API の認証情報を作り、もう一度実行します。',
	},
	room: {
		name: 'Chatworkにお知らせが届く',
		how: '「設定」の chatwork_room_id にルームのURLか番号を入れ、Chatwork の認証情報を作ります。',
	},
	test_run: {
		name: 'すべての商品でテスト実行をする',
		how: '「価格・在庫の同期」を Publish します。次の時刻に、全商品のテスト実行が始まります。',
	},
	live: {
		name: '本番にする',
		how: '下のボタンで、変わる件数と価格を確かめてから、「本番にする」を押します。',
	},
	written: {
		name: '本番の実行が始まる',
		how: 'n8nの同期の「設定」で dry_run をオフにして、もう一度 Publish します。次の時刻から、BASEに反映します。',
	},
};

/** Renders the steps of the first days, the next one with how it is done; nothing once a run has written. */
export function renderFirstSteps(done: Record<FirstStep, boolean>, account: string): Html {
	if (done.written) return markup``;
	const next = firstSteps.find((step) => !done[step]);
	const lines = firstSteps.map((step) => {
		const { name, how } = texts[step];
		if (done[step]) return markup`<li><b class="chip good">✓</b> ${name}</li>`;
		const help = step === next ? markup`<small>${how}</small>` : markup``;
		return markup`<li><b class="chip calm">・</b> ${name}${help}</li>`;
	});
	const foreseen =
		next === 'live'
			? markup`<p><a class="button" href="${addressOf(account, 'live')}">本番にすると何が変わるかを見る</a></p>`
			: '';
	return markup`<section class="card"><h2>はじめの準備</h2><ul class="list">${lines}</ul>${foreseen}</section>`;
}
