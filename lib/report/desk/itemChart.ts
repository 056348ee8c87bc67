import { formatYen } from '../../listing/money';
import type { TrailPoint } from '../../listing/trail';
import { formatDay, formatMoment } from '../formatTime';
import { markup, type Html } from '../render/inert';

/** Two courses of prices over time, as SVG in the page. */
export interface ItemChart {
	/** The shop's price, oldest first; `is_on` = on sale. */
	shop: readonly TrailPoint[];
	/** Amazon's price, oldest first; `is_on` = in stock. */
	amazon: readonly TrailPoint[];
	/** Milliseconds since 1970. */
	from: number;
	to: number;
}

/** A state and how long it lasted. */
interface Step extends TrailPoint {
	until: number;
}

interface Scale {
	x: (at: number) => number;
	y: (yen: number) => number;
	/** Yen of the lines across. */
	ticks: number[];
}

/** Narrow, so that its letters can be read on a phone; a wide screen enlarges it. */
const WIDTH = 400;
const HEIGHT = 210;
const PLOT = { left: 58, top: 8, right: 6, bottom: 24 };
const DAY_MS = 86_400_000;

/** Renders the chart; empty without any price. Names, dashes and tooltips make it readable without colours. */
export function renderItemChart({ shop, amazon, from, to }: ItemChart): Html {
	const [sold, bought] = [shop, amazon].map((points) => cutSteps(points, from, to));
	const prices = [...sold!, ...bought!].flatMap(({ price }) => price ?? []);
	if (prices.length === 0) return markup``;
	const scale = makeScale(prices, from, to);
	return markup`<p class="legend"><span class="key main">販売価格 (BASE)</span><span class="key warn">仕入値 (Amazon)</span><span>点線: 非公開・在庫なし</span></p><svg class="trail" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${describe(sold!, bought!)}">${drawGrid(scale)}${drawDays(scale, from, to)}${drawSteps(bought!, 'warn', '仕入値', scale)}${drawSteps(sold!, 'main', '販売価格', scale)}</svg>`;
}

/** Returns the states within the time; the first one may have begun before it. */
function cutSteps(points: readonly TrailPoint[], from: number, to: number): Step[] {
	const steps = points.map((point, index): Step => {
		// While something is not to be had, its last price stands for it.
		const price = point.price ?? findPriceBefore(points, index);
		const until = Math.min(points[index + 1]?.at ?? to, to);
		return { ...point, price, at: Math.max(point.at, from), until };
	});
	return steps.filter(({ at, until }) => until > at);
}

const findPriceBefore = (points: readonly TrailPoint[], index: number): number | null =>
	points.slice(0, index).findLast(({ price }) => price !== null)?.price ?? null;

function makeScale(prices: readonly number[], from: number, to: number): Scale {
	const ticks = findTicks(Math.min(...prices), Math.max(...prices));
	const [low, high] = [ticks[0]!, ticks.at(-1)!];
	const width = WIDTH - PLOT.left - PLOT.right;
	const height = HEIGHT - PLOT.top - PLOT.bottom;
	return {
		x: (at) => round(PLOT.left + ((at - from) / (to - from)) * width),
		y: (yen) => round(PLOT.top + ((high - yen) / (high - low)) * height),
		ticks,
	};
}

/** Returns three to six round amounts that span the prices. */
export function findTicks(lowest: number, highest: number): number[] {
	const span = Math.max(highest - lowest, lowest * 0.1, 10);
	const power = 10 ** Math.floor(Math.log10(span / 3));
	const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => span / each <= 4)!;
	const first = Math.max(0, Math.floor((lowest - step / 4) / step) * step);
	const ticks: number[] = [];
	for (let yen = first; ticks.length < 2 || ticks.at(-1)! < highest; yen += step) ticks.push(yen);
	return ticks;
}

const drawGrid = ({ ticks, y }: Scale): Html[] =>
	ticks.map(
		(yen) =>
			markup`<line class="grid" x1="${PLOT.left}" x2="${WIDTH - PLOT.right}" y1="${y(yen)}" y2="${y(yen)}"/><text x="${PLOT.left - 6}" y="${y(yen) + 4}" text-anchor="end">${formatYen(yen)}</text>`,
	);

/** Labels some five days, the last one among them. */
function drawDays({ x }: Scale, from: number, to: number): Html[] {
	const days = Math.max(1, Math.floor((to - from) / DAY_MS));
	const step = Math.max(1, Math.ceil(days / 5));
	const labels: Html[] = [];
	for (let day = 0; day <= days; day += step) {
		const at = to - day * DAY_MS;
		const anchor = day === 0 ? 'end' : at - from < DAY_MS ? 'start' : 'middle';
		labels.push(
			markup`<text x="${x(at)}" y="${HEIGHT - 8}" text-anchor="${anchor}">${formatDay(at)}</text>`,
		);
	}
	return labels;
}

/** A line for each state, dashed while the thing was not to be had, and the jumps between them. */
function drawSteps(
	steps: readonly Step[],
	colour: 'main' | 'warn',
	name: string,
	{ x, y }: Scale,
): Html[] {
	return steps.flatMap(({ at, until, price, is_on }, index) => {
		if (price === null) return [];
		const before = steps[index - 1]?.price ?? price;
		const path = `M${x(at)} ${y(before)}V${y(price)}H${x(until)}`;
		const state = is_on === false ? 'off' : 'on';
		const told = `${formatMoment(at)} ${name} ${formatYen(price)}${is_on === false ? ' (なし)' : ''}`;
		return [
			markup`<path class="line ${colour} ${state}" d="${path}"><title>${told}</title></path>`,
		];
	});
}

/** Says the ends of both courses, for those who don't see the picture. */
function describe(sold: readonly Step[], bought: readonly Step[]): string {
	const ends = (name: string, steps: readonly Step[]) => {
		const priced = steps.filter(({ price }) => price !== null);
		if (priced.length === 0) return [];
		return `${name} ${formatYen(priced[0]!.price!)} → ${formatYen(priced.at(-1)!.price!)}`;
	};
	return [ends('販売価格', sold), ends('仕入値', bought)].flat().join('、');
}

const round = (value: number): number => Math.round(value * 10) / 10;
