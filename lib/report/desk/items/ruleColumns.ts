import type { TypedItemRule } from './itemRule';

/** The columns of a table of rules, with the names by which they are known. */
const columns = {
	id: ['商品ID', '商品番号', 'item_id'],
	title: ['商品名'],
	price: ['価格', '固定価格'],
	markup: ['掛け率'],
	floor: ['下限'],
	neverTouch: ['対象外'],
} as const;

export type Column = keyof typeof columns;

/** The columns that hold values of a rule. */
export const valueColumns = [
	'price',
	'markup',
	'floor',
	'neverTouch',
] as const satisfies ReadonlyArray<keyof TypedItemRule>;

export const HEADER: readonly string[] = Object.values(columns).map(([name]) => name);

const KNOWN = `使える列は ${HEADER.join('・')} です。`;

/** The places of the columns in a table, or one sentence that says why it can't be read at all. */
export type FoundColumns =
	| { places: ReadonlyMap<Column, number>; width: number; problem: null }
	| { places: null; width: 0; problem: string };

/**
 * Finds the columns of a table by its first line. A name that is not known, or comes twice, refuses the table:
 * `販売価格` passed over would make each price an empty one.
 */
export function findColumns(cells: readonly string[]): FoundColumns {
	const names = cells.map((cell) => cell.normalize('NFKC').trim());
	// Spreadsheets fill lines up with empty cells.
	while (names.at(-1) === '') names.pop();
	const found = names.map(findColumn);
	if (!found.includes('id')) return fail(NO_HEADER);
	const unknown = found.indexOf(null);
	if (unknown >= 0) return fail(describeUnknown(names[unknown]!, unknown));
	const places = new Map<Column, number>();
	for (const [place, column] of found.entries()) {
		if (places.has(column!)) {
			return fail(
				`「${names[places.get(column!)!]}」の列が2つあります (${place + 1}列目の「${names[place]}」)。1つだけにしてください。${NOTHING_READ}`,
			);
		}
		places.set(column!, place);
	}
	if (!valueColumns.some((column) => places.has(column))) return fail(NO_HEADER);
	return { places, width: names.length, problem: null };
}

const NOTHING_READ = '表は1行も使っていません。';
const NO_HEADER = `1行目に列の名前がありません。「商品ID,価格,掛け率,下限,対象外」を1行目に入れてください。`;

const describeUnknown = (name: string, place: number): string =>
	name === ''
		? `${place + 1}列目に列の名前がありません。${KNOWN}${NOTHING_READ}`
		: `「${name}」という列は分かりません。${KNOWN}${NOTHING_READ}`;

const findColumn = (name: string): Column | null =>
	(Object.keys(columns) as Column[]).find((column) =>
		columns[column].some((known) => known.toLowerCase() === name.toLowerCase()),
	) ?? null;

const fail = (problem: string): FoundColumns => ({ places: null, width: 0, problem });
