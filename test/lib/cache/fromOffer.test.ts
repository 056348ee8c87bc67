import { offerFromDocument } from '../../../lib/cache/offerFromDocument';
import { offerWrite } from '../../../lib/cache/fromOffer';
import type { Offer } from '../../../lib/listing/offer';

const offer: Offer = {
	status: 'in_stock',
	price: 1358,
	currency: 'JPY',
	shipping: 350,
	points: 14,
	is_fba: false,
	is_prime: true,
	is_buy_box: true,
	ships_within_hours: 48,
	seller_count: 4,
	source: 'item_offers',
	fetched_at: '2026-01-02T12:00:00+09:00',
	reason: null,
};

describe('an offer', () => {
	it('should renew price and stock with the time of its answer', () => {
		expect(offerWrite('B000000001', offer)).toEqual({
			asin: 'B000000001',
			set: {
				price: {
					price: 1358,
					currency: 'JPY',
					points: 14,
					shipping: 350,
					is_fba: false,
					is_prime: true,
					at: '2026-01-02T12:00:00+09:00',
				},
				stock: { in_stock: true, offer_status: 'in_stock', at: '2026-01-02T12:00:00+09:00' },
			},
		});
	});

	it.each(['out_of_stock', 'filtered_out'] as const)(
		'should renew both, without a price, when %s',
		(status) => {
			const write = offerWrite('B000000001', { ...offer, status, reason: '出品者なし' });

			expect(write?.set.price).toMatchObject({ price: null, at: offer.fetched_at });
			expect(write?.set.stock).toEqual({
				in_stock: false,
				offer_status: status,
				...(status === 'out_of_stock' ? { rechecked: false } : {}),
				at: offer.fetched_at,
			});
			expect(write?.set.error).toBeUndefined();
		},
	);

	it.each([true, false])('should keep whether two answers call it sold out: %s', (rechecked) => {
		const gone = { ...offer, status: 'out_of_stock' as const, rechecked, reason: '出品者なし' };
		const document = { asin: 'B000000001', ...offerWrite('B000000001', gone)?.set.stock };
		expect(offerFromDocument(document).rechecked ?? false).toBe(rechecked);
		expect(
			offerFromDocument({ ...document, in_stock: true, offer_status: 'in_stock' }),
		).toMatchObject({ status: 'in_stock' });
	});

	it('should leave data and ages alone when nothing is known', () => {
		const unknown = { ...offer, status: 'unknown' as const, price: null, reason: '503' };

		expect(offerWrite('B000000001', unknown)).toEqual({
			asin: 'B000000001',
			set: { error: { message: '503', at: offer.fetched_at } },
		});
	});

	it('should not make cached data look younger', () => {
		expect(offerWrite('B000000001', { ...offer, source: 'cache' })).toBeNull();
	});
});
