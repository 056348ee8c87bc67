import type { RunRecord } from '../../../ledger/runs/runRecords';
import { formatCount } from '../../../listing/money';
import type { RunDetails, RunEdit, RunList } from '../../../shop/state/readRuns';
import type { JobProgress } from '../../../shop/desk/readStop';
import { mayStand } from '../../../shop/jobs/itemsOfRun';
import { formatMoment } from '../../formatTime';
import { markup, type Html } from '../../render/inert';
import { addressOf, renderButton, renderDesk, renderForm, type DeskView } from '../deskShell';
import { describeEdits } from '../describeEdits';
import { renderJob } from '../stop/jobCard';
import { describeEnd, isTrouble, nameMode } from './describeRun';

/** Renders the runs of a shop; those in a row that changed nothing are one line. */
export function renderRunsPage({ records, next }: RunList, view: DeskView): string {
	const { account } = view;
	const lines = collapse(records).map((line) => renderLine(line, account));
	const list =
		lines.length > 0
			? markup`<ul class="list">${lines}</ul>`
			: markup`<p class="note">まだ実行がありません。</p>`;
	const more =
		next === null
			? markup``
			: markup`<p><a class="button" href="${addressOf(account, 'runs', { before: next })}">前の実行を見る</a></p>`;
	return renderDesk('実行', 'runs', view, [markup`<section class="card">${list}${more}</section>`]);
}

interface RunLine {
	newest: RunRecord;
	/** Runs in a row without a change. */
	runs: number;
	oldest: RunRecord;
}

const isQuiet = ({ state, edits }: RunRecord): boolean =>
	(state === 'finished' || state === 'skipped') && !edits;

function collapse(records: readonly RunRecord[]): RunLine[] {
	const lines: RunLine[] = [];
	for (const record of records) {
		const last = lines.at(-1);
		const joins = last && isQuiet(record) && isQuiet(last.newest) && isSame(last.newest, record);
		if (joins) Object.assign(last, { runs: last.runs + 1, oldest: record });
		else lines.push({ newest: record, runs: 1, oldest: record });
	}
	return lines;
}

const isSame = (one: RunRecord, other: RunRecord): boolean =>
	nameMode(one) === nameMode(other) &&
	one.name === other.name &&
	one.state === other.state &&
	one.dry_run === other.dry_run;

const startOf = ({ started_at }: RunRecord): string => formatMoment(Date.parse(started_at));

function renderLine({ newest, oldest, runs }: RunLine, account: string): Html {
	const when = runs === 1 ? startOf(newest) : `${startOf(oldest)} 〜 ${startOf(newest)}`;
	const count = runs === 1 ? '' : ` (${formatCount(runs)}回)`;
	const chip = isTrouble(newest) ? markup`<b class="chip warn">要確認</b> ` : markup``;
	return markup`<li>${chip}<a href="${addressOf(account, 'run', { id: newest.id })}">${when} ${nameMode(newest)}${count}</a><small>${describeEnd(newest)}</small></li>`;
}

const MOST_EDITS = 200;

/** Renders a run with its edits and the way to undo them. @param job of the desk, if it undoes this run */
export function renderRunPage(
	details: RunDetails,
	view: DeskView,
	{ job, state, refusal, problem = '' }: UndoFacts,
): string {
	const { record, edits } = details;
	const stands = edits.filter(mayStand);
	const shown = stands.slice(0, MOST_EDITS).map((edit) => renderEdit(edit, view.account));
	const refused = edits.filter((edit) => !mayStand(edit));
	const rest = stands.length - MOST_EDITS;
	const more = rest > 0 ? markup`<p class="note">ほか ${formatCount(rest)}件</p>` : markup``;
	const list =
		shown.length > 0
			? markup`<section class="card"><h2>${`BASEの変更 ${formatCount(stands.length)}件`}</h2><ul class="list">${shown}</ul>${more}</section>`
			: markup`<p class="card answer">この実行は、BASEの商品を変えていません。</p>`;
	const by = record.job ? '操作画面' : record.is_manual ? '手動' : 'スケジュール';
	return renderDesk('実行の内容', 'runs', view, [
		...(problem === '' ? [] : [markup`<p class="alarm" role="alert">${problem}</p>`]),
		markup`<section class="card answer"><h2>${`${startOf(record)} ${nameMode(record)}`}</h2><p>${describeEnd(record)}</p><small>実行番号 <code>${record.id}</code>・${by}</small></section>`,
		...(job ? renderJob(job, view) : []),
		...(stands.every(isDeletion) ? [] : [renderUndo(details, view, { state, refusal })]),
		...(refused.length === 0 ? [] : [renderRefused(refused, view.account)]),
		list,
	]);
}

/** Nothing brings a deleted item back, so there is nothing to undo. */
const isDeletion = ({ field_edits }: RunEdit): boolean => Object.hasOwn(field_edits, 'deleted');

/** Renders the edits that the shop does not show, each with the reason. */
function renderRefused(refused: readonly RunEdit[], account: string): Html {
	const items = refused
		.slice(0, MOST_EDITS)
		.map((edit) => renderEdit({ ...edit, why: [describeRefusal(edit)] }, account));
	return markup`<section class="card"><h2>${`できなかった変更 ${formatCount(refused.length)}件`}</h2><ul class="list">${items}</ul></section>`;
}

const describeRefusal = ({ answer }: RunEdit): string =>
	typeof answer?.detail === 'string' ? answer.detail : 'BASEが受け付けませんでした';

/** The facts beside a run on its page. */
export interface UndoFacts {
	/** The last job of the desk, if it undoes this run; null = it does not. */
	job: JobProgress | null;
	/** Why nothing can be undone now, for the owner; empty = it can. */
	refusal: string;
	/** Names the state that the form is made for. */
	state: string;
	/** Why the form came back; empty = it did not. */
	problem?: string;
}

function renderUndo(
	{ record, undo }: RunDetails,
	view: DeskView,
	{ state, refusal }: Pick<UndoFacts, 'state' | 'refusal'>,
): Html {
	if (refusal !== '') {
		return renderCard(refusal);
	}
	const { back, left, texts, unlisted } = undo;
	if (back + texts + unlisted === 0) return renderCard(NOTHING_TO_UNDO);
	const parts = [
		`BASEの最後の一覧では、${formatCount(back)}件を前の価格・公開・在庫・商品コードに戻せます。`,
		...(texts > 0 ? [`商品名や説明を変えた ${formatCount(texts)}件も前に戻します。`] : []),
		...(unlisted > 0
			? [`最後の一覧にない ${formatCount(unlisted)}件は、BASEで確かめてから戻します。`]
			: []),
		...(left > 0 ? [`${formatCount(left)}件はその後に変わったため、そのままにします。`] : []),
		'公開や値下げになるものは、Amazonで確かめてから戻します。次の同期が同じことをしないよう、書き込みは止めたままになります。',
	];
	const form = renderForm(view.sign('undo', [record.id], 0, state), [
		markup`<label class="pick"><input type="checkbox" name="sure" value="yes" required><span>この実行の変更を元に戻します</span></label>`,
		markup`<p>${renderButton('元に戻す', 'warn')}</p>`,
	]);
	return renderCard(parts.join(''), form);
}

const NOTHING_TO_UNDO =
	'戻せるものはありません。どの商品も、その後に変わったか、すでに元に戻っています。';

const renderCard = (text: string, form = markup``): Html =>
	markup`<section class="card answer"><h2>元に戻す</h2><p>${text}</p>${form}</section>`;

function renderEdit({ item_id, title, at, field_edits, why }: RunEdit, account: string): Html {
	const name = title === '' ? `商品ID ${item_id}` : title;
	const reasons = Array.isArray(why) ? why.map(String) : [];
	const reason = reasons.length > 0 ? markup`<small>${reasons.join(' / ')}</small>` : markup``;
	return markup`<li><a href="${addressOf(account, 'item', { id: String(item_id) })}">${name}</a><br>${formatMoment(Date.parse(at))} ${describeEdits(field_edits)}${reason}</li>`;
}
