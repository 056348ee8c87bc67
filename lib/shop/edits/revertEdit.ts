import type { Listing } from '../../listing/listing';
import type { Edits } from '../../listing/memory';
import { formatYen } from '../../listing/money';

/** The changes that a run wrote into one item, by field. */
export type WrittenFields = Record<string, { from: unknown; to: unknown }>;

export interface Revert {
	/** Puts back the fields that are still as that run left them; empty = nothing to do. */
	edits: Edits;
	/** In the owner's words: what is put back, what is left alone, and why. */
	why: string[];
}

/** What is known of the product now, so that nothing is put back that would sell at a loss or is sold out. */
export interface KnownCost {
	/** Smallest price that loses no money, yen; null or absent = not known. */
	floor?: number | null;
	in_stock?: boolean | null;
	/** Why an item that this run hid must stay hidden, for the owner; null or absent if it need not. */
	staysHidden?: string | null;
}

/**
 * Plans how to put back an item that a run edited. A field that somebody changed since then stays as
 * it is, and so does one that would put the item on sale below its cost or without stock at Amazon.
 */
export function planRevert(written: WrittenFields, shown: Listing, cost: KnownCost): Revert {
	const revert: Revert = { edits: {}, why: [] };
	const leave = (line: string) => void revert.why.push(line);
	for (const [field, { from, to }] of Object.entries(written)) {
		const row = /^variation:(\d+)$/.exec(field)?.[1];
		if (row !== undefined) revertRow({ id: row, from, to }, shown, cost, revert);
		if (!isField(field)) continue;
		const name = `${names[field]} ${said(field, to)} → ${said(field, from)}`;
		if (shown[field] === from) leave(`${names[field]}はすでに ${said(field, from)} です`);
		else if (shown[field] !== to)
			leave(
				`${names[field]}はその後 ${said(field, shown[field])} に変わったため、そのままにします`,
			);
		else if (field === 'price' && isBelow(from, cost.floor))
			leave(`${name} は下限 ${formatYen(cost.floor ?? 0)} を下回るため戻しません (原価割れ)`);
		else if (field === 'visible' && from === true && cost.staysHidden)
			leave(`${name} は${cost.staysHidden}ため戻しません`);
		else if (field === 'visible' && from === true && cost.in_stock === false)
			leave(`${name} はAmazonに在庫がないため戻しません`);
		else if (
			field === 'visible' &&
			from === true &&
			isBelow(priceAfter(written, shown), cost.floor)
		)
			leave(
				`${name} は販売価格が下限 ${formatYen(cost.floor ?? 0)} を下回るため戻しません (原価割れ)`,
			);
		else {
			Object.assign(revert.edits, { [field]: from });
			leave(`${name} に戻します`);
		}
	}
	return revert;
}

/** The field name of a row's stock in an edit. */
export const variationField = (id: string): string => `variation:${id}`;

/** Puts back the stock of one row, unless the product is sold out at Amazon or would sell at a loss. */
function revertRow(
	{ id, from, to }: { id: string; from: unknown; to: unknown },
	shown: Listing,
	cost: KnownCost,
	{ edits, why }: Revert,
): void {
	const row = shown.variations.find(({ variation_id }) => String(variation_id) === id);
	if (!row || typeof from !== 'number') {
		why.push(
			`バリエーション (ID ${id}) の在庫は元の数が分からないか、今はないため、そのままにします`,
		);
		return;
	}
	const name = `バリエーション「${row.title}」の在庫`;
	if (row.stock === from) why.push(`${name}はすでに ${from} です`);
	else if (row.stock !== to)
		why.push(`${name}はその後 ${row.stock} に変わったため、そのままにします`);
	else if (from > row.stock && cost.in_stock === false)
		why.push(`${name} ${row.stock} → ${from} はAmazonに在庫がないため戻しません`);
	else if (from > row.stock && isBelow(shown.price, cost.floor))
		why.push(
			`${name} ${row.stock} → ${from} は販売価格が下限 ${formatYen(cost.floor ?? 0)} を下回るため戻しません (原価割れ)`,
		);
	else {
		edits.row_stocks = { ...edits.row_stocks, [id]: from };
		why.push(`${name} ${row.stock} → ${from} に戻します`);
	}
}

const names = { price: '価格', visible: '公開状態', stock: '在庫' };

const isField = (field: string): field is keyof typeof names => Object.hasOwn(names, field);

/** The price that an item would have once it is put back on sale. */
const priceAfter = ({ price }: WrittenFields, shown: Listing): unknown =>
	price && shown.price === price.to ? price.from : shown.price;

const isBelow = (price: unknown, cost: number | null | undefined): boolean =>
	typeof price === 'number' && typeof cost === 'number' && price < cost;

function said(field: keyof typeof names, value: unknown): string {
	if (typeof value === 'boolean') return value ? '公開' : '非公開';
	return field === 'price' ? formatYen(Number(value)) : String(value);
}
