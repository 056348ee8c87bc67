import type { INodeExecutionData } from 'n8n-workflow';
import type { PriceOverride } from '../../../listing/pricing/rule';
import { mergeItemRule } from '../../../report/desk/items/itemRule';
import { readPart } from '../../items/items';

/**
 * Reads the owner's settings for one item from its `override` part: columns of a Google Sheet or a Data
 * Table that was merged in. They are read as the desk and its CSV read them; an empty cell sets nothing.
 * @throws Error that names the cell that can't be read, and how to write it
 */
export function readOverride(item: INodeExecutionData): PriceOverride {
	const given = readPart(item, 'override');
	if (!given) return {};
	const { price, markup, floor, never_touch } = given;
	const { value, problem } = mergeItemRule(
		{},
		{
			...{ price: toText(price), markup: toText(markup), floor: toText(floor) },
			neverTouch: toText(never_touch),
		},
	);
	if (problem !== null) throw new Error(`商品ごとのルール (override) の${problem}`);
	return value;
}

/** A tick box is no number, and a list is no figure: both are read as what they look like. */
function toText(cell: unknown): string {
	if (cell === undefined || cell === null) return '';
	return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}
