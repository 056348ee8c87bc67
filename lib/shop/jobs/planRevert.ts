import { variationField, type JournalEntry } from '../../ledger/journal';
import type { Listing } from '../../listing/listing';
import type { Edits } from '../../listing/memory';
import { formatYen } from '../../listing/money';

export interface Revert {
	/** Puts back the fields that are still as that run left them; empty = nothing to do. */
	edits: Edits;
	/** In the owner's words, for each of those fields. */
	puts: Array<{ field: keyof Edits; line: string }>;
	/** In the owner's words: what is left alone, and why. */
	left: string[];
}

/**
 * Plans how to put back an item that a run edited. A field that somebody changed since then stays as it is.
 * @param staysHidden why an item that this run hid must stay hidden, for the owner; null if it need not
 */
export function planRevert(
	written: JournalEntry['field_edits'],
	shown: Listing,
	staysHidden: string | null,
): Revert {
	const revert: Revert = { edits: {}, puts: [], left: [] };
	for (const [name, { from, to }] of Object.entries(written)) {
		const field = findField(name, shown, from);
		if (field === null) continue;
		if (typeof field === 'string') revert.left.push(field);
		else if (field.shown === from)
			revert.left.push(`${field.name}はすでに ${field.say(from)} です`);
		else if (field.shown !== to) {
			const now = field.say(field.shown);
			revert.left.push(`${field.name}はその後 ${now} に変わったため、そのままにします`);
		} else if (name === 'visible' && from === true && staysHidden !== null) {
			revert.left.push(
				`${field.name} ${field.say(to)} → ${field.say(from)} は${staysHidden}ため戻しません`,
			);
		} else {
			const line = `${field.name} ${field.say(to)} → ${field.say(from)} に戻します`;
			revert.puts.push({ field: field.field, line });
			Object.assign(revert.edits, field.put(revert.edits, from));
		}
	}
	return revert;
}

/** An edited field as the shop shows it now. */
interface ShownField {
	field: keyof Edits;
	name: string;
	shown: unknown;
	say: (value: unknown) => string;
	put: (edits: Edits, value: unknown) => Edits;
}

const names = { price: '価格', visible: '公開状態', stock: '在庫' };

/** Returns a sentence if the field can't be put back, and null if it is none of an edit's. */
function findField(name: string, shown: Listing, from: unknown): ShownField | string | null {
	const row = /^variation:(\d+)$/.exec(name)?.[1];
	if (row !== undefined) return findRow(row, shown, from);
	if (!Object.hasOwn(names, name)) return null;
	const field = name as keyof typeof names;
	const say = (value: unknown) => {
		if (typeof value === 'boolean') return value ? '公開' : '非公開';
		return field === 'price' ? formatYen(Number(value)) : String(value);
	};
	const put = (_: Edits, value: unknown) => ({ [field]: value });
	return { field, name: names[field], shown: shown[field], say, put };
}

function findRow(id: string, shown: Listing, from: unknown): ShownField | string {
	const row = shown.variations.find(
		({ variation_id }) => variationField(variation_id) === variationField(id),
	);
	if (!row || typeof from !== 'number') {
		return `バリエーション (ID ${id}) の在庫は元の数が分からないか、今はないため、そのままにします`;
	}
	return {
		field: 'row_stocks',
		name: `バリエーション「${row.title}」の在庫`,
		shown: row.stock,
		say: String,
		put: ({ row_stocks }, value) => ({ row_stocks: { ...row_stocks, [id]: Number(value) } }),
	};
}
