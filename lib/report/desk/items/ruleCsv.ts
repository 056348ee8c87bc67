import type { PriceOverride } from '../../../listing/pricing/rule';
import { BYTE_ORDER_MARK } from '../../render/csv';
import { forCsv } from '../../render/inert';
import { splitTable, type CsvLine } from './csvTable';
import { describeUnlisted, type ListedItems } from './describeUnlisted';
import { mergeItemRule, readItemId, showItemRule, type TypedItemRule } from './itemRule';
import { findColumns, HEADER, valueColumns, type Column } from './ruleColumns';

type Items = Readonly<Record<string, PriceOverride>>;

/** A line that can't be used. */
export interface BadLine {
	/** From 1, as a spreadsheet counts. */
	number: number;
	/** The cells as they were found. */
	found: string;
	/** One sentence that says why, and what to do. */
	problem: string;
}

/** The effects of a table's good lines, and its bad ones. */
export interface RuleCounts {
	/** Items that get another rule, or their first. */
	changed: number;
	/** Items that come back to the shop's rule. */
	removed: number;
	unchanged: number;
	bad: BadLine[];
}

export interface ReadRules extends RuleCounts {
	/** All items' rules, with those of the good lines. */
	items: Record<string, PriceOverride>;
}

/**
 * Reads rules of single items from a table with a header. Items and columns that it does not name keep what they
 * have; an empty cell takes a value away, and 自動 brings its item back to the shop's rule.
 * @param listed to notice a number that the shop does not have; null if its list was never read
 */
export function readRuleCsv(text: string, items: Items, listed: ListedItems | null): ReadRules {
	const { lines, openQuote, separator } = splitTable(text);
	const [head, ...rows] = lines;
	const refuse = (line: CsvLine | undefined, problem: string): ReadRules => ({
		...{ items: { ...items }, changed: 0, removed: 0, unchanged: 0 },
		bad: [nameBad(line, problem)],
	});
	if (openQuote !== null) {
		const line = lines.findLast(({ number }) => number <= openQuote);
		return refuse({ number: openQuote, cells: line?.cells ?? [] }, OPEN_QUOTE);
	}
	const { places, width, problem } = findColumns(head?.cells ?? []);
	if (problem !== null) return refuse(head, problem);
	const table: Table = { places, width, separator, listed, lineOf: findLines(rows, places) };
	// One record that is copied for each line takes minutes for a shop of 10,000 items.
	const rules = new Map(Object.entries(items));
	const counts: RuleCounts = { changed: 0, removed: 0, unchanged: 0, bad: [] };
	for (const row of rows) {
		const read = readRow(row, rules, table);
		if (read.problem === null) counts[take(rules, read)]++;
		else counts.bad.push(nameBad(row, read.problem));
	}
	return { ...counts, items: Object.fromEntries(rules) };
}

const OPEN_QUOTE =
	'この行で始まる引用符 (") が正しく閉じられていないため、どこまでが1つのセルか分かりません。引用符を直してください。表は1行も使っていません。';

interface Table {
	places: ReadonlyMap<Column, number>;
	/** Columns of the header. */
	width: number;
	separator: ',' | '\t';
	listed: ListedItems | null;
	/** By an item's number: the lines about it. */
	lineOf: ReadonlyMap<string, readonly number[]>;
}

type ReadRow =
	{ id: string; rule: PriceOverride; problem: null } | { id: null; rule: null; problem: string };

/** Of two lines about one item nobody knows which is meant, so all are found before the first is used. */
function findLines(
	rows: readonly CsvLine[],
	places: ReadonlyMap<Column, number>,
): Map<string, number[]> {
	const lines = new Map<string, number[]>();
	for (const { number, cells } of rows) {
		const id = readItemId(cells[places.get('id')!] ?? '');
		if (id === null) continue;
		const known = lines.get(id);
		if (known) known.push(number);
		else lines.set(id, [number]);
	}
	return lines;
}

function readRow(
	{ number, cells }: CsvLine,
	rules: ReadonlyMap<string, PriceOverride>,
	{ places, width, separator, listed, lineOf }: Table,
): ReadRow {
	const hint = separator === ',' && hasSplitAmount(cells) ? SPLIT_AMOUNT : '';
	const fail = (problem: string): ReadRow => ({ id: null, rule: null, problem: problem + hint });
	const typedId = cells[places.get('id')!] ?? '';
	const id = readItemId(typedId);
	if (id === null) {
		return fail(`商品ID「${typedId.trim()}」を読めません。BASEの商品IDを数字で入れてください。`);
	}
	if (cells.slice(width).some((cell) => cell.trim() !== '')) {
		return fail(`1行目より列が多くあります (${width}列のはずが ${cells.length}列)。`);
	}
	if (cells.length < width) {
		return fail(
			`列が足りません (${width}列のはずが ${cells.length}列)。値を消す列も、空のまま残してください。`,
		);
	}
	if (listed && !listed.titles.has(id)) return fail(describeUnlisted(id, listed));
	const others = lineOf
		.get(id)!
		.slice(0, MOST_LINES + 1)
		.filter((line) => line !== number);
	if (others.length > 0) {
		return fail(
			`商品ID ${id} は ${others.join('・')}行目にもあるため、どの行も使っていません。1行だけにしてください。`,
		);
	}
	const typed = readCells(cells, places);
	if (Object.values(typed).some(isAutomatic)) return { id, rule: {}, problem: null };
	const rule = mergeItemRule(rules.get(id) ?? {}, typed);
	return rule.problem === null ? { id, rule: rule.value, problem: null } : fail(rule.problem);
}

const MOST_LINES = 5;
const SPLIT_AMOUNT = 'カンマ入りの金額は "1,300" のように囲んでください。';

/** An amount like 1,300 without quotes becomes two cells, the later one of three digits. */
const hasSplitAmount = (cells: readonly string[]): boolean =>
	cells.some(
		(cell, place) =>
			place > 1 &&
			/^\s*\d{3}\s*円?\s*$/.test(cell) &&
			/^\s*[¥\\]?\s*\d{1,3}\s*$/.test(cells[place - 1]!),
	);

const isAutomatic = (cell: string): boolean => cell.normalize('NFKC').trim() === '自動';

/** A column that the table lacks asks for nothing. */
const readCells = (
	cells: readonly string[],
	places: ReadonlyMap<Column, number>,
): Partial<TypedItemRule> =>
	Object.fromEntries(
		valueColumns.flatMap((column) => {
			const place = places.get(column);
			return place === undefined ? [] : [[column, cells[place]!]];
		}),
	);

/** Puts a rule in its place and says what that does to the item. */
function take(
	rules: Map<string, PriceOverride>,
	{ id, rule }: { id: string; rule: PriceOverride },
): 'changed' | 'removed' | 'unchanged' {
	const before = rules.get(id);
	if (Object.keys(rule).length === 0) return rules.delete(id) ? 'removed' : 'unchanged';
	if (before && isSame(before, rule)) return 'unchanged';
	rules.set(id, rule);
	return 'changed';
}

const isSame = (one: PriceOverride, other: PriceOverride): boolean =>
	JSON.stringify(showItemRule(one)) === JSON.stringify(showItemRule(other));

const LONGEST_FOUND = 120;

const nameBad = (line: CsvLine | undefined, problem: string): BadLine => ({
	number: line?.number ?? 1,
	found: (line?.cells ?? []).join(', ').slice(0, LONGEST_FOUND),
	problem,
});

/**
 * Renders rules of single items as a table that can be read back.
 * @param titles the items to list, with their titles; those without a rule have empty cells to be filled in
 */
export function renderRuleCsv(items: Items, titles: ReadonlyMap<string, string>): string {
	const lines = [...titles].map(([id, title]) => {
		const { price, markup, floor, neverTouch } = showItemRule(items[id] ?? {});
		return [id, title, price, markup, floor, neverTouch].map(forCsv).join(',');
	});
	return `${BYTE_ORDER_MARK}${[HEADER.join(','), ...lines].join('\r\n')}\r\n`;
}
