import { describeAge } from '../../listing/age';
import { formatCount } from '../../listing/money';
import type { Health, HealthTimes, LastRun, ShopHealth } from './healthFacts';
import { markup, type Html } from '../render/inert';

/** A question of the owner, answered yes or no, with the figures behind it. */
export interface Answer {
	question: string;
	isGood: boolean;
	lines: string[];
}

export function renderAnswer({ question, isGood, lines }: Answer): Html {
	const chip = isGood ? markup`<b class="chip good">✓</b>` : markup`<b class="chip warn">⚠</b>`;
	const list = lines.map((line) => markup`<li>${line}</li>`);
	return markup`<section class="card answer"><h2>${chip}${question}</h2><ul>${list}</ul></section>`;
}

/** Answers four of the five questions: what one schedule did, and what it will do next. */
export function answersOfShop(shop: ShopHealth, health: Health, times: HealthTimes): Answer[] {
	return [
		freshAnswer(shop, health),
		callsAnswer(shop.last_run),
		lastRunAnswer(shop, times),
		scheduleAnswer(shop, health, times),
	];
}

const hasAlarm = (health: Health, shop: ShopHealth, kinds: readonly string[]): boolean =>
	health.alarms.some(
		(alarm) =>
			kinds.includes(alarm.kind) &&
			alarm.account === shop.account &&
			alarm.workflow === shop.workflow,
	);

function freshAnswer(shop: ShopHealth, health: Health): Answer {
	const { oldest_age_seconds: age, last_run: run } = shop;
	const never = run?.never_confirmed ?? 0;
	return {
		question: 'データは新しいですか',
		isGood: age !== null && !hasAlarm(health, shop, ['too_old', 'nothing_known']),
		lines: [
			age === null
				? '出品中の商品の価格は、まだ確認できていません。'
				: `出品中の商品で最も古い価格は、${describeAge(age * 1000)}前に確認したものです。`,
			...(never > 0
				? [`一度も価格を確認できていない商品が ${formatCount(never)}件あります。`]
				: []),
		],
	};
}

const noRun = 'まだ一度も最後まで終わっていません。';

function callsAnswer(run: LastRun | null): Answer {
	const question = 'Amazonに問い合わせましたか';
	if (!run) return { question, isGood: false, lines: [noRun] };
	return {
		question,
		isGood: run.rejected === 0 && (run.calls > 0 || run.from_cache > 0),
		lines: [
			`呼び出し ${formatCount(run.calls)}回、拒否 ${formatCount(run.rejected)}回。`,
			`取得 ${formatCount(run.fetched)}件・まだ新しいので省いた ${formatCount(run.from_cache)}件・不明 ${formatCount(run.unknown)}件。`,
		],
	};
}

function lastRunAnswer(
	{ last_run: run, untold_notices }: ShopHealth,
	{ timeOf }: HealthTimes,
): Answer {
	const question = '前回の実行は無事でしたか';
	if (!run) return { question, isGood: false, lines: [noRun] };
	const kind = [run.dry_run ? 'テスト実行' : '', run.is_whole ? '' : '一部の商品だけの手動実行'];
	const notes = kind.filter(Boolean).join('・');
	return {
		question,
		isGood: !run.needs_attention,
		lines: [
			`${timeOf(run.finished_at)} に終了${notes ? ` (${notes})` : ''}、結果は「${run.needs_attention ? '要確認' : '成功'}」。実行番号 ${run.id}。`,
			`${formatCount(run.total)}件を確認、Amazonの変動 ${formatCount(run.changed)}件、BASEの更新 ${formatCount(run.edited)}件、保留 ${formatCount(run.held)}件、失敗 ${formatCount(run.failed)}件、繰り越し ${formatCount(run.deferred)}件。`,
			...(run.needs_attention
				? ['要確認の理由は、その実行のお知らせの先頭 (⚠ の行) にあります。']
				: []),
			...(untold_notices > 0
				? [`まだ届いていないお知らせ: ${formatCount(untold_notices)}件。次のお知らせに載ります。`]
				: []),
		],
	};
}

function scheduleAnswer(shop: ShopHealth, health: Health, { now, timeOf }: HealthTimes): Answer {
	const { last_started_at, last_success_at, next_due_at, last_skip, future_stamp_at } = shop;
	const isLate = next_due_at !== null && Date.parse(next_due_at) < now;
	return {
		question: '予定どおり動いていますか',
		isGood: !hasAlarm(health, shop, ['no_success', 'never_ran', 'only_dry']),
		lines: [
			`ワークフロー: ${shop.workflow}`,
			`最後の開始: ${last_started_at ? timeOf(last_started_at) : 'まだありません'}`,
			`最後の成功: ${last_success_at ? timeOf(last_success_at) : 'まだありません'}`,
			...(future_stamp_at
				? [
						`時刻 ${timeOf(future_stamp_at)} が今より先です。サーバーの時計が進んでいた間の記録なので、数えません。`,
					]
				: []),
			...(next_due_at
				? [`次の予定: ${timeOf(next_due_at)} ごろ${isLate ? ' (過ぎています)' : ''}`]
				: [describeNoSchedule(future_stamp_at ?? null)]),
			...(last_skip ? [`最後の見送り: ${timeOf(last_skip.at)} ${last_skip.reason}`] : []),
		],
	};
}

const describeNoSchedule = (futureStampAt: string | null): string =>
	futureStampAt === null
		? '次の予定: まだ自動では一度も動いていません。Publish すると、間隔ごとに動きます。'
		: '次の予定: 次に自動で動くと分かります。';
