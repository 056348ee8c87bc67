import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** Plain items in, plain items out: fields that a node does not know stay on the item. */

/** The item with a node's own part added, paired to where it came from. */
export const withPart = (
	item: INodeExecutionData,
	index: number,
	part: Record<string, unknown>,
): INodeExecutionData => ({
	json: { ...item.json, ...(part as IDataObject) },
	pairedItem: { item: index },
	...(item.binary ? { binary: item.binary } : {}),
});

/** A new item that stems from one input item. */
export const newItem = (json: object, index = 0): INodeExecutionData => ({
	json: json as IDataObject,
	pairedItem: { item: index },
});

/** An object part of an item, e.g. `listing`; undefined where it is absent or no object. */
export function partOf<T extends object>(item: INodeExecutionData, name: string): T | undefined {
	const part = item.json[name];
	return typeof part === 'object' && part !== null && !Array.isArray(part)
		? (part as unknown as T)
		: undefined;
}
