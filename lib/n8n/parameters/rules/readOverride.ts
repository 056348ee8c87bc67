import type { INodeExecutionData } from 'n8n-workflow';
import type { PriceOverride } from '../../../listing/pricing/rule';
import { readPart } from '../../items/items';
import { requirePercent } from './readRule';

/**
 * Reads the owner's settings for one item from its `override` part: columns of a Google Sheet or a Data
 * Table that was merged in. An empty cell sets nothing.
 */
export function readOverride(item: INodeExecutionData): PriceOverride {
	const given = readPart(item, 'override');
	if (!given) return {};
	const price = yenCell(given.price, 'override.price');
	const floor = yenCell(given.floor, 'override.floor');
	const markup = numberCell(given.markup, 'override.markup');
	return {
		...(price === undefined ? {} : { price }),
		...(floor === undefined ? {} : { floor }),
		...(markup === undefined ? {} : { markupPercent: requirePercent(markup, 'override.markup') }),
		...(isYes(given.never_touch) ? { neverTouch: true } : {}),
	};
}

function numberCell(cell: unknown, field: string): number | undefined {
	if (cell === undefined || cell === null || cell === '') return undefined;
	const value = typeof cell === 'string' ? Number(cell.replace(/[,円\s]/g, '')) : cell;
	if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
	throw new Error(
		`${field}「${String(cell)}」を数として読めません。空にするか、正の数を入れてください。`,
	);
}

function yenCell(cell: unknown, field: string): number | undefined {
	const value = numberCell(cell, field);
	if (value === undefined || Number.isInteger(value)) return value;
	throw new Error(`${field}「${String(cell)}」は整数 (円) で入れてください。`);
}

const isYes = (cell: unknown): boolean =>
	cell === true || ['true', 'yes', '1', 'はい', '○'].includes(String(cell).trim().toLowerCase());
