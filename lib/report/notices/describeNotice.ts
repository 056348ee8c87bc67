import { describeLostJob } from '../desk/stop/describeStop';
import { moveNames, type EditKind } from '../../changes/decision';
import type {
	Notice,
	LongRunFacts,
	NoticeFacts,
	NoticeOf,
	RunEndedFacts,
} from '../../ledger/notices/notice';
import { describeDuration } from '../../listing/age';
import { SHOP_ZONE } from '../../listing/stamp';
import { formatCount, formatYen } from '../../listing/money';
import { describeProposal } from '../rules/describeProposal';
import { describeQuestion } from '../rules/describeQuestion';
import { describeAnswer, describeSettingsProblem } from '../rules/describeAnswer';
import { describeRuleProblem } from '../describeMarkup';
import { describePreview } from '../describePreview';
import { shorten } from '../render/shorten';
import { formatMoment, formatStart } from '../formatTime';

/**
 * Says in one sentence what a notice about no single item tells; null for a notice about an item.
 */
export function describeMatter(notice: Notice): string | null {
	const sentence = describe(notice);
	return sentence !== null && notice.maybe_told ? `${SAID_AGAIN}${sentence}` : sentence;
}

/** The lines that belong to that sentence, e.g. what the proposed rules would do. */
export function describeDetails({ kind, facts }: Notice): string[] {
	if (kind !== 'proposal' || !facts.preview) return [];
	// The cache keeps the offer that was chosen, and not those that other conditions would choose.
	const isFiltered = facts.differences.some(({ field }) => field.startsWith('filter.'));
	return [...describePreview(facts.preview), ...(isFiltered ? [AFTER_NEXT_LOOK] : [])];
}

const AFTER_NEXT_LOOK =
	'出品の条件の変更は、Amazonを次に確認したときから効きます。上の件数には入っていません。';

/** An API may put its whole answer into an error: the message must fit beside it. */
const LONGEST_REASON = 200;

/** Nobody knows whether the message before arrived. */
export const SAID_AGAIN = '【再送】';

function describe(notice: Notice): string | null {
	switch (notice.kind) {
		case 'run_ended':
			return describeEnd(notice.facts);
		case 'run_recovered': {
			const { workflow, since, reason } = notice.facts;
			return `「${workflow}」は、${formatMoment(Date.parse(since))} からの問題 (${shorten(reason, LONGEST_REASON)}) が解消し、動いています。`;
		}
		case 'settings':
			return describeSettingsProblem(notice.facts.reason);
		case 'unread_setting':
			return notice.facts.reason;
		case 'rule':
			return describeRuleProblem(notice.facts.reason);
		case 'unanswered':
			return `Amazonの状態を確認できない商品が ${formatCount(notice.facts.count)}件あります。前回の状態のままにしています。`;
		case 'wave':
			return describeWave(notice.facts);
		case 'still_hidden':
			return `休業が終わりました。ASINのない商品など、同期が自動で公開しない商品 ${formatCount(notice.facts.count)}件は非公開のままです。公開に戻すときは、操作画面の「停止・休業」で「解除する」を押してください。`;
		case 'lost_job':
			return describeLostJob(notice.facts);
		case 'dead_wood':
			return describeDeadWood(notice.facts);
		case 'schedule_zone':
			return describeZone(notice.facts);
		case 'long_run':
			return describeLongRun(notice.facts);
		case 'missed_turn':
			return describeMissedTurn(notice.facts);
		case 'question':
			return describeQuestion(notice.facts);
		case 'proposal':
			return describeProposal(notice.facts);
		case 'answer':
			return describeAnswer(notice.facts);
		default:
			return null;
	}
}

const describeWave = ({ kind, count }: NoticeFacts['wave']): string =>
	`3時間に${moveNames[kind as EditKind]}が ${formatCount(count)}件ありました。ふだんより多い数です。望まない変更のときは、操作画面の「停止・休業」で止めるか、「実行」で元に戻してください。`;

const describeDeadWood = ({ count, days }: NoticeFacts['dead_wood']): string =>
	`Amazonで ${days}日以上買えない商品が ${formatCount(count)}件あります。操作画面の「一覧」→「売り切れが続く商品」で、隠したままにする・別のASINにする・削除する から選べます。`;

const describeZone = ({ workflow, zone, next_start }: NoticeFacts['schedule_zone']): string =>
	`「${workflow}」の予定は、n8nのタイムゾーン (${zone}) で決まります。次は日本時間の ${formatStart(Date.parse(next_start))} に動きます。日本の時刻で動かすときは、そのワークフローの Settings で Timezone を ${SHOP_ZONE} にして、もう一度 Publish してください。`;

function describeLongRun({ workflow, took_ms, interval_ms, progress }: LongRunFacts): string {
	const interval = `実行間隔の${describeDuration(interval_ms)}`;
	const what = progress
		? `${interval}を過ぎてもまだ動いています (${formatCount(progress.done)}/${formatCount(progress.total)}件)`
		: `一巡に${describeDuration(took_ms)}かかり、${interval}に収まっていません`;
	return `「${workflow}」は、${what}。次の回を見送るため、商品の確認は間隔より遅れます。「定期実行」の間隔を${describeRoomy(took_ms)}以上にして、Publish してください。`;
}

const HOUR_MS = 3_600_000;
const TEN_MINUTES_MS = 600_000;

/** A duration that leaves some room, in full hours, or tens of minutes for a short one. */
function describeRoomy(tookMs: number): string {
	const step = tookMs < HOUR_MS ? TEN_MINUTES_MS : HOUR_MS;
	return describeDuration((Math.floor(tookMs / step) + 1) * step);
}

const describeMissedTurn = ({
	count,
	oldest_ms,
	interval_ms,
}: NoticeFacts['missed_turn']): string =>
	`商品 ${formatCount(count)}件は、実行間隔の${describeDuration(interval_ms)}のうちに確認されませんでした (最も古い価格は${describeDuration(oldest_ms)}前)。「古い順に並べる」と「キャッシュを読む」の Price TTL と Stock TTL を空にすると、間隔に合わせて確認します。`;

function describeEnd(facts: RunEndedFacts): string {
	const { run, workflow, started_at, node, reason, edits } = facts;
	const when = formatMoment(Date.parse(started_at));
	const how =
		reason === null
			? '途中で止まりました'
			: `${node ? `「${node}」で` : ''}止まりました (${shorten(reason, LONGEST_REASON)})`;
	const done =
		edits === 0
			? 'BASEは変更していません。'
			: `それまでにBASEの商品 ${formatCount(edits)}件を変更しています (下の一覧に含みます)。取り消すときは実行番号 ${run} を使います。`;
	return `${when} の「${workflow}」が${how}。${done}`;
}

/** Says why edits wait: a pause or a used-up hour gets one line, not one for each item. */
export function describeWaiting(deferred: ReadonlyArray<NoticeOf<'deferred'>>): string[] {
	const byReason = Map.groupBy(deferred, ({ facts }) => facts.reason);
	return [...byReason].map(([reason, of]) => {
		const open = of.filter(({ facts }) => facts.isOnSale).length;
		const rest = open > 0 ? `うち ${formatCount(open)}件は、まだ公開中です。` : '';
		return `${formatCount(of.length)}件を次回に繰り越しました。${rest}理由: ${reason}`;
	});
}

/** The waiting edit of one item: `BASE 1,300円 → 1,560円 の予定`. */
export function describeWaitingItem({ facts }: NoticeOf<'deferred'>): string {
	const { wanted, price, isOnSale } = facts;
	const parts: string[] = [];
	if (isOnSale) parts.push('まだ公開中');
	if (wanted.visible !== null) parts.push(wanted.visible ? '公開の予定' : '非公開の予定');
	if (wanted.price !== null) {
		parts.push(
			`${price === null ? '' : `${formatYen(price)} → `}${formatYen(wanted.price)} の予定`,
		);
	}
	return `BASE ${parts.join('、') || '変更の予定'}`;
}

export const describeFailed = ({ facts }: NoticeOf<'failed'>): string =>
	facts.isOnSale ? `まだ公開中です。${facts.reason}` : facts.reason;

export const describeDeath = ({ facts }: NoticeOf<'dead'>): string =>
	`24時間以上、Amazonにこの商品がありません。以後は1日に1回だけ確認します${facts.isOnSale ? '。BASEでは公開中です。削除するか商品コードを確認してください' : ''}`;
