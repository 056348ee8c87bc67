import { formatCount } from '../../listing/money';
import { markup, type Html } from '../render/inert';
import { renderTable, type Cell } from './pageShell';

/** One kind of bar: its name for people and the CSS class that colours it. */
export interface Series {
	name: string;
	colour: 'good' | 'warn' | 'calm' | 'main';
	/** One value a day; null if nothing is known, and then nothing is drawn. */
	values: ReadonlyArray<number | null>;
}

export interface Chart {
	title: string;
	/** The unit of every value, e.g. `件`. */
	unit: string;
	/** `2026-11-24`, one for each bar. */
	dates: readonly string[];
	series: readonly Series[];
	/** Whether the bars of one day are stacked or side by side. */
	arrangement: 'stacked' | 'beside';
}

const WIDTH = 360;
const HEIGHT = 150;
const PLOT = { left: 40, top: 8, right: 4, bottom: 22 };
const PLOT_WIDTH = WIDTH - PLOT.left - PLOT.right;
const PLOT_HEIGHT = HEIGHT - PLOT.top - PLOT.bottom;

/** Renders a bar chart as SVG in the page; names and a table of its values make it readable without colours. */
export function renderChart(chart: Chart): Html {
	const top = niceMaximum(highest(chart));
	const legend = chart.series.map(
		({ name, colour }) => markup`<span class="key ${colour}">${name}</span>`,
	);
	const bars = chart.dates.flatMap((_, day) => drawBars(chart, day, top));
	return markup`<section class="card"><h2>${`${chart.title} (${chart.unit})`}</h2><p class="legend">${legend}</p><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${chart.title}">${grid(top)}${bars}${dateLabels(chart.dates)}</svg>${renderValues(chart)}</section>`;
}

/** Renders the values as a table, newest first: a finger has no pointer to hold over a bar. */
function renderValues({ dates, series }: Chart): Html {
	const rows = dates.map((date, day): Cell[] => [
		{ text: shortDate(date) },
		...series.map(({ values }): Cell => {
			const value = values[day] ?? null;
			return { text: value === null ? '-' : formatCount(value), isNumber: true };
		}),
	]);
	const table = renderTable(['日', ...series.map(({ name }) => name)], rows.reverse());
	return markup`<details><summary>数字で見る</summary>${table}</details>`;
}

function highest({ series, dates, arrangement }: Chart): number {
	const ofDay = (day: number) => {
		const values = series.map(({ values: all }) => all[day] ?? 0);
		return arrangement === 'stacked'
			? values.reduce((sum, value) => sum + value, 0)
			: Math.max(...values);
	};
	return dates.reduce((maximum, _, day) => Math.max(maximum, ofDay(day)), 0);
}

/** The next round figure above the value, so that the scale ends at a round figure. */
export function niceMaximum(value: number): number {
	if (value <= 1) return 1;
	const power = 10 ** Math.floor(Math.log10(value));
	return ([1, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}

function grid(top: number): Html[] {
	return [0, top].map((value) => {
		const y = scaleY(value, top);
		return markup`<line class="grid" x1="${PLOT.left}" x2="${WIDTH - PLOT.right}" y1="${y}" y2="${y}"/><text x="${PLOT.left - 4}" y="${y + 4}" text-anchor="end">${formatCount(value)}</text>`;
	});
}

function drawBars({ series, dates, unit, arrangement }: Chart, day: number, top: number): Html[] {
	const slot = PLOT_WIDTH / dates.length;
	const left = PLOT.left + slot * day;
	const width = arrangement === 'stacked' ? slot * 0.7 : (slot * 0.8) / series.length;
	let below = 0;
	return series.flatMap(({ name, colour, values }, index) => {
		const value = values[day];
		if (!value) return [];
		const x = left + slot * 0.1 + (arrangement === 'stacked' ? 0 : width * index);
		const y = scaleY(below + value, top);
		const height = scaleY(below, top) - y;
		if (arrangement === 'stacked') below += value;
		return markup`<rect class="${colour}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"><title>${`${dates[day]!} ${name} ${formatCount(value)}${unit}`}</title></rect>`;
	});
}

/** Labels the last day and every seventh day before it. */
function dateLabels(dates: readonly string[]): Html[] {
	const slot = PLOT_WIDTH / dates.length;
	return dates.flatMap((date, day) => {
		if ((dates.length - 1 - day) % 7 !== 0) return [];
		const x = round(PLOT.left + slot * (day + 0.5));
		return markup`<text x="${x}" y="${HEIGHT - 6}" text-anchor="${day === dates.length - 1 ? 'end' : 'middle'}">${shortDate(date)}</text>`;
	});
}

/** `2026-11-04` -> `11/4` */
const shortDate = (date: string): string => {
	const [, month, day] = date.split('-').map(Number);
	return `${month}/${day}`;
};

const scaleY = (value: number, top: number): number =>
	PLOT.top + PLOT_HEIGHT - (value / top) * PLOT_HEIGHT;

const round = (value: number): number => Math.round(value * 100) / 100;
