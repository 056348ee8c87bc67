import { describeAge } from '../../listing/age';
import { formatCount } from '../../listing/money';
import { renderChart } from './historyCharts';
import { sumUpDays, type HistoryDay } from './historyDays';
import { composeLines, type HistoryLine } from './historyLines';
import { outcomeNames, type HistoryRow, type Outcome } from './historyRow';
import { renderTable, renderTiles, type Cell, type Tile } from './pageShell';
import { markup, type Html } from '../render/inert';

/** Lines of the table; the charts cover all days. */
const SHOWN_LINES = 50;

/**
 * Renders the last weeks of a shop, from its runs in any order.
 * @param dates days of the charts in the shop's calendar, oldest first: `2026-11-24`
 */
export function renderHistory(rows: readonly HistoryRow[], dates: readonly string[]): Html[] {
	const newestFirst = rows
		.filter((row) => dates.includes(row.startedAt.slice(0, 10)))
		.sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
	if (newestFirst.length === 0) {
		return [
			markup`<p class="card">この${dates.length}日間の実行はまだありません。同期が1回終わると、ここに表示されます。</p>`,
		];
	}
	return [
		renderTiles(chooseTiles(newestFirst, dates.length)),
		markup`<div class="charts">${describeCharts(sumUpDays(newestFirst, dates)).map(renderChart)}</div>`,
		markup`<section class="card"><h2>最近の実行</h2>${renderRuns(newestFirst)}</section>`,
	];
}

function chooseTiles(rows: readonly HistoryRow[], days: number): Tile[] {
	const finished = rows.filter(({ outcome }) => outcome !== 'skipped');
	const attention = finished.filter(({ outcome }) => outcome === 'attention').length;
	const [last] = finished;
	const live = finished.filter(({ isDryRun }) => !isDryRun);
	const edited = live.reduce((sum, row) => sum + row.edited, 0);
	const rejected = finished.reduce((sum, row) => sum + row.rejected, 0);
	const age = last?.oldestAgeMinutes ?? null;
	return [
		{
			name: '最後に終わった実行',
			value: last ? outcomeNames[last.outcome] : 'なし',
			note: last ? `${last.startedAt}${last.isDryRun ? ' (テスト)' : ''}` : '',
			tone: last?.outcome === 'succeeded' ? 'good' : 'warn',
		},
		{
			name: `${days}日間の実行`,
			value: `${formatCount(finished.length)}回`,
			note: `要確認 ${attention}回・見送り ${rows.length - finished.length}回`,
		},
		{ name: 'BASEの更新', value: `${formatCount(edited)}件`, note: 'テスト実行を除く' },
		{
			name: '最も古い価格',
			value: age === null ? '-' : describeAge(age * 60_000),
			note: '最後に終わった実行のとき',
		},
		{
			name: '拒否された呼び出し',
			value: `${formatCount(rejected)}回`,
			note: 'Amazonの上限で断られた回数',
		},
	];
}

const describeCharts = (days: readonly HistoryDay[]) => {
	const dates = days.map(({ date }) => date);
	return [
		{
			title: '実行の回数',
			unit: '回',
			dates,
			arrangement: 'stacked' as const,
			series: [
				{ name: '成功', colour: 'good' as const, values: days.map((day) => day.succeeded) },
				{ name: '要確認', colour: 'warn' as const, values: days.map((day) => day.attention) },
				{ name: '見送り', colour: 'calm' as const, values: days.map((day) => day.skipped) },
			],
		},
		{
			title: 'Amazonの変動とBASEの更新',
			unit: '件',
			dates,
			arrangement: 'beside' as const,
			series: [
				{ name: 'Amazonの変動', colour: 'calm' as const, values: days.map((day) => day.changed) },
				{ name: 'BASEの更新', colour: 'main' as const, values: days.map((day) => day.edited) },
			],
		},
		{
			title: '最も古い価格',
			unit: '時間',
			dates,
			arrangement: 'beside' as const,
			series: [
				{
					name: '確認からの時間 (その日の最大)',
					colour: 'main' as const,
					values: days.map(({ oldestAgeMinutes: age }) =>
						age === null ? null : Math.round(age / 6) / 10,
					),
				},
			],
		},
		{
			title: '保留',
			unit: '件',
			dates,
			arrangement: 'beside' as const,
			series: [
				{
					name: '慎重に止めた更新 (その日の最大)',
					colour: 'warn' as const,
					values: days.map((day) => day.held),
				},
			],
		},
	];
};

const tones: Record<Outcome, Cell['tone']> = {
	succeeded: 'good',
	attention: 'warn',
	skipped: 'calm',
};

const columns = [
	'開始',
	'ワークフロー',
	'結果',
	'商品',
	'変動',
	'更新',
	'保留',
	'失敗',
	'不明',
	'最古',
];

function renderRuns(rows: readonly HistoryRow[]): Html {
	const shown = composeLines(rows, SHOWN_LINES);
	const left = rows.length - shown.reduce((sum, { runs }) => sum + runs, 0);
	const rest = left > 0 ? markup`<p class="note">他 ${formatCount(left)} 回</p>` : '';
	return markup`${renderTable(columns, shown.map(composeCells))}${rest}`;
}

function composeCells({ newest, since, runs }: HistoryLine): Cell[] {
	const shop = newest.account ? ` (${newest.account})` : '';
	const isRow = runs > 1;
	const start: Cell[] = [
		{ text: isRow ? `${newest.startedAt} (${since} から${runs}回)` : newest.startedAt },
		{ text: `${newest.workflow || '同期'}${shop}` },
		{ text: describeResult(newest, isRow), tone: tones[newest.outcome] },
	];
	if (newest.outcome === 'skipped') return start;
	const { oldestAgeMinutes: age } = newest;
	const counts = [
		newest.total,
		newest.changed,
		newest.edited,
		newest.held,
		newest.failed,
		newest.unknown,
	];
	return [
		...start,
		...counts.map((count): Cell => ({ text: formatCount(count), isNumber: true })),
		{ text: age === null ? '-' : describeAge(age * 60_000), isNumber: true },
	];
}

/** Marks a dry run, a run whose message never went out, and a row of runs that changed nothing. */
function describeResult(
	{ result, isDryRun, notified, outcome }: HistoryRow,
	isRow: boolean,
): string {
	if (outcome === 'skipped') return result;
	const notes = [
		isRow ? '変化なし' : '',
		isDryRun ? 'テスト' : '',
		notified === '未通知' ? '未通知' : '',
	].filter(Boolean);
	return `${result}${notes.length > 0 ? ` (${notes.join('・')})` : ''}`;
}
