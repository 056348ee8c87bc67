import { describeAge } from '../listing/age';
import { findSpan, lastSignOfLife, type WatchedRuns } from '../health/health';
import type { CheckedMemory } from '../health/leaveOutFuture';
import type { Pause } from '../ledger/stops/pauses';
import { noRuns, type RunMemory } from '../ledger/runs/runMemory';
import type { Alarm, ToldAlarm, HealthRules } from '../ledger/heartbeat';
import type { RunRecord } from '../ledger/runs/runRecords';
import { shorten } from './render/shorten';
import type { Message } from './render/parts';
import { formatMoment, formatTime } from './formatTime';

/** The time of day. */
interface Clock {
	/** Milliseconds since 1970. */
	now: () => number;
}

const composeName = ({ workflow, account }: Pick<Alarm, 'workflow' | 'account'>): string =>
	`「${workflow || 'ワークフロー'}」${account ? ` (${account})` : ''}`;

/** The schedule that an alarm is about, as far as it is known. */
type Known = CheckedMemory & Pick<WatchedRuns, 'maximumAgeMs'>;

type Describe = (alarm: Alarm, known: Known, rules: HealthRules, clock: Clock) => string;

const descriptions: Record<Alarm['kind'], Describe> = {
	never_ran: (alarm, _, rules) =>
		`${composeName(alarm)}がまだ一度も動いていません (見張りを始めて${describeAge(findSpan(noRuns, rules, rules.periods))}以上)。ワークフローが有効になっているか、「設定」の workflow の名前が合っているか確かめてください。`,
	no_success: (alarm, checked, _, clock) =>
		checked.futureStamp !== null && checked.memory.last_success_at === null
			? describeWrongClock(alarm, checked.futureStamp)
			: `${composeName(alarm)}が${describeAge(clock.now() - (lastSignOfLife(checked) ?? alarm.since))}成功していません (${lastSuccess(checked.memory)})。ワークフローが有効か、n8nの Executions にエラーがないか確かめてください。`,
	nothing_known: (alarm, { memory: { last_whole: run } }) =>
		run && run.total > 0
			? `${composeName(alarm)}の前回の実行で、${run.total}件のうち1件もAmazonの状態を確認できませんでした。認証情報「Amazon SP-API」とAmazon側の障害を確かめてください。BASEは前のままです。`
			: `${composeName(alarm)}の前回の実行は、商品が0件でした。BASEの接続先のショップが正しいか確かめてください。`,
	too_old: (alarm, { memory, maximumAgeMs }, _, clock) =>
		`${composeName(alarm)}で最も古い価格が、確認から${describeAge(clock.now() - alarm.since + maximumAgeMs)}たっています (上限 ${describeAge(maximumAgeMs)})。${memory.last_whole?.unknown ? `前回の実行で確認できなかった商品が${memory.last_whole.unknown}件あります。` : ''}実行の時間が間隔に収まっているか、操作画面の「健康診断」で確かめてください。`,
	only_dry: (alarm, { memory: { last_live_success_at: at } }) =>
		`${composeName(alarm)}は、${at === null ? '' : `${formatMoment(at)} の本番の実行を最後に、`}テスト実行だけが続いています。その間、BASEは更新されていません。「価格・在庫の同期」の「設定」の dry_run がオンのままになっていないか確かめてください。本番に戻すときはオフにして、Publish します。`,
};

/** The time of the last success lies ahead, so nobody knows whether there was one. */
const describeWrongClock = (alarm: Alarm, futureStamp: number): string =>
	`${composeName(alarm)}がいつから成功していないか分かりません。記録された時刻 ${formatTime(futureStamp)} が今より先で、サーバーの時計が進んでいたためです。時計が合っているか確かめてください。次の実行が成功すると、正しい時刻に直ります。`;

export function describeAlarm(
	alarm: Alarm,
	known: Known | undefined,
	rules: HealthRules,
	clock: Clock,
): string {
	const nothing = { memory: noRuns, futureStamp: null, maximumAgeMs: rules.maximumAgeMs };
	return descriptions[alarm.kind](alarm, known ?? nothing, rules, clock);
}

const recoveries: Record<Alarm['kind'], string> = {
	never_ran: 'が動きはじめました',
	no_success: 'がまた成功するようになりました',
	nothing_known: 'でまたAmazonの状態を確認できるようになりました',
	too_old: 'の価格がまた新しくなりました',
	only_dry: 'がまた本番で動くようになりました',
};

export const recoveryLine = (alarm: ToldAlarm): string =>
	`${composeName(alarm)}${recoveries[alarm.kind]}。`;

export const pauseLine = (account: string, pause: Pause): string =>
	`${account} への書き込みは ${formatMoment(Date.parse(pause.since))} から停止中です (${pause.reason})。取得だけを続けています。`;

export const brakeLine = (account: string): string =>
	`${account} は緊急停止で商品を非公開にしたままです。`;

/** A shop that was never live: nothing is wrong with it, and nothing is written to it. */
export const testRunLine = (account: string): string =>
	`${account} はまだテスト実行です。BASEには書き込んでいません。`;

/** Says how the last run ended that did not end well, and what it had done until then. */
export function brokenRunLine({ id, started_at, node, reason }: RunRecord, edits: number): string {
	const when = formatMoment(Date.parse(started_at));
	const how =
		reason === null
			? '途中で止まっています'
			: `${node ? `「${node}」で` : ''}止まりました (${shorten(reason, 200)})`;
	const done = edits === 0 ? '' : `それまでにBASEの商品を変更しています (${edits}件)。`;
	return `最後の実行 (${when} 開始、実行番号 ${id}) は、${how}。${done}`;
}

interface Findings {
	alarms: string[];
	recoveries: string[];
	information: string[];
}

/** Composes one message of all present alarms, of recoveries, and of intended states such as pauses. */
export function healthMessage({ alarms, recoveries, information }: Findings): Message {
	const title =
		alarms.length > 0
			? `Amazon→BASE 同期: 確認が必要です (${alarms.length}件)`
			: recoveries.length > 0
				? 'Amazon→BASE 同期: 元に戻りました'
				: 'Amazon→BASE 同期: 問題ありません';
	return {
		title,
		alarms,
		summary: [...recoveries.map((line) => `✓ ${line}`), ...information],
		sections: [],
	};
}

const lastSuccess = ({ last_success_at: at }: RunMemory): string =>
	at === null ? 'まだ一度も成功していません' : `最後の成功 ${formatMoment(at)}`;
