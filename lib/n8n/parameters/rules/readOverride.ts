import type { INodeExecutionData } from 'n8n-workflow';
import type { PriceOverride } from '../../../listing/pricing/rule';
import { mergeItemRule } from '../../../report/desk/items/itemRule';
import { readPart } from '../../items/items';

/** The owner's settings for one item, as far as they can be read. */
export interface OwnSettings {
	override: PriceOverride;
	/** Names the cell that can't be read, and how to write it, for the owner; null if all can. No price is made then. */
	ownProblem: string | null;
}

/**
 * Reads the owner's settings for one item from its `override` part: columns of a Google Sheet or a Data
 * Table that was merged in. They are read as the desk and its CSV read them; an empty cell sets nothing. Beside a
 * cell that can't be read, what keeps the item from a loss, or from us, holds all the same.
 */
export function readOverride(item: INodeExecutionData): OwnSettings {
	const given = readPart(item, 'override');
	if (!given) return { override: {}, ownProblem: null };
	const [price, markup, floor, neverTouch] = [
		...[given.price, given.markup, given.floor, given.never_touch],
	].map(toText);
	const { value, problem } = mergeItemRule({}, { price, markup, floor, neverTouch });
	if (problem === null) return { override: value, ownProblem: null };
	const kept = [{ floor }, { neverTouch }].map((cell) => mergeItemRule({}, cell).value ?? {});
	return {
		override: Object.assign({}, ...kept) as PriceOverride,
		ownProblem: `商品ごとのルール (override) の${problem}`,
	};
}

/** A tick box is no number, and a list is no figure: both are read as what they look like. */
function toText(cell: unknown): string {
	if (cell === undefined || cell === null) return '';
	return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}
