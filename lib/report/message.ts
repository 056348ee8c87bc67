import { moveNames, type EditKind } from '../changes/decision';
import type { Notice } from '../ledger/notices/notice';
import type { RunRules } from '../ledger/rules/runRules';
import { describeAge } from '../listing/age';
import { describeRuleProblem } from './describeMarkup';
import { BESIDE_BOOK, describeDefaults, describeSettingsProblem } from './rules/describeAnswer';
import { formatCount } from '../listing/money';
import { linkLine } from './render/deskLink';
import { LONGEST_MESSAGE } from './render/shorten';
import { describeDetails, describeMatter, describeWaiting } from './notices/describeNotice';
import { linkNotice } from './notices/linkNotice';
import { listLines, type AlarmLines, type Message } from './render/parts';
import { makeSections } from './notices/sections';
import type { RunSummary } from './summary';

export interface RunFacts {
	workflow: string;
	account: string;
	/** Address of the desk; empty = the message has no links. */
	deskUrl: string;
	dryRun: boolean;
	/** `2026-11-24 21:00`, in the shop's time zone. */
	startedAt: string;
	durationMs: number;
	runId: string;
	/** The rule's fault, for the owner: the rule changed no price. null if it has none. */
	ruleProblem: string | null;
	/** The rules of the run, if they come from the shop's book; null if not. */
	rules: RunRules | null;
	/** true if another rule than the shop's decided, although the shop has a rule book. */
	isBesideBook: boolean;
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

/** A message, and the notices that count as told once it went out. */
export interface ComposedMessage {
	message: Message;
	told: Notice[];
}

/** Composes one message: what needs the owner first, then the figures, then what changed. */
export function composeMessage(
	notices: readonly Notice[],
	summary: RunSummary,
	facts: RunFacts,
): ComposedMessage {
	const place = { url: facts.deskUrl, account: facts.account };
	const matters = notices.flatMap((notice) => {
		const line = describeMatter(notice);
		return line === null ? [] : [{ notice, line }];
	});
	const alarms: AlarmLines[] = [
		...matters.map(({ notice, line }) => [
			line,
			...describeDetails(notice),
			...linkNotice(notice, place),
		]),
		...composeAlarms(facts, matters),
		...describeWaiting(notices.filter((notice) => notice.kind === 'deferred')),
	];
	const lines = summaryLines(summary, facts);
	const lead = [...alarms.flatMap(listLines), ...lines];
	const used = lead.reduce((sum, line) => sum + line.length + 3, 120);
	const sections = makeSections(notices, LONGEST_MESSAGE - used);
	const title = `Amazon→BASE 同期 ${facts.startedAt}${facts.account ? ` (${facts.account})` : ''}`;
	return {
		message: {
			title: `${facts.dryRun ? '【テスト実行】' : ''}${title}`,
			alarms,
			summary: lines,
			sections: sections.filter(({ entries, rest = 0 }) => entries.length + rest > 0),
		},
		told: [...matters.map(({ notice }) => notice), ...sections.flatMap(({ told }) => told)],
	};
}

function composeAlarms(facts: RunFacts, matters: ReadonlyArray<{ line: string }>): string[] {
	const alarms: string[] = [];
	// They are told once a day by themselves, and in each message that goes out anyway.
	for (const line of describeProblems(facts)) {
		if (!matters.some((matter) => matter.line.endsWith(line))) alarms.push(line);
	}
	if (facts.isBesideBook) alarms.push(BESIDE_BOOK);
	if (facts.roomProblem !== undefined) alarms.push(facts.roomProblem);
	if (facts.resumes !== undefined) {
		alarms.push(
			`前の実行 ${facts.resumes} がn8nの停止で途中で終わっていたため、続きから再開しました。保存済みの商品は取得し直していません。`,
		);
	}
	const unreadable = tellUnreadable(facts.unreadable, facts.unreadableExample);
	if (unreadable !== null) alarms.push(unreadable);
	return alarms;
}

function describeProblems({ ruleProblem, rules }: RunFacts): string[] {
	const lines = ruleProblem === null ? [] : [describeRuleProblem(ruleProblem)];
	if (rules && rules.problem !== null && rules.version > 0) {
		lines.push(describeSettingsProblem(rules.problem));
	}
	return lines;
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
		...(facts.runId === '-'
			? []
			: linkLine({ url: facts.deskUrl, account: facts.account }, 'この実行', 'run', {
					id: facts.runId,
				})),
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
