import { readIdentifier, type IdentifierReading } from './identifier';
import type { Listing, ListingRow, ListingVariation } from '../listing';

/**
 * The products that a listing sells: one, one for each of its rows, or none if its codes name none. A
 * row without its own ASIN sells the product in the item's code.
 */
export type MappedListing =
	/** `doubt`: why the code is no proof yet, for the owner; absent if it is proof. */
	| { kind: 'whole'; asin: string; doubt?: string }
	| { kind: 'rows'; rows: MappedRow[] }
	| { kind: 'unmapped'; reason: string };

export interface MappedRow {
	asin: string;
	variation: ListingRow;
}

/** @param pattern the shop's own format of a code, as for `readIdentifier` */
export function mapListing(listing: Listing, pattern?: RegExp): MappedListing {
	const item = readIdentifier(listing.identifier, pattern);
	const { variations, unreadable_variation: trouble } = listing;
	if (variations.length === 0) {
		if (item.kind !== 'unmapped') return mapWhole(item);
		const rows = trouble === undefined ? '' : `。バリエーションも読めません (${trouble})`;
		return { kind: 'unmapped', reason: `${item.reason}${rows}` };
	}
	// A row's code that only looks like an ASIN names nothing, so the item's code is used instead.
	const readings = variations.map((row) => {
		const own = readIdentifier(row.identifier, pattern);
		return { row, own, reading: own.kind === 'asin' ? own : item };
	});
	const named = readings.flatMap(({ row, reading }) =>
		reading.kind === 'asin' ? [{ asin: reading.asin, row }] : [],
	);
	const alike = readings.find(
		({ own }) =>
			own.kind === 'candidate' &&
			(item.kind === 'unmapped' || (item.kind === 'candidate' && own.asin !== item.asin)),
	);
	if (named.length === 0 && !alike) return item.kind === 'unmapped' ? item : mapWhole(item);
	const nameless = alike ?? readings.find(({ reading }) => reading.kind !== 'asin');
	if (nameless && nameless.own.kind !== 'asin') {
		const reason = `バリエーション「${nameless.row.title}」の${nameless.own.reason}`;
		return { kind: 'unmapped', reason };
	}
	return mapNamed(named);
}

const mapWhole = (reading: Exclude<IdentifierReading, { kind: 'unmapped' }>): MappedListing =>
	reading.kind === 'asin'
		? { kind: 'whole', asin: reading.asin }
		: { kind: 'whole', asin: reading.asin, doubt: reading.reason };

function mapNamed(named: ReadonlyArray<{ asin: string; row: ListingVariation }>): MappedListing {
	const asins = [...new Set(named.map(({ asin }) => asin))];
	const [only, ...others] = asins;
	if (only !== undefined && others.length === 0) return { kind: 'whole', asin: only };
	return {
		kind: 'rows',
		rows: named.map(({ asin, row: { variation_id, title, stock } }) => {
			const siblings = named
				.filter(({ row }) => row.variation_id !== variation_id)
				.map(({ asin: other, row }) => ({ variation_id: row.variation_id, asin: other }));
			return { asin, variation: { variation_id, title, stock, siblings } };
		}),
	};
}
