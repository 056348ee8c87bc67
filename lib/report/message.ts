import type { QuestionNote, RunRules } from '../ledger/rules/runRules';
import { describeAge } from '../listing/age';
import { describeRuleProblem } from './describeMarkup';
import { BESIDE_BOOK, describeDefaults, describeQuestion, describeRules } from './describeRules';
import { formatCount, formatYen, formatYenChange } from '../listing/money';
import { moveNames, type EditKind, type Tripped } from '../changes/decision';
import {
	isEdited,
	isHeld,
	isNewlyUnrecognised,
	UNKNOWN_ALARM_SHARE,
	yenAtStake,
	type RunItem,
	type RunSummary,
} from './summary';

/** The message of a run, before it is formatted for Chatwork, plain text or mail. */
export interface Message {
	title: string;
	/** Lines that must be read first, mostly about a tripped breaker. */
	alarms: string[];
	summary: string[];
	sections: Section[];
}

export interface Section {
	heading: string;
	entries: Entry[];
}

export interface Entry {
	/** The product's title. It is a stranger's text, so each renderer must neutralise it. */
	title: string;
	lines: string[];
	/** The ASIN, for looking the product up. */
	asin: string;
}

export interface RunFacts {
	workflow: string;
	account: string;
	dryRun: boolean;
	/** `2026-11-24 21:00`, in the shop's time zone. */
	startedAt: string;
	durationMs: number;
	runId: string;
	tripped: Tripped;
	/** The rule's fault, for the owner: the rule changed no price. null if it has none. */
	ruleProblem: string | null;
	/** The rules of the run, if they come from the shop's book; null if not. */
	rules: RunRules | null;
	/** true if another rule than the shop's decided, although the shop has a rule book. */
	isBesideBook: boolean;
	/** Questions that wait for the owner's answer. */
	questions: QuestionNote[];
	/** Items of the shop that a sync works on; null if it is not known. */
	listings: number | null;
	/** Listings of the shop without a known ASIN: they are not synced. */
	unmapped: number;
	/** Items that BASE listed and that can't be read: they are not synced. */
	unreadable: number;
	/** One of them, for the owner; null = there is none. */
	unreadableExample: string | null;
	/** Why messages may reach nobody, for the owner; absent = nothing is wrong. */
	roomProblem?: string;
	/** Number of the broken-off run that this one continues; absent = none. */
	resumes?: string;
}

/** Entries of a section that text and mail show; Chatwork has a limit in bytes instead. */
const SHOWN_ENTRIES = 300;

/** Returns the entries to show, and a line that counts the rest; null if all are shown. */
export function shownEntries({ entries }: Section): { shown: Entry[]; rest: string | null } {
	const left = entries.length - SHOWN_ENTRIES;
	return {
		shown: entries.slice(0, SHOWN_ENTRIES),
		rest: left > 0 ? `他 ${formatCount(left)} 件` : null,
	};
}

export function composeMessage(
	items: readonly RunItem[],
	summary: RunSummary,
	facts: RunFacts,
): Message {
	return {
		title: `${facts.dryRun ? '【テスト実行】' : ''}Amazon→BASE 同期 ${facts.startedAt}${facts.account ? ` (${facts.account})` : ''}`,
		alarms: [...composeAlarms(facts, summary), ...composeDeferrals(items)],
		summary: summaryLines(summary, facts),
		sections: [
			section(
				'価格の変動',
				items,
				(item) => item.change?.kinds.includes('price') ?? false,
				priceLines,
			),
			section('在庫の変動', items, isStockChange, stockLines),
			section('BASEだけの更新', items, isEditOnly, editLines),
			section('保留', items, isHeld, heldLines),
			section('失敗', items, (item) => item.result?.action === 'failed', failureLines),
			section('商品コードを確認できない商品', items, isNewlyUnrecognised, (item) => [
				item.unrecognised ?? '',
			]),
			section('Amazonからなくなった商品', items, (item) => item.death === 'now', deathLines),
			section('次回に繰り越し', items, (item) => item.result?.action === 'deferred', editLines),
		].filter((candidate) => candidate.entries.length > 0),
	};
}

const isStockChange = (item: RunItem): boolean =>
	item.change !== null && !item.change.kinds.includes('price');

/** An edit that corrects the shop although nothing changed at Amazon: a deferred edit, a drifted price. */
const isEditOnly = (item: RunItem): boolean => isEdited(item) && item.change === null;

function composeAlarms(facts: RunFacts, summary: RunSummary): string[] {
	const alarms = Object.entries(facts.tripped).map(
		([kind, trip]) =>
			`ブレーカー作動: ${moveNames[kind as EditKind]}が ${trip.limit}件に達したため、残りを止めました (${trip.asin} で作動)。${describeApproval(facts)}`,
	);
	if (facts.ruleProblem !== null) alarms.unshift(describeRuleProblem(facts.ruleProblem));
	if (facts.isBesideBook) alarms.push(BESIDE_BOOK);
	if (facts.rules) alarms.push(...describeRules(facts.rules));
	alarms.push(...facts.questions.map(describeQuestion));
	if (facts.roomProblem !== undefined) alarms.push(facts.roomProblem);
	if (facts.resumes !== undefined) {
		alarms.push(
			`前の実行 ${facts.resumes} がn8nの停止で途中で終わっていたため、続きから再開しました。保存済みの商品は取得し直していません。`,
		);
	}
	const unreadable = tellUnreadable(facts.unreadable, facts.unreadableExample);
	if (unreadable !== null) alarms.push(unreadable);
	if (summary.total > 0 && summary.unknown * UNKNOWN_ALARM_SHARE > summary.total) {
		alarms.push(
			`Amazonの状態を確認できない商品が ${formatCount(summary.unknown)}件あります。前回の状態のままにしています。`,
		);
	}
	return alarms;
}

/** Before the shop goes live, a dry run by hand shows only a part of what would happen. */
function describePlan({ dryRun, rules, listings }: RunFacts, { total }: RunSummary): string[] {
	if (!dryRun || rules?.version !== 0 || listings === null || listings <= total) return [];
	return [
		`これは全 ${formatCount(listings)}件のうち ${formatCount(total)}件の計画です。本番にする前に、テスト実行のまま一度 Publish して、全件の計画を確かめてください。`,
	];
}

/** A sentence about unreadable items; null if every item of the shop could be read. */
export const tellUnreadable = (count: number, example: string | null): string | null =>
	count === 0
		? null
		: `BASEの応答を読めない商品が ${formatCount(count)}件あり、何もしていません (例: ${example ?? '不明'})。BASEの管理画面で確認してください。`;

/** Says why edits wait. A refused account, a pause or a used-up hour gets one line, not one for each item. */
function composeDeferrals(items: readonly RunItem[]): string[] {
	const waiting = items.filter((item) => item.result?.action === 'deferred');
	const byReason = Map.groupBy(waiting, (item) => item.result?.error ?? '理由不明');
	return [...byReason].map(
		([reason, of]) => `${formatCount(of.length)}件を次回に繰り越しました: ${reason}`,
	);
}

/** A dry run stores nothing, so there is nothing to approve afterwards. */
const describeApproval = ({ dryRun, runId }: RunFacts): string =>
	dryRun
		? '本番の実行でも同じように止まり、そのお知らせの実行番号で承認できます。'
		: `内容が正しければ、「設定」の approved_run に ${runId} を入れて再実行してください。`;

function summaryLines(summary: RunSummary, facts: RunFacts): string[] {
	const edits = facts.dryRun ? 'BASE更新予定' : 'BASE更新';
	const kinds = Object.entries(summary.by_kind)
		.map(([kind, count]) => `${moveNames[kind as EditKind]} ${count}`)
		.join('・');
	const oldest =
		summary.oldest_age_seconds === null
			? ''
			: `、最も古い価格は${describeAge(summary.oldest_age_seconds * 1000)}前`;
	return [
		`Amazonの変動 ${summary.changed}件 (価格 ${summary.price_changes}・在庫 ${summary.stock_changes}) / ${edits} ${summary.edited}件${kinds ? ` (${kinds})` : ''} / 保留 ${summary.held}件 / 失敗 ${summary.failed}件${summary.deferred > 0 ? ` / 繰り越し ${summary.deferred}件` : ''}`,
		`${formatCount(summary.total)}件を確認 (取得 ${formatCount(summary.fetched)}・キャッシュ ${formatCount(summary.from_cache)}・不明 ${formatCount(summary.unknown)}${gonePart(summary)})${oldest}${unmappedPart(facts, summary)}`,
		`所要 ${describeDuration(facts.durationMs)}、Amazon呼び出し ${formatCount(summary.calls_total)}回 (拒否 ${summary.rejected}回)、実行番号 ${facts.runId}${facts.dryRun ? '。テスト実行のためBASEは変更していません' : ''}`,
		...(facts.rules ? describeDefaults(facts.rules) : []),
		...describePlan(facts, summary),
	];
}

const gonePart = ({ gone, dead }: RunSummary): string =>
	gone === 0
		? ''
		: `・Amazonにない商品 ${formatCount(gone)}${dead > 0 ? ` (うち24時間以上 ${formatCount(dead)})` : ''}`;

function unmappedPart({ unmapped }: RunFacts, { unrecognised }: RunSummary): string {
	const parts = [
		unmapped > 0 ? `ASINが分からず同期していない商品 ${formatCount(unmapped)}件` : '',
		unrecognised > 0
			? `商品コードを確認できず何もしていない商品 ${formatCount(unrecognised)}件`
			: '',
	];
	return parts.map((part) => (part === '' ? '' : `。${part}`)).join('');
}

const describeDuration = (ms: number): string =>
	ms < 60_000 ? `${Math.ceil(ms / 1000)}秒` : describeAge(ms);

function section(
	heading: string,
	items: readonly RunItem[],
	belongs: (item: RunItem) => boolean,
	linesOf: (item: RunItem) => string[],
): Section {
	const mine = items.filter(belongs).sort((a, b) => yenAtStake(b) - yenAtStake(a));
	return {
		heading: `${heading} ${formatCount(mine.length)}件`,
		entries: mine.map((item) => ({
			title: item.title || item.asin,
			asin: item.asin,
			lines: linesOf(item),
		})),
	};
}

function priceLines(item: RunItem): string[] {
	const { change } = item;
	if (!change || change.old_price === null || change.new_price === null) return stockLines(item);
	const amazon = `Amazon ${formatYen(change.old_price)} → ${formatYen(change.new_price)} (${formatYenChange(change.diff ?? 0)})`;
	return [[amazon, ...shopParts(item)].join('、')];
}

function stockLines(item: RunItem): string[] {
	const { change } = item;
	if (!change) return editLines(item);
	const word = (inStock: boolean | null) =>
		inStock === null ? '不明' : inStock ? '在庫あり' : '売り切れ';
	const price = change.new_price === null ? '' : ` ${formatYen(change.new_price)}`;
	const amazon = `Amazon ${word(change.old_in_stock)} → ${word(change.new_in_stock)}${price}`;
	return [[amazon, ...shopParts(item)].join('、')];
}

const editLines = (item: RunItem): string[] => {
	const parts = shopParts(item);
	return [parts.length > 0 ? parts.join('、') : (item.decision?.why.at(-1) ?? '')];
};

const heldLines = (item: RunItem): string[] =>
	item.result?.action === 'held' && item.result.error
		? [item.result.error]
		: (item.decision?.held_moves ?? []).filter((move) => !move.quiet).map((move) => move.reason);

const deathLines = ({ shop_visible }: RunItem): string[] => [
	`24時間以上、Amazonにこの商品がありません。以後は1日に1回だけ確認します${shop_visible ? '。BASEでは公開中です。削除するか商品コードを確認してください' : ''}`,
];

const failureLines = (item: RunItem): string[] => [item.result?.error ?? '原因不明'];

/** The changes in the shop: `BASE 1,300円 → 1,560円`, `BASE 非公開`. */
function shopParts(item: RunItem): string[] {
	const edits =
		isEdited(item) || item.result?.action === 'deferred' ? item.result?.edits : undefined;
	if (!edits) return item.shop_price === null ? [] : [`BASE ${formatYen(item.shop_price)} のまま`];
	const parts: string[] = [];
	if (edits.price !== undefined) {
		parts.push(`BASE ${formatYen(item.shop_price ?? 0)} → ${formatYen(edits.price)}`);
	}
	if (edits.visible !== undefined) parts.push(edits.visible ? 'BASE 公開' : 'BASE 非公開');
	if (edits.stock !== undefined) parts.push(`BASE 在庫 ${edits.stock}`);
	for (const { variation_id, title, stock } of item.rows ?? []) {
		parts.push(`BASE「${title}」の在庫 ${stock} → ${edits.row_stocks?.[variation_id] ?? stock}`);
	}
	return parts;
}
