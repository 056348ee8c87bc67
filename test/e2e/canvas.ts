/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Page } from 'playwright-core';

interface Area {
	/** What stands there, in words for a failing test. */
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

interface Canvas {
	/** The squares of the nodes. */
	boxes: Area[];
	/** Every line of text below and beside a node. */
	labels: Area[];
	/** Every line of text on a sticky note. */
	notes: Area[];
}

/** Where the browser drew what, in CSS pixels. */
async function lookAt(page: Page): Promise<Canvas> {
	return await page.evaluate(() => {
		const areaOf = (name: string, rect: DOMRect) => ({
			name,
			left: rect.left,
			top: rect.top,
			right: rect.right,
			bottom: rect.bottom,
		});
		const linesIn = (element: Element): DOMRect[] => {
			const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
			const lines: DOMRect[] = [];
			for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
				const parent = text.parentElement!;
				const isHidden = parent.closest('[data-test-id="canvas-node-toolbar"], style') !== null;
				if (isHidden || !parent.checkVisibility() || text.textContent!.trim() === '') continue;
				const range = document.createRange();
				range.selectNodeContents(text);
				lines.push(...range.getClientRects());
			}
			return lines;
		};
		const drawn = [...document.querySelectorAll('.vue-flow__node')];
		const named = drawn.map((element) => ({
			element,
			name: element.querySelector('[data-node-name]')?.getAttribute('data-node-name') ?? '?',
			isNote: element.querySelector('[data-test-id="sticky"]') !== null,
		}));
		const nodes = named.filter(({ isNote }) => !isNote);
		const notes = named.filter(({ isNote }) => isNote);
		const texts = (those: typeof named) =>
			those.flatMap(({ element, name }) =>
				linesIn(element).map((line) => areaOf(`text of ${name}`, line)),
			);
		return {
			boxes: nodes.map(({ element, name }) => areaOf(name, element.getBoundingClientRect())),
			labels: texts(nodes),
			notes: texts(notes),
		};
	});
}

/** Neighbours that touch do not cover each other. */
const slack = 1;

const covers = (one: Area, other: Area): boolean =>
	one.left + slack < other.right &&
	other.left + slack < one.right &&
	one.top + slack < other.bottom &&
	other.top + slack < one.bottom;

const collisions = (those: readonly Area[], others: readonly Area[]): string[] =>
	those.flatMap((one) =>
		others
			.filter((other) => one.name !== other.name && covers(one, other))
			.map((other) => `${one.name} and ${other.name}`),
	);

/** Pairs that cover each other on the canvas: nodes, their labels, the text of sticky notes. */
export async function coveredOnCanvas(page: Page): Promise<string[]> {
	const { boxes, labels, notes } = await lookAt(page);
	return [
		...collisions(boxes, boxes),
		...collisions(boxes, labels).filter((pair) => !isOwnLabel(pair)),
		...collisions(boxes, notes),
		...collisions(labels, labels),
		...collisions(labels, notes),
	];
}

const isOwnLabel = (pair: string): boolean => {
	const [box, label] = pair.split(' and ');
	return label === `text of ${box}`;
};

/** Texts on sticky notes that stand below the foot of their note, where nobody sees them. */
export async function cutOffOnNotes(page: Page): Promise<string[]> {
	return await page.evaluate(() =>
		[...document.querySelectorAll('[data-test-id="sticky"]')].flatMap((note) => {
			const { bottom } = note.getBoundingClientRect();
			return [...note.querySelectorAll('h2, p, li')]
				.filter((line) => line.getBoundingClientRect().bottom > bottom)
				.map((line) => line.textContent);
		}),
	);
}

interface Sizes {
	/** How much the canvas is shrunk; 1 = true size. */
	zoom: number;
	/** The smallest letters on the notes, and of their headings, in CSS pixels of the screen. */
	letters: number;
	headings: number;
}

export async function sizesOnCanvas(page: Page): Promise<Sizes> {
	return await page.evaluate(() => {
		const pane = document.querySelector('.vue-flow__transformationpane')!;
		const zoom = new DOMMatrix(getComputedStyle(pane).transform).a;
		const smallest = (tags: string): number =>
			Math.min(
				...[...pane.querySelectorAll(`[data-test-id="sticky"] :is(${tags})`)].map((text) =>
					Number.parseFloat(getComputedStyle(text).fontSize),
				),
			) * zoom;
		return { zoom, letters: smallest('p, li'), headings: smallest('h1, h2, h3') };
	});
}
