import { readPart } from '../../lib/n8n/items/items';
import type { AsinItem } from '../../lib/n8n/parameters/asinParameter';

/** Distinct ASINs: what screening saw move first, then as they came (the stalest first). */
export function orderUrgentFirst(items: readonly AsinItem[]): string[] {
	const isUrgent = ({ item }: AsinItem) => readPart(item, 'screen')?.outcome === 'moved';
	const ordered = [...items.filter(isUrgent), ...items.filter((entry) => !isUrgent(entry))];
	return [...new Set(ordered.flatMap(({ asin }) => (asin === null ? [] : [asin])))];
}
