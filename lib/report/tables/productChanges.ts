import { nothingShown, type TableCursor } from '../../ledger/shop/tableCursors';
import { readProducts, type ProductPorts } from '../../shop/tables/readProducts';
import { makeProductRow, type ProductRow } from './productRow';
import { digest, MOST_UPDATES, nameBatch, noChanges, type TableChanges } from './tableChanges';

/** The products of one account, and what the table shows of them. */
interface Part {
	account: string;
	cursor: TableCursor | null;
	/** By name. */
	rows: Map<string, { row: ProductRow; digest: string }>;
	/** Names of rows that differ from the table, or may. */
	changed: string[];
	/** Names of rows that the table shows, or may show, of items that are gone. */
	gone: string[];
}

/**
 * Finds the products that changed since the table was written. The table holds nothing but the store's products,
 * so it is written anew where that is less work.
 * @param isEmpty the table has no rows
 */
export async function findProductChanges(
	ports: ProductPorts,
	isEmpty: boolean,
): Promise<TableChanges> {
	const { items, tables } = ports.data.ledger;
	const accounts = new Set([...(await items.accounts()), ...(await tables.parts('products'))]);
	const parts: Part[] = [];
	for (const account of accounts) parts.push(await readPart(account, ports));
	const count = parts.reduce((sum, { changed, gone }) => sum + changed.length + gone.length, 0);
	const isLost = parts.some(({ cursor }) => cursor === null || cursor.replaces);
	const isAnew = isEmpty || isLost || count > MOST_UPDATES;
	const known = parts.reduce((sum, { rows }) => sum + rows.size, 0);
	if (parts.length === 0 || (isAnew ? known === 0 && isEmpty : count === 0)) return noChanges;
	const batch = nameBatch();
	for (const part of parts) {
		const names = isAnew ? [...part.rows.keys()] : [...part.changed, ...part.gone];
		const rows = names.map((name) => [name, part.rows.get(name)?.digest ?? null] as const);
		if (names.length === 0 && !isAnew) continue;
		const offer = { batch, rows: Object.fromEntries(rows), replaces: isAnew };
		await tables.offer('products', part.account, offer);
	}
	return isAnew ? writeAnew(parts, isEmpty, batch) : writeChanged(parts, batch);
}

const writeAnew = (parts: readonly Part[], isEmpty: boolean, batch: string): TableChanges => ({
	...noChanges,
	clearFrom: isEmpty ? null : '',
	inserts: parts.flatMap(({ rows }) => [...rows.values()].map(({ row }) => ({ ...row }))),
	batch,
});

const writeChanged = (parts: readonly Part[], batch: string): TableChanges => ({
	...noChanges,
	deletes: parts.flatMap(({ gone }) => gone.map(readName)),
	updates: parts.flatMap(({ changed, rows }) =>
		changed.map((name) => ({ ...rows.get(name)!.row })),
	),
	batch,
});

async function readPart(account: string, ports: ProductPorts): Promise<Part> {
	const cursor = await ports.data.ledger.tables.get('products', account);
	const rows: Part['rows'] = new Map();
	const known = await readProducts(account, ports);
	for (const product of known?.products ?? []) {
		const row = makeProductRow(product);
		// A stamp alone is no change.
		rows.set(nameRow(row), { row, digest: digest({ ...row, price_updated_at: null }) });
	}
	const { written, offered } = cursor ?? nothingShown;
	const changed = [...rows].filter(
		([name, { digest: now }]) => written[name] !== now || name in offered,
	);
	const shown = [...new Set([...Object.keys(written), ...Object.keys(offered)])];
	return {
		...{ account, cursor, rows },
		changed: changed.map(([name]) => name),
		gone: shown.filter((name) => !rows.has(name)),
	};
}

/** Item and product: the columns by which the table finds a row. */
const nameRow = ({ item_id, asin }: ProductRow): string => `${item_id}/${asin}`;

function readName(name: string): { item_id: number; asin: string } {
	const [item = '', asin = ''] = name.split('/');
	return { item_id: Number(item), asin };
}
