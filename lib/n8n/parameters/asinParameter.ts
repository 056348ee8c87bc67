import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readAsinList } from '../../listing/codes/asinList';

/** An input item with its ASIN; null if the given text is not an ASIN. */
export interface AsinItem {
	item: INodeExecutionData;
	index: number;
	asin: string | null;
	/** The parameter's value, for the error message. */
	given: string;
}

/** Returns one entry per item; several for an item whose parameter is a pasted list. */
export function readAskedAsins(context: IExecuteFunctions): AsinItem[] {
	return context.getInputData().flatMap((item, index): AsinItem[] => {
		const value = context.getNodeParameter('asin', index, '') as unknown;
		const given = value === undefined || value === null ? '' : String(value);
		const words = readAsinList(given);
		const isList = words.length > 1 && words.some(({ asin }) => asin !== null);
		if (!isList) {
			const asin = words.length === 1 ? (words[0]?.asin ?? null) : null;
			return [{ item, index, asin, given: given.trim() }];
		}
		return words.map((word) => ({
			item: { ...item, json: { ...item.json, asin: word.asin ?? word.given } },
			index,
			...word,
		}));
	});
}

/** Returns the entry of an item that has its ASIN already. */
export function readOwnAsin(item: INodeExecutionData, index: number): AsinItem & { asin: string } {
	const asin = String(item.json.asin);
	return { item, index, asin, given: asin };
}

/** A malformed ASIN is never sent, because it would fail a whole request at Amazon. */
export const describeMalformedAsin = (given: string): string =>
	given === ''
		? 'ASINがありません。前のノードから asin を受け取るか、ASIN 欄に入力してください。'
		: `「${given}」はASINの形式 (英大文字と数字の10文字) ではありません。`;
