import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { lowersRisk, type EditKind } from '../../lib/changes/decision';
import type { Listing } from '../../lib/listing/listing';
import type { Edits } from '../../lib/listing/memory';
import { newItem } from '../../lib/n8n/items/items';
import type { JobItem } from '../../lib/shop/jobs/job';

/** The item as the report reads it: the listing as it was, what was to be done, and what came of it. */
export function jobItem(
	item: INodeExecutionData,
	index: number,
	{ asin, listing, edits, why, result }: JobItem,
): INodeExecutionData {
	const kinds = kindsOf(edits, listing);
	const decision = {
		desired: { price: listing.price, visible: listing.visible, stock: listing.stock, ...edits },
		edits,
		kinds,
		risk: kinds.length === 0 ? 'none' : kinds.every(lowersRisk) ? 'lowers' : 'adds',
		held: null,
		held_moves: [],
		floor: null,
		why,
		approved: false,
	};
	const { run } = item.json;
	const { variation, ...shown } = listing;
	return {
		json: {
			...(run === undefined ? {} : { run }),
			asin,
			listing: shown as unknown as IDataObject,
			...(variation ? { variation: { ...variation } } : {}),
			decision,
			result: { ...result },
		},
		pairedItem: { item: index },
	};
}

/** n8n hands an empty item on where a filter let none pass, and starts a lone node with one. */
export const isEmpty = ({ json }: INodeExecutionData): boolean => Object.keys(json).length === 0;

/** n8n calls such a run a success: the person reads beside it that nothing was asked for. */
export function tellNothingToDo(context: IExecuteFunctions): void {
	context.addExecutionHints({
		message:
			'対象の商品がないため、BASEには何もしていません。このノードの前に BASE Listings を置いてください。',
		location: 'outputPane',
	});
}

/** So that what comes after still runs, and says that there was nothing to do. */
export const nothingDone = (item: INodeExecutionData | undefined): INodeExecutionData[] => [
	newItem(item?.json.run === undefined ? {} : { run: item.json.run }),
];

function kindsOf(edits: Edits, listing: Listing): EditKind[] {
	return [
		...(edits.visible === undefined ? [] : ([edits.visible ? 'show' : 'hide'] as const)),
		...(edits.price === undefined
			? []
			: ([edits.price > listing.price ? 'raise' : 'cut'] as const)),
		...(edits.stock === undefined ? [] : (['refill'] as const)),
		...new Set(
			Object.values(edits.row_stocks ?? {}).map((to) => (to > 0 ? 'refill' : 'empty') as EditKind),
		),
	];
}
