import { NodeOperationError } from 'n8n-workflow';
import type { CacheWrite } from '../../lib/cache/cache';
import { inChunks } from '../../lib/listing/inChunks';
import { requireRunning } from '../../lib/n8n/cancel';
import type { Work } from './items';
import type { ShopData } from '../../lib/shop/shopData';
import { describeProblem, reportedEntry } from '../../lib/n8n/items/write/writtenParts';

const CHUNK = 200;

/**
 * Stores the reported baselines from a report's list. If the list is missing the node stops: a baseline
 * that silently stays behind would repeat the same message for ever.
 */
export async function writeReportedList(work: Work, data: ShopData): Promise<void> {
	const entries = work.items.flatMap((_, index) => readList(work, index));
	const unique = [...new Map(entries.map((write) => [JSON.stringify(write), write])).values()];
	for (const chunk of inChunks(unique, CHUNK)) {
		requireRunning(work.context);
		for (const outcome of await data.cache.write(chunk)) {
			if (!outcome.ok) throw new NodeOperationError(work.context.getNode(), outcome.error);
		}
	}
}

/** The parameter is the list itself (an expression) or the name of the field that holds it. */
function readList({ context, items }: Work, itemIndex: number): CacheWrite[] {
	const given: unknown = context.getNodeParameter('reportedList', itemIndex);
	const list: unknown =
		typeof given === 'string' ? readField(items[itemIndex]!.json, given.trim()) : given;
	if (!Array.isArray(list)) {
		throw new NodeOperationError(
			context.getNode(),
			`Reported List に配列がありません (${typeof given === 'string' ? `項目「${given}」` : typeof given})`,
			{ itemIndex },
		);
	}
	return list.map((entry, place) => {
		const parsed = reportedEntry.safeParse(entry);
		if (!parsed.success) {
			const problem = describeProblem(`Reported List [${place}]`, parsed.error);
			throw new NodeOperationError(context.getNode(), problem, { itemIndex });
		}
		const { asin, account, ...state } = parsed.data;
		return { asin, set: { reported: { [account]: state } } };
	});
}

/** A dotted path, e.g. `report.reported`. */
const readField = (json: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>(
			(value, field) =>
				typeof value === 'object' && value !== null && Object.hasOwn(value, field)
					? (value as Record<string, unknown>)[field]
					: undefined,
			json,
		);
