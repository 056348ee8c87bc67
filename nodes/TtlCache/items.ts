import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { parseAsin } from '../../lib/listing/codes/asin';
import { failedItem } from '../../lib/n8n/errors';

/** The input of an operation: the items as they came, and the outside world. */
export interface Work {
	context: IExecuteFunctions;
	items: INodeExecutionData[];
	/** Milliseconds since 1970. */
	now: () => number;
}

export interface AsinItem {
	index: number;
	item: INodeExecutionData;
	asin: string;
}

/**
 * Returns the items that have an ASIN, and one failed item for each that doesn't. Without Continue On
 * Fail the first of those stops the node.
 */
export function readItemAsins({ context, items }: Work): {
	good: AsinItem[];
	failed: INodeExecutionData[];
} {
	const good: AsinItem[] = [];
	const failed: INodeExecutionData[] = [];
	items.forEach((item, index) => {
		const asin = parseAsin(item.json.asin);
		if (asin !== null) good.push({ index, item, asin });
		else failed.push(failedItem(context, item, index, new Error(asinProblem(item.json.asin))));
	});
	return { good, failed };
}

const asinProblem = (value: unknown): string =>
	value === undefined || value === null || value === ''
		? 'asin がありません。項目 asin に 10 文字の ASIN を入れてください'
		: `「${String(value).slice(0, 40)}」は ASIN ではありません (英大文字と数字 10 文字)`;
