import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { ItemParts, Part, PartName } from './itemParts';

/** Plain items in, plain items out: fields that a node does not know stay on the item. */

/** The item with a node's own parts added, paired to where it came from. */
export const addParts = (
	item: INodeExecutionData,
	index: number,
	parts: Partial<ItemParts>,
): INodeExecutionData => ({
	json: { ...item.json, ...(parts as IDataObject) },
	pairedItem: { item: index },
	...(item.binary ? { binary: item.binary } : {}),
});

/** The item with fields that no node reads: for people, tables and expressions. */
export const addFields = (
	item: INodeExecutionData,
	index: number,
	fields: object,
): INodeExecutionData => addParts(item, index, fields);

/** A new item that stems from one input item: parts, or fields that no node reads. */
export const newItem = (json: Partial<ItemParts> | object, index = 0): INodeExecutionData => ({
	json: json as IDataObject,
	pairedItem: { item: index },
});

/** A part of an item, e.g. `listing`; undefined where it is absent or no object. */
export function readPart<Name extends PartName>(
	item: INodeExecutionData,
	name: Name,
): Part<Name> | undefined {
	const part = item.json[name];
	return typeof part === 'object' && part !== null && !Array.isArray(part)
		? (part as Part<Name>)
		: undefined;
}
