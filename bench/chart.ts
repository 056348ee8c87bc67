import { isWithin, type Figure } from './figure';

/** The figures as an SVG picture: how far each stays below its bound, and what rivals take. */

const WIDTH = 960;
const NAMES = 300;
const BARS = 400;
const ROW = 26;
const HEAD = 44;

const ours = '#2d6a4f';
const beyond = '#b3261e';
const theirs = '#8a94a6';
const ink = '#1f2933';
const faint = '#52606d';

interface Bar {
	name: string;
	/** Where the marked line is 1. */
	length: number;
	color: string;
	said: string;
}

interface Panel {
	title: string;
	bars: Bar[];
}

/** A panel without bars is left out. */
export function chartOf(figures: readonly Figure[]): string {
	const panels = [bounds(figures), rivals(figures)].filter(({ bars }) => bars.length > 0);
	let top = 20;
	const drawn = panels.map((panel) => {
		const svg = draw(panel, top);
		top += HEAD + panel.bars.length * ROW + 24;
		return svg;
	});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="Figures of npm run bench">`,
		`<rect width="${WIDTH}" height="${top}" rx="10" fill="#ffffff"/>`,
		...drawn,
		'</svg>',
		'',
	].join('\n');
}

/** A bound of 0 has no length to draw: it is said. */
function bounds(figures: readonly Figure[]): Panel {
	const bars = figures
		.filter((figure): figure is Figure & { bound: number } => figure.bound !== null)
		.map((figure) => ({
			name: figure.id,
			length: figure.bound > 0 ? figure.value / figure.bound : figure.value > 0 ? 1.2 : 0,
			color: isWithin(figure) ? ours : beyond,
			said: `${figure.value} of at most ${figure.bound} ${figure.unit}`.trim(),
		}));
	return { title: 'Figures with a bound; the line is the bound', bars };
}

const ELAPSED = /^rival_(.+)_elapsed$/;

/** How long each takes for the work that takes us 1, with the calls that Amazon refused. */
function rivals(figures: readonly Figure[]): Panel {
	const bars = figures.flatMap(({ id, value }) => {
		const name = ELAPSED.exec(id)?.[1];
		if (name === undefined) return [];
		const refused = figures.find((figure) => figure.id === `rival_${name}_rejected`)?.value ?? 0;
		const said = `${value} times our time, ${refused} calls refused`;
		return [{ name, length: value, color: theirs, said }];
	});
	return { title: "Others on the same items; the line is this package's time, 0 refused", bars };
}

function draw({ title, bars }: Panel, top: number): string {
	const longest = Math.max(1.2, ...bars.map(({ length }) => length));
	const scale = BARS / longest;
	const line = NAMES + scale;
	const bottom = top + HEAD + bars.length * ROW;
	return [
		text(20, top + 18, title, `font-weight="600" font-size="15" fill="${ink}"`),
		...bars.map((bar, index) => drawBar(bar, top + HEAD + index * ROW, scale)),
		`<path d="M${place(line)} ${top + HEAD - 8}V${bottom}" stroke="${ink}" stroke-dasharray="4 3"/>`,
	].join('\n');
}

function drawBar({ name, length, color, said }: Bar, top: number, scale: number): string {
	const middle = top + 13;
	const width = place(Math.max(length * scale, 2));
	return [
		text(NAMES - 12, middle, name, `text-anchor="end" fill="${ink}"`),
		`<rect x="${NAMES}" y="${top}" width="${width}" height="17" rx="3" fill="${color}"/>`,
		text(NAMES + BARS + 12, middle, said, `font-size="12" fill="${faint}"`),
	].join('\n');
}

const place = (length: number): number => Math.round(length * 10) / 10;

const text = (x: number, y: number, words: string, look: string): string =>
	`<text x="${x}" y="${y}" ${look}>${escaped(words)}</text>`;

const escaped = (words: string): string =>
	words.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
