import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { parseAsin } from '../../lib/listing/codes/asin';
import { failedItem } from '../../lib/n8n/errors';
import { addParts } from '../../lib/n8n/items/items';

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
 * Fail the first of those stops the node. A line of an order without one passes through.
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
		else if (isOutsideOrder(item)) failed.push(addParts(item, index, {}));
		else failed.push(failedItem(context, item, index, new Error(asinProblem(item.json.asin))));
	});
	return { good, failed };
}

/** A line of an order that Amazon is not asked about: it goes on to the message as it is. */
const isOutsideOrder = ({ json: { asin, order } }: INodeExecutionData): boolean =>
	asin === null && typeof order === 'object' && order !== null;

const asinProblem = (value: unknown): string =>
	value === undefined || value === null || value === ''
		? 'asin がありません。項目 asin に 10 文字の ASIN を入れてください'
		: `「${String(value).slice(0, 40)}」は ASIN ではありません (英大文字と数字 10 文字)`;
