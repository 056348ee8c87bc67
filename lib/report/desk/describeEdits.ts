import type { JournalEntry } from '../../ledger/journal';
import { formatCount, formatYen } from '../../listing/money';

/** Says what an edit did to an item, e.g. `2,600円 → 3,120円`, `非公開にしました`. */
export function describeEdits(edits: JournalEntry['field_edits']): string {
	return Object.entries(edits)
		.map(([field, { from, to }]) => {
			if (field === 'price') return `${sayYen(from)} → ${sayYen(to)}`;
			if (field === 'visible') return to ? '公開しました' : '非公開にしました';
			if (field === 'deleted') return `削除しました (${String(from)})`;
			if (field === 'identifier') return `商品コード ${String(from)} → ${String(to)}`;
			return `在庫 ${sayCount(from)} → ${sayCount(to)}`;
		})
		.join('、');
}

const sayYen = (value: unknown): string => (typeof value === 'number' ? formatYen(value) : '—');

const sayCount = (value: unknown): string => (typeof value === 'number' ? formatCount(value) : '—');
