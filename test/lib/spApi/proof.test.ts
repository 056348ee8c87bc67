import type { Offer, OfferStatus } from '../../../lib/listing/offer';
import type { Look } from '../../../lib/spApi/offers/parseCompetitivePricing';
import {
	settled,
	soldOutOffer,
	unknownOffer,
	type OffersReading,
} from '../../../lib/spApi/offers/parseOffers';
import { prove, proveTwice, type KnownBefore } from '../../../lib/spApi/offers/proof';
import { offer } from '../../support/situation';

/** One row for each clause of the rule; all figures worked out by hand. */

const AT = '2026-11-24T21:00:00.000+09:00';
const context = { source: 'item_offers_batch' as const, fetchedAt: AT };

const listed = (...prices: number[]): OffersReading => {
	const candidates = prices.map((price, place) => ({
		offer: offer({ price, fetched_at: AT }),
		seller: `ASELLER${place}`,
		row: '',
	}));
	return { offer: candidates[0]!.offer, candidates, buyBoxPrice: null, isOnlyUnproved: false };
};
const soldOut = settled(soldOutOffer(context));
const look = (buyBoxPrice: number | null, newCount: number | null = 3): Look => ({
	fingerprint: 'x',
	buyBoxPrice,
	newCount,
});
const nothing: Look = { fingerprint: null, buyBoxPrice: null, newCount: null };
const onSale: KnownBefore = {
	isOnSale: true,
	wasConfirmed: true,
	contradictedSince: null,
	addsRisk: () => false,
};
const judge = (reading: OffersReading, seen: Look, known: KnownBefore = onSale) =>
	prove(reading, seen, AT, known);

describe('the price of an offer', () => {
	it.each<[string, number[], Look, { price: number | null; verdict: string }]>([
		['the Buy Box at the same price', [1000], look(1000), { price: 1000, verdict: 'supports' }],
		['a Buy Box 20% above', [1000], look(1250), { price: 1000, verdict: 'supports' }],
		['a Buy Box 20% below', [1200], look(1000), { price: 1200, verdict: 'supports' }],
		['a Buy Box 21% above', [1000], look(1270), { price: 1000, verdict: 'silent' }],
		[
			'a Buy Box far below, which the filter refuses',
			[2000],
			look(1000),
			{ price: 2000, verdict: 'silent' },
		],
		['no Buy Box and no second offer', [1000], look(null), { price: 1000, verdict: 'silent' }],
		['no answer', [1000], nothing, { price: 1000, verdict: 'silent' }],
		['a second offer 20% above', [1000, 1250], look(null), { price: 1000, verdict: 'supports' }],
		['a second offer 30% above', [1000, 1300], look(null), { price: 1000, verdict: 'silent' }],
		['exactly 75% of the Buy Box', [750], look(1000), { price: 750, verdict: 'silent' }],
		[
			'a cheap seller a quarter under the Buy Box',
			[760, 1000],
			look(1000),
			{ price: 760, verdict: 'silent' },
		],
		[
			'a scam at a tenth beside a Buy Box',
			[100, 1000],
			look(1000),
			{ price: 1000, verdict: 'supports' },
		],
		[
			'a scam at a tenth without a Buy Box',
			[100, 1000, 1100],
			look(null),
			{ price: 1000, verdict: 'supports' },
		],
		['two scams', [100, 110, 1000], look(1000), { price: 1000, verdict: 'supports' }],
		[
			'two scams without a Buy Box, which support each other',
			[100, 110, 1000],
			look(null),
			{ price: 100, verdict: 'supports' },
		],
	])('should be judged by %s', (_, prices, seen, { price, verdict }) => {
		const proof = judge(listed(...prices), seen);
		expect(proof).toMatchObject({
			offer: { status: 'in_stock', price, witness: { verdict } },
			needsSecondLook: false,
		});
	});

	it.each<[string, number | null, number | null]>([
		['no offer holds', null, 1000],
		['the offer itself holds', 700, 700],
		['a dearer offer holds', 1000, 1000],
		['an offer holds that the filter refuses, at less', 600, 700],
		['an offer holds that the filter refuses, at much more', 7000, null],
	])('should be compared without a look with the Buy Box that %s', (_, buyBoxPrice, price) => {
		const { offer: taken } = judge({ ...listed(700, 1000), buyBoxPrice }, nothing);
		expect(taken.price).toBe(price);
		if (price === null) expect(taken.reason).toContain('カート価格 7000円');
	});

	it('should be compared with the look rather than with the Buy Box of its own answer', () => {
		const reading = { ...listed(700, 1000), buyBoxPrice: 700 };
		expect(judge(reading, look(1000)).offer.price).toBe(1000);
	});

	it('should say how many cheaper offers were left out', () => {
		expect(judge(listed(100, 1000), look(1000)).offer.left_out).toBe(1);
		expect(judge(listed(1000), look(1000)).offer.left_out).toBeUndefined();
	});

	it('should be unknown and asked again where every offer is a fraction of the Buy Box', () => {
		const proof = judge(listed(736), look(7583));
		expect(proof).toMatchObject({
			offer: { status: 'unknown', price: null, witness: { verdict: 'contradicts' } },
			needsSecondLook: true,
		});
		expect(proof.offer.reason).toContain('736円');
		expect(proof.offer.reason).toContain('7583円');
	});

	it('should be that of the other operation where that one is believable', () => {
		const first = listed(736);
		const again = listed(7583);
		const settledOffer = proveTwice(
			first,
			judge(first, look(7583)).offer,
			judge(again, look(7583)),
			again,
		);
		expect(settledOffer).toMatchObject({ status: 'in_stock', price: 7583 });
	});

	it('should stay unknown where the other operation says the same', () => {
		const first = listed(736);
		const proof = judge(first, look(7583));
		expect(proveTwice(first, proof.offer, proof, first)).toMatchObject({ status: 'unknown' });
	});
});

describe('a price that nothing supports', () => {
	const adding = { ...onSale, addsRisk: () => true };
	/** 760 is between 75% and 80% of the Buy Box: believable, and not supported. */
	const box = look(1000);
	const askTwice = (first: OffersReading, second: OffersReading, seen: Look, known = adding) =>
		proveTwice(first, judge(first, seen, known).offer, judge(second, seen, known), second);
	const filteredOut = settled({
		...unknownOffer('条件', context),
		status: 'filtered_out',
	} as Offer);
	const gone = settled({ ...unknownOffer('InvalidInput', context), status: 'gone' } as Offer);
	const noAnswer = settled(unknownOffer('503', context));

	it('should be asked again where it would add risk in the shop', () => {
		expect(judge(listed(760), box, adding).needsSecondLook).toBe(true);
		expect(judge(listed(760), nothing, adding).needsSecondLook).toBe(true);
	});

	it('should not be asked again where it adds no risk', () => {
		expect(judge(listed(760), box).needsSecondLook).toBe(false);
	});

	it('should not be asked again once something supports it', () => {
		expect(judge(listed(1000), box, adding).needsSecondLook).toBe(false);
	});

	it('should be judged for risk by the offer that is chosen, not by a scam', () => {
		const asked: Array<number | null> = [];
		const addsRisk = ({ price }: Offer) => asked.push(price) > 0;
		judge(listed(100, 760), box, { ...onSale, addsRisk });
		expect(asked).toEqual([760]);
	});

	it.each<[string, number, number, true | undefined]>([
		['the same price', 760, 760, true],
		['a price 5% below the later one', 760, 800, true],
		['a price 5% above the later one', 840, 800, true],
		['a price one yen further below', 759, 800, undefined],
		['a price one yen further above', 841, 800, undefined],
	])('should be agreed on, or not, by %s', (_, first, second, agreed) => {
		const { price, witness } = askTwice(listed(first), listed(second), look(null));
		expect({ price, verdict: witness?.verdict, agreed: witness?.agreed }).toEqual({
			price: second,
			verdict: 'silent',
			agreed,
		});
	});

	it('should be that of the later answer with its own proof where that one differs', () => {
		expect(askTwice(listed(760), listed(980), box)).toMatchObject({
			price: 980,
			witness: { verdict: 'supports' },
		});
		expect(askTwice(listed(760), listed(980), box).witness).not.toHaveProperty('agreed');
	});

	it('should be supported and agreed on where a second offer has come meanwhile', () => {
		expect(askTwice(listed(760), listed(760, 800), look(null)).witness).toMatchObject({
			verdict: 'supports',
			agreed: true,
		});
	});

	it.each<[string, OffersReading, Look]>([
		['gives no answer', noAnswer, look(null)],
		['does not know the product', gone, look(null)],
		['lists a fraction of the Buy Box', listed(100), box],
		['is sold out beside a Buy Box', soldOut, box],
		['is sold out beside a count of 3', soldOut, look(null, 3)],
		['is sold out without a look', soldOut, nothing],
	])('should stay, and not be agreed on, if the other one %s', (_, second, seen) => {
		const settledOffer = askTwice(listed(760), second, seen);
		expect(settledOffer).toMatchObject({ status: 'in_stock', price: 760 });
		expect(settledOffer.witness).toMatchObject({ verdict: 'silent' });
		expect(settledOffer.witness).not.toHaveProperty('agreed');
	});

	it('should stay where "sold out" was contradicted for half an hour before', () => {
		const known = { ...adding, contradictedSince: '2026-11-24T20:30:00.000+09:00' };
		expect(askTwice(listed(760), soldOut, box, known)).toMatchObject({ price: 760 });
	});

	it('should give way to "sold out" if nothing is counted either', () => {
		expect(askTwice(listed(760), soldOut, look(null, 0))).toMatchObject({
			status: 'out_of_stock',
			witness: { verdict: 'supports' },
		});
	});

	it('should give way to offers that the filter refuses', () => {
		const settledOffer = askTwice(listed(760), filteredOut, look(null));
		expect(settledOffer).toMatchObject({ status: 'filtered_out', witness: { verdict: 'silent' } });
		expect(settledOffer.witness).not.toHaveProperty('agreed');
	});
});

describe('being sold out', () => {
	it.each<[string, Look, string]>([
		['a count of 0 and no Buy Box', look(null, 0), 'supports'],
		['no Buy Box and a count of 3', look(null, 3), 'silent'],
		['no Buy Box and no count', look(null, null), 'silent'],
		['no answer', nothing, 'silent'],
	])('should be believed with %s', (_, seen, verdict) => {
		expect(judge(soldOut, seen)).toMatchObject({
			offer: { status: 'out_of_stock', witness: { verdict } },
			needsSecondLook: false,
		});
	});

	it('should be unknown and asked again while a New Buy Box price is shown', () => {
		expect(judge(soldOut, look(980))).toMatchObject({
			offer: {
				status: 'unknown',
				witness: { verdict: 'contradicts', contradicted_since: AT },
			},
			needsSecondLook: true,
		});
	});

	it('should not be asked again of what is not on sale', () => {
		expect(judge(soldOut, look(980), { ...onSale, isOnSale: false }).needsSecondLook).toBe(false);
	});

	it('should be believed once it was contradicted for half an hour, and say so', () => {
		const known = { ...onSale, contradictedSince: '2026-11-24T20:30:00.000+09:00' };
		const { offer: believed } = judge(soldOut, look(980), known);
		expect(believed).toMatchObject({ status: 'out_of_stock', witness: { verdict: 'contradicts' } });
		expect(believed.reason).toContain('980円');
	});

	it('should wait on after 29 minutes, counted from the first contradiction', () => {
		const contradictedSince = '2026-11-24T20:31:00.000+09:00';
		expect(judge(soldOut, look(980), { ...onSale, contradictedSince })).toMatchObject({
			offer: { status: 'unknown', witness: { contradicted_since: contradictedSince } },
		});
	});

	it('should wait from this answer on where a clock ahead noted the contradiction', () => {
		const known = { ...onSale, contradictedSince: '2026-12-24T20:30:00.000+09:00' };
		expect(judge(soldOut, look(980), known).offer.witness).toMatchObject({
			contradicted_since: soldOut.offer.fetched_at,
		});
	});

	it('should be proved where the other operation says it too', () => {
		const proof = judge(soldOut, look(980));
		expect(proveTwice(soldOut, proof.offer, proof, soldOut)).toMatchObject({
			status: 'out_of_stock',
			witness: { verdict: 'supports', agreed: true },
		});
	});

	it('should be taken back where the other operation lists an offer', () => {
		const again = listed(980);
		const first = judge(soldOut, look(980)).offer;
		expect(proveTwice(soldOut, first, judge(again, look(980)), again)).toMatchObject({
			status: 'in_stock',
			price: 980,
		});
	});

	it('should stay undecided where the other operation gives no answer', () => {
		const silent = settled(unknownOffer('503', context));
		const first = judge(soldOut, look(980)).offer;
		const settledOffer = proveTwice(soldOut, first, judge(silent, look(980)), silent);
		expect(settledOffer).toMatchObject({ status: 'unknown', witness: { verdict: 'contradicts' } });
	});
});

describe('an answer that is no proof by itself', () => {
	const unproved = { ...settled(unknownOffer('合いません', context)), isOnlyUnproved: true };

	it.each<[string, OffersReading, Look, OfferStatus]>([
		[
			'is sold out where nothing is counted and nobody holds the Buy Box',
			unproved,
			look(null, 0),
			'out_of_stock',
		],
		['is unknown where offers are counted', unproved, look(null, 2), 'unknown'],
		['is unknown where somebody holds the Buy Box', unproved, look(980, 0), 'unknown'],
		['is unknown without a look', unproved, nothing, 'unknown'],
		[
			'is unknown where it names a New offer',
			{ ...unproved, isOnlyUnproved: false },
			look(null, 0),
			'unknown',
		],
	])('%s', (_, reading, seen, status) => {
		expect(judge(reading, seen).offer.status).toBe(status);
	});
});

describe('a product that Amazon does not know', () => {
	const gone = settled({ ...unknownOffer('InvalidInput', context), status: 'gone' } as Offer);

	it('should be asked again where it was confirmed before and is on sale', () => {
		expect(judge(gone, nothing)).toMatchObject({
			offer: { status: 'gone', witness: { verdict: 'silent' } },
			needsSecondLook: true,
		});
	});

	it.each([
		{ ...onSale, wasConfirmed: false },
		{ ...onSale, isOnSale: false },
	])('should be left alone else: %j', (known) => {
		expect(judge(gone, nothing, known).needsSecondLook).toBe(false);
	});

	it('should wait from this answer on where a clock ahead noted the contradiction', () => {
		const known = { ...onSale, contradictedSince: '2026-12-24T20:30:00.000+09:00' };
		expect(judge(soldOut, look(980), known).offer.witness).toMatchObject({
			contradicted_since: soldOut.offer.fetched_at,
		});
	});

	it('should be proved where the other operation says it too', () => {
		const proof = judge(gone, nothing);
		expect(proveTwice(gone, proof.offer, proof, gone)).toMatchObject({
			status: 'gone',
			witness: { verdict: 'supports', agreed: true },
		});
	});
});
