import { formatCount } from '../../listing/money';
import type { RunningRun, ShopStanding } from '../../shop/state/readStanding';
import type { Matter } from '../../health/judgeShop';
import { formatMoment } from '../formatTime';
import { describeLostJob, formatReturn } from './stop/describeStop';
import { brokenRunLine, describeAlarm } from '../healthMessage';

/** Says in one sentence how a shop stands: the gravest matter, or that all is well and what comes next. */
export function describeStanding(standing: ShopStanding, now: number): string {
	const [worst] = standing.matters;
	if (worst) return describeMatter(worst, now);
	const { running, confirmed_at, next_at } = standing;
	if (running.length > 0 || confirmed_at === null) return '問題ありません。確認しています。';
	const next = next_at === null || next_at <= now ? '' : `次は ${formatMoment(next_at)} ごろです。`;
	const count = standing.unanswered;
	const done =
		count === 0
			? '全商品を確認しました'
			: `確認しました (Amazonが答えなかった商品 ${formatCount(count)}件)`;
	return `問題ありません。${formatMoment(confirmed_at)} に${done}。${next}`;
}

/** Says what is the matter and what to do, in one or two sentences for the owner. */
export function describeMatter(matter: Matter, now: number): string {
	switch (matter.kind) {
		case 'alarm':
			return describeAlarm(matter.alarm, matter.watched, matter.rules, { now: () => now });
		case 'broken_run':
			return brokenRunLine(matter.record, matter.edits);
		case 'brake':
			return `${matter.until === null ? '緊急停止中です。' : '休業中です。'}${describeVisible(matter.visible)}${matter.until === null ? '' : `${formatReturn(matter.until)} に再開します。`}`;
		case 'lost_job':
			return describeLostJob(matter.job);
		case 'pause':
			return `BASEへの書き込みを停止中です (${matter.pause.reason})。確認だけを続けています。`;
		case 'questions':
			return `お答え待ちが ${formatCount(matter.questions)}件あります (商品 ${formatCount(matter.items)}件)。お答えがあるまで、その商品は今のままです。`;
		case 'proposals':
			return `承認待ちの設定が ${formatCount(matter.count)}件あります。承認するまで、今の設定で動きます。`;
		case 'untold':
			return `まだ届いていないお知らせが ${formatCount(matter.count)}件あります。次のお知らせに載ります。`;
		case 'test_run':
			return 'テスト実行中です。BASEには書き込んでいません。';
		case 'never_ran':
			return 'まだ一度も、全商品の確認が終わっていません。';
	}
}

/** Says how far a run is: `確認中 (120/300件、あと約6分)`. */
export function describeRunning({ mode, dry_run, progress, minutes_left }: RunningRun): string {
	const name =
		mode === 'watch' ? '値動きを確認中' : mode === 'basic_info' ? '商品情報を確認中' : '確認中';
	const facts = [
		...(dry_run ? ['テスト実行'] : []),
		...(progress ? [`${formatCount(progress.done)}/${formatCount(progress.total)}件`] : []),
		...(minutes_left === null ? [] : [`あと約${formatCount(minutes_left)}分`]),
	];
	return facts.length === 0 ? name : `${name} (${facts.join('、')})`;
}

function describeVisible(count: number | null): string {
	if (count === null) return '';
	if (count === 0) return '商品はすべて非公開です。';
	return `公開中の商品が ${formatCount(count)}件あります。「停止・休業」で確かめてください。`;
}
