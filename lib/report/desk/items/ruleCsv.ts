import type { PriceOverride } from '../../../listing/pricing/rule';
import { forCsv } from '../../render/inert';
import { splitTable, type CsvLine } from './csvTable';
import { readItemId, readItemRule, showItemRule, withItemRule } from './itemRule';

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

export interface ReadRules {
	/** All items' rules, with those of the good lines. */
	items: Record<string, PriceOverride>;
	/** Lines that were understood. */
	good: number;
	bad: BadLine[];
}

const columns = {
	id: ['商品id', '商品番号', 'item_id'],
	price: ['価格', '固定価格'],
	markup: ['掛け率'],
	floor: ['下限'],
	neverTouch: ['対象外'],
};

type Column = keyof typeof columns;

const HEADER = ['商品ID', '商品名', '価格', '掛け率', '下限', '対象外'];

/**
 * Reads rules of single items from a table with a header. Items that it does not name keep their rules; a line
 * without a value brings its item back to the shop's rule.
 * @param known titles by item, to notice a number that the shop does not have; null if its list was never read
 */
export function readRuleCsv(
	text: string,
	items: Items,
	known: ReadonlyMap<string, string> | null,
): ReadRules {
	const [head, ...lines] = splitTable(text);
	const places = findColumns(head);
	if (places === null) {
		return { items: { ...items }, good: 0, bad: [nameBad(head, HEADER_PROBLEM)] };
	}
	const result: ReadRules = { items: { ...items }, good: 0, bad: [] };
	const seen = new Map<string, number>();
	for (const line of lines) {
		const read = (column: Column) => line.cells[places.get(column) ?? -1] ?? '';
		const problem = takeLine(line, read, { result, seen, known });
		if (problem !== null) result.bad.push(nameBad(line, problem));
	}
	return result;
}

const HEADER_PROBLEM =
	'1行目に列の名前がありません。「商品ID,価格,掛け率,下限,対象外」を1行目に入れてください。';

function takeLine(
	{ number, cells }: CsvLine,
	read: (column: Column) => string,
	{
		result,
		seen,
		known,
	}: { result: ReadRules; seen: Map<string, number>; known: ReadonlyMap<string, string> | null },
): string | null {
	const id = readItemId(read('id'));
	if (id === null) {
		return `商品ID「${read('id').trim()}」を読めません。BASEの商品IDを数字で入れてください。`;
	}
	if (cells.length > 50) return '列が多すぎます。区切りと引用符を確かめてください。';
	if (known && !known.has(id)) {
		return `商品ID ${id} は、このショップの商品一覧にありません。番号を確かめてください。`;
	}
	const before = seen.get(id);
	if (before !== undefined) {
		return `商品ID ${id} は ${before}行目にもあります。どちらかを消してください。`;
	}
	const rule = readItemRule({
		price: read('price'),
		markup: read('markup'),
		floor: read('floor'),
		neverTouch: read('neverTouch'),
	});
	if (rule.problem !== null) return rule.problem;
	seen.set(id, number);
	result.items = withItemRule(result.items, id, rule.value);
	result.good++;
	return null;
}

function findColumns(head: CsvLine | undefined): Map<Column, number> | null {
	const names = (head?.cells ?? []).map((cell) => cell.normalize('NFKC').trim().toLowerCase());
	const places = new Map<Column, number>();
	for (const [column, accepted] of Object.entries(columns)) {
		const place = names.findIndex((name) => accepted.includes(name));
		if (place >= 0) places.set(column as Column, place);
	}
	return places.has('id') && places.size > 1 ? places : null;
}

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
	// Excel reads UTF-8 only with this mark.
	return `\uFEFF${[HEADER.join(','), ...lines].join('\r\n')}\r\n`;
}
