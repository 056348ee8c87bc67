import type { Offer } from '../../../../../lib/listing/offer';
import { offer } from '../../../../support/situation';

/** What Amazon would say of a product if it were asked now. */
export interface Page {
	price: number;
	stock: 'in_stock' | 'out_of_stock' | 'filtered_out' | 'gone';
	/** What the second source says. `agreed`: nothing, but the other operation names the same. */
	witness: 'supports' | 'silent' | 'agreed' | 'contradicts';
	/** false: no answer comes. */
	answers: boolean;
}

/** Makes the offer that the runs would get. */
export function makeOffer(page: Page, at: string): Offer {
	const { price, stock, witness } = page;
	const verdict = witness === 'agreed' ? 'silent' : witness;
	const seen = {
		...{ buy_box_price: null, new_count: null, seen_at: at, verdict },
		...(witness === 'agreed' ? { agreed: true as const } : {}),
	};
	const found = { fetched_at: at, witness: seen, source: 'item_offers' as const };
	const without = { price: null, currency: null, points: null };
	if (!page.answers || witness === 'contradicts') {
		const contradicted = page.answers ? {} : { witness: undefined };
		return offer({ ...found, ...without, ...contradicted, status: 'unknown', reason: '応答なし' });
	}
	if (stock === 'in_stock') return offer({ ...found, price });
	return offer({ ...found, ...without, status: stock, reason: '買えません' });
}
