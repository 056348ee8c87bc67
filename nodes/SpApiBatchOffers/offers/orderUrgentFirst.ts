import { readPart } from '../../../lib/n8n/items/items';
import type { AsinItem } from '../../../lib/n8n/parameters/asinParameter';

/**
 * Returns distinct ASINs: those that screening saw move first, the others in their order (the stalest
 * first).
 */
export function orderUrgentFirst(items: readonly AsinItem[]): string[] {
	const isUrgent = ({ item }: AsinItem) => readPart(item, 'screen')?.outcome === 'moved';
	const ordered = [...items.filter(isUrgent), ...items.filter((entry) => !isUrgent(entry))];
	return [...new Set(ordered.flatMap(({ asin }) => (asin === null ? [] : [asin])))];
}
