import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { parseAsin } from '../listing/asin';

/** An input item with the ASIN it asks about; null where what it names is no ASIN. */
export interface AsinItem {
	item: INodeExecutionData;
	index: number;
	asin: string | null;
	/** What the parameter held, for the error message. */
	given: string;
}

export function readAsins(context: IExecuteFunctions): AsinItem[] {
	return context.getInputData().map((item, index) => {
		const given = context.getNodeParameter('asin', index, '') as unknown;
		return {
			item,
			index,
			asin: parseAsin(given),
			given: given === undefined || given === null ? '' : String(given),
		};
	});
}

/** One malformed ASIN would fail a whole request at Amazon: it is never sent. */
export const malformedAsin = (given: string): string =>
	given === ''
		? 'ASINがありません。前のノードから asin を受け取るか、ASIN 欄に入力してください。'
		: `「${given}」はASINの形式 (英大文字と数字の10文字) ではありません。`;
