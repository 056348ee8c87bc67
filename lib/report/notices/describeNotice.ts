import { moveNames, type EditKind } from '../../changes/decision';
import type { Notice, NoticeFacts, NoticeOf, RunEndedFacts } from '../../ledger/notices/notice';
import { formatCount, formatYen } from '../../listing/money';
import {
	describeAnswer,
	describeProposal,
	describeQuestion,
	describeSettingsProblem,
} from '../describeRules';
import { describeRuleProblem } from '../describeMarkup';
import { shorten } from '../render/chatwork';
import { formatMoment } from '../formatTime';

/**
 * Says in one sentence what a notice about no single item tells; null for a notice about an item.
 * @param zone e.g. `Asia/Tokyo`
 */
export function describeMatter(notice: Notice, zone: string): string | null {
	const sentence = describe(notice, zone);
	return sentence !== null && notice.maybe_told ? `${SAID_AGAIN}${sentence}` : sentence;
}

/** An API may put its whole answer into an error: the message must fit beside it. */
const LONGEST_REASON = 200;

/** Nobody knows whether the message before arrived. */
export const SAID_AGAIN = '【再送】';

function describe(notice: Notice, zone: string): string | null {
	switch (notice.kind) {
		case 'run_ended':
			return describeEnd(notice.facts, zone);
		case 'run_recovered': {
			const { workflow, since, reason } = notice.facts;
			return `「${workflow}」は、${formatMoment(Date.parse(since), zone)} からの問題 (${shorten(reason, LONGEST_REASON)}) が解消し、動いています。`;
		}
		case 'settings':
			return describeSettingsProblem(notice.facts.reason);
		case 'rule':
			return describeRuleProblem(notice.facts.reason);
		case 'unanswered':
			return `Amazonの状態を確認できない商品が ${formatCount(notice.facts.count)}件あります。前回の状態のままにしています。`;
		case 'wave':
			return describeWave(notice.facts);
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
	`3時間に${moveNames[kind as EditKind]}が ${formatCount(count)}件ありました。ふだんより多い数です。望まない変更のときは、「緊急停止」か「実行の取り消し」を使ってください。`;

function describeEnd(facts: RunEndedFacts, zone: string): string {
	const { run, workflow, started_at, node, reason, edits } = facts;
	const when = formatMoment(Date.parse(started_at), zone);
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
