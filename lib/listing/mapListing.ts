import { readIdentifier } from './identifier';
import type { Listing, ListingRow, ListingVariation } from './listing';

/**
 * What a listing sells: one product, a product for each of its rows, or nothing that its codes tell.
 * A row without an ASIN of its own is what the item's code says.
 */
export type MappedListing =
	| { kind: 'whole'; asin: string }
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
		if (item.kind === 'asin') return { kind: 'whole', asin: item.asin };
		const rows = trouble === undefined ? '' : `。バリエーションも読めません (${trouble})`;
		return { kind: 'unmapped', reason: `${item.reason}${rows}` };
	}
	const readings = variations.map((row) => {
		const reading = readIdentifier(row.identifier, pattern);
		return { row, reading: reading.kind === 'asin' ? reading : item, own: reading };
	});
	const named = readings.flatMap(({ row, reading }) =>
		reading.kind === 'asin' ? [{ asin: reading.asin, row }] : [],
	);
	if (named.length === 0 && item.kind === 'unmapped') return item;
	const nameless = readings.find(({ reading }) => reading.kind === 'unmapped');
	if (nameless?.own.kind === 'unmapped') {
		const reason = `バリエーション「${nameless.row.title}」の${nameless.own.reason}`;
		return { kind: 'unmapped', reason };
	}
	return mapNamed(named);
}

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
