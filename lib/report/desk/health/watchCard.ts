import { changeKinds, findWait, WAIT_ENDS, type ChangeKind } from '../../../freshness/figures';
import { lanes, type Lane } from '../../../freshness/workSlice';
import { formatCount } from '../../../listing/money';
import type { WatchReport } from '../../../shop/state/readWatch';
import { renderTable } from '../../pages/pageShell';
import { markup, type Html } from '../../render/inert';
import { addressOf } from '../deskShell';

const kindNames: Record<ChangeKind, string> = {
	sold_out: '売り切れ',
	raise: '値上がり',
	cut: '値下がり',
	back: '在庫の復活',
};

const laneNames: Record<Lane, string> = {
	look: '動きを見る呼び出し',
	batch: 'まとめて確かめる呼び出し',
	single: '1件ずつ確かめる呼び出し',
};

/** Renders what the watch did in the last days: how soon it saw changes, how much quota it took, what moves most. */
export function renderWatch({ figures, movers }: WatchReport, account: string): Html {
	if (figures.watched === 0) {
		return markup`<section class="card"><h2>値動きチェック</h2><p class="note">値動きチェックはまだ動いていません。同期のワークフローを本番で Publish すると、「見張りの時刻」の間隔で動きます。</p></section>`;
	}
	const rows = changeKinds.map((kind) => {
		const counts = figures.waits[kind];
		const all = counts.reduce((sum, count) => sum + count, 0);
		return [
			{ text: kindNames[kind] },
			{ text: formatCount(all), isNumber: true },
			{ text: describeWait(findWait(counts, 0.5)), isNumber: true },
			{ text: describeWait(findWait(counts, 0.9)), isNumber: true },
		];
	});
	const quotas = lanes.map((lane) => [
		{ text: laneNames[lane] },
		{ text: `${Math.round((figures.used[lane] / figures.watched) * 100)}%`, isNumber: true },
	]);
	const restless = movers.map(
		({ item_id, title, perDay }) =>
			markup`<li><a href="${addressOf(account, 'item', { id: String(item_id) })}">${title}</a><br>1日に約${perDay.toFixed(1)}回</li>`,
	);
	return markup`<section class="card"><h2>値動きチェック (この7日間)</h2>
<p class="note">変わる前に最後に見たときから、変わったと確かめるまでの時間です。本当の遅れは、これより短くなります。</p>
${renderTable(['Amazonの変動', '件数', '半分はこの時間まで', '9割はこの時間まで'], rows)}
<h3>見張っている間に使ったAmazonの枠</h3>
${renderTable(['呼び出し', '使った割合'], quotas)}
${restless.length === 0 ? '' : markup`<h3>よく動く商品</h3><ul class="list">${restless}</ul>`}</section>`;
}

const LONGEST = WAIT_ENDS.at(-1)!;

function describeWait(minutes: number | null): string {
	if (minutes === null) return '—';
	return Number.isFinite(minutes) ? `${minutes}分` : `${LONGEST}分より長い`;
}
