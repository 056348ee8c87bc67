import type { JournalEntry } from '../ledger/journal';
import { linkLine, type DeskPlace } from './render/deskLink';
import { formatCount, formatYen } from '../listing/money';
import type { Message, Section } from './render/parts';
import { shorten } from './render/shorten';

/** A workflow that stopped with an error. */
export interface Failure {
	/** n8n's name of the workflow. */
	workflow: string;
	/** Name of the node where it stopped; null if it stopped before the first one. */
	node: string | null;
	/** The error's message; null if n8n gives none. */
	reason: string | null;
	/** The next step for the owner; empty = none. */
	advice: string;
	/** Edits of its run until then. */
	edits: readonly Pick<JournalEntry, 'asin' | 'field_edits'>[];
	/** Number of its run; empty = none had begun. */
	runId: string;
	/** The desk, where its run stands; absent = there is no link. */
	place?: DeskPlace;
}

/** Edits that the message names. */
const MOST_EDITS = 20;

/** An API may put its whole answer into the message of an error. */
const LONGEST_REASON = 1000;

/** Says what stopped, where, why, and what to do. */
export const composeFailure = ({
	workflow,
	node,
	reason,
	advice,
	edits,
	runId,
	place = { url: '', account: '' },
}: Failure): Message => ({
	title: `${workflow || 'ワークフロー'} が止まりました`,
	alarms: [],
	summary: [
		`場所: ${node ?? '開始'}`,
		`内容: ${shorten(reason ?? '不明', LONGEST_REASON)}`,
		...(edits.length > 0
			? [
					`それまでにBASEの商品を変更しています (${formatCount(edits.length)}件)。取り消すときは実行番号 ${runId} を使います。`,
				]
			: []),
		...(advice ? [advice] : []),
		...(runId === '' ? [] : linkLine(place, 'この実行', 'run', { id: runId })),
	],
	sections: edits.length > 0 ? [listEdits(edits)] : [],
});

const listEdits = (edits: Failure['edits']): Section => ({
	heading: `止まるまでの変更 ${formatCount(edits.length)}件`,
	entries: edits.slice(0, MOST_EDITS).map(({ asin, field_edits }) => ({
		title: asin,
		asin,
		lines: [Object.entries(field_edits).map(describeEdit).join('、')],
	})),
	rest: Math.max(edits.length - MOST_EDITS, 0),
});

function describeEdit([field, { from, to }]: [string, { from: unknown; to: unknown }]): string {
	if (field === 'price') return `${formatYen(Number(from))} → ${formatYen(Number(to))}`;
	if (field === 'visible') return to === true ? '公開' : '非公開';
	if (field === 'stock') return `在庫 ${String(from)} → ${String(to)}`;
	return '変更';
}
