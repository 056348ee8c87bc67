import { offerFromDocument } from '../../../lib/cache/offerFromDocument';
import { offerWrite } from '../../../lib/cache/patchFromOffer';
import type { Offer, Witness } from '../../../lib/listing/offer';

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
					chosen_by: null,
					at: '2026-01-02T12:00:00+09:00',
				},
				stock: {
					in_stock: true,
					offer_status: 'in_stock',
					witness: null,
					at: '2026-01-02T12:00:00+09:00',
				},
				supported: { price: 1358, at: '2026-01-02T12:00:00+09:00', only_if_missing: true },
				contradicted_since: null,
				gone: null,
			},
		});
	});

	it('should note when Amazon called the product unknown, proved or not', () => {
		const gone = { ...offer, status: 'gone' as const, price: null };
		expect(offerWrite('B000000001', gone)?.set).toMatchObject({ gone: { at: offer.fetched_at } });
		const proved = { ...gone, witness: witness('supports') };
		expect(offerWrite('B000000001', proved)?.set).toMatchObject({
			gone: { at: offer.fetched_at },
			stock: { in_stock: false, offer_status: 'gone' },
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
				witness: null,
				at: offer.fetched_at,
			});
			expect(write?.set.error).toBeUndefined();
		},
	);

	const witness = (verdict: Witness['verdict']): Witness => ({
		buy_box_price: 1400,
		new_count: 4,
		seen_at: offer.fetched_at,
		verdict,
	});

	it('should keep what a second source said, and give it back', () => {
		const write = offerWrite('B000000001', { ...offer, witness: witness('silent') });
		const document = { asin: 'B000000001', ...write?.set.price, ...write?.set.stock };
		expect(offerFromDocument(document).witness).toEqual(witness('silent'));
		expect(write?.set.supported).toMatchObject({ price: 1358, only_if_missing: true });
	});

	it('should keep the last price that a second source supported', () => {
		const write = offerWrite('B000000001', { ...offer, witness: witness('supports') });
		expect(write?.set.supported).toEqual({ price: 1358, at: offer.fetched_at });
		expect(write?.set.contradicted_since).toBeNull();
	});

	it('should keep a price without support only where none is kept yet', () => {
		const agreed = { ...witness('silent'), agreed: true as const };
		const write = offerWrite('B000000001', { ...offer, witness: agreed });
		expect(write?.set.stock?.witness).toEqual(agreed);
		expect(write?.set.supported).toEqual({
			price: 1358,
			at: offer.fetched_at,
			only_if_missing: true,
		});
	});

	it('should keep a supported price whether or not both operations name it', () => {
		const agreed = { ...witness('supports'), agreed: true as const };
		const write = offerWrite('B000000001', { ...offer, witness: agreed });
		expect(write?.set.supported).toEqual({ price: 1358, at: offer.fetched_at });
	});

	it('should keep no price of a sold-out item that both operations agree on', () => {
		const agreed = { ...witness('supports'), agreed: true as const };
		const sold = { ...offer, status: 'out_of_stock' as const, price: null, witness: agreed };
		expect(offerWrite('B000000001', sold)?.set).not.toHaveProperty('supported');
	});

	it('should remember since when two sources contradict each other, and no price', () => {
		const contradicted_since = '2026-01-02T11:40:00+09:00';
		const write = offerWrite('B000000001', {
			...offer,
			status: 'unknown',
			price: null,
			reason: '確認中',
			witness: { ...witness('contradicts'), contradicted_since },
		});
		expect(write?.set).toEqual({
			error: { message: '確認中', at: offer.fetched_at },
			contradicted_since,
		});
	});

	it('should count "no such product" as an answer once the other operation says it too', () => {
		const gone = { ...offer, status: 'gone' as const, price: null, reason: 'InvalidInput' };
		const once = offerWrite('B000000001', { ...gone, witness: witness('silent') });
		const twice = offerWrite('B000000001', { ...gone, witness: witness('supports') });
		expect(once?.set.stock).toBeUndefined();
		expect(twice?.set.stock).toMatchObject({ in_stock: false, offer_status: 'gone' });
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
