import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { ItemParts, Part, PartName } from './parts/itemParts';

/** Plain items in, plain items out: fields that a node does not know stay on the item. */

/** Adds a node's own parts to the item, and pairs it to its source item. */
export const addParts = (
	item: INodeExecutionData,
	index: number,
	parts: Partial<ItemParts>,
): INodeExecutionData => ({
	// n8n stores an object that several nodes put out only once.
	json: Object.keys(parts).length === 0 ? item.json : { ...item.json, ...(parts as IDataObject) },
	pairedItem: { item: index },
	...(item.binary ? { binary: item.binary } : {}),
});

/** Adds fields that no node reads: they are for people, tables and expressions. */
export const addFields = (
	item: INodeExecutionData,
	index: number,
	fields: object,
): INodeExecutionData => addParts(item, index, fields);

/** Makes a new item from one input item, with parts or with fields that no node reads. */
export const newItem = (json: Partial<ItemParts> | object, index = 0): INodeExecutionData => ({
	json: json as IDataObject,
	pairedItem: { item: index },
});

/** Returns a part of an item, e.g. `listing`; undefined if it is absent or not an object. */
export function readPart<Name extends PartName>(
	item: INodeExecutionData,
	name: Name,
): Part<Name> | undefined {
	const part = item.json[name];
	return typeof part === 'object' && part !== null && !Array.isArray(part)
		? (part as Part<Name>)
		: undefined;
}
