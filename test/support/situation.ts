import { decide } from '../../lib/changes/decide';
import { tellHolds, type ToldDecision } from '../../lib/report/describeHold';
import type { GuardSettings } from '../../lib/listing/guards/guardSettings';
import { calmShop, type Situation } from '../../lib/changes/situation';
import { feePresets } from '../../lib/listing/pricing/fees';
import type { Listing } from '../../lib/listing/listing';
import type { Offer } from '../../lib/listing/offer';
import type { PricingRule } from '../../lib/listing/pricing/rule';

/** An item that is right as it stands: Amazon 1,000 yen, BASE 1,300 yen, shown. Tests change one thing. */

export const NOW = Date.parse('2026-11-24T21:00:00+09:00');

export const at = (minutesBefore: number): string =>
	new Date(NOW - minutesBefore * 60_000).toISOString();

export const markup13: PricingRule = {
	tiers: [{ upTo: null, markupPercent: 130 }],
	targetMarginPercent: null,
	fixedCost: 0,
	shippingCost: 0,
	fees: feePresets.base_standard,
	deductPoints: false,
	rounding: 'half_up_10',
	minimum: { price: 500, action: 'lift' },
	maximum: 100_000,
	minimumRatioPercent: 105,
};

export const guards: GuardSettings = {
	maximumCostAgeMs: 24 * 3_600_000,
	maximumAnswerAgeMs: 3 * 3_600_000,
	checkIdentity: true,
	respectOwner: true,
	minimumEditYen: 100,
	refillStock: 1,
};

export const listing = (changes: Partial<Listing> = {}): Listing => ({
	account: 'shop',
	item_id: 1,
	title: '給水器',
	price: 1300,
	visible: true,
	stock: 1,
	identifier: 'b-B0006L0120-20251124210000',
	variation_count: 0,
	variations: [],
	modified: null,
	read_at: at(5),
	...changes,
});

export const offer = (changes: Partial<Offer> = {}): Offer => ({
	status: 'in_stock',
	price: 1000,
	currency: 'JPY',
	shipping: 0,
	points: 0,
	is_fba: true,
	is_prime: true,
	is_buy_box: true,
	ships_within_hours: 24,
	seller_count: 3,
	witness: { buy_box_price: null, new_count: null, seen_at: at(1), verdict: 'supports' },
	source: 'item_offers_batch',
	fetched_at: at(1),
	reason: null,
	...changes,
});

export const soldOut = (changes: Partial<Offer> = {}): Offer =>
	offer({ status: 'out_of_stock', price: null, currency: null, reason: '売り切れ', ...changes });

export const unknown = (changes: Partial<Offer> = {}): Offer =>
	offer({ status: 'unknown', price: null, currency: null, reason: '応答なし', ...changes });

export const situation = (changes: Partial<Situation> = {}): Situation => ({
	listing: listing(),
	offer: offer(),
	cached: null,
	rule: markup13,
	ruleProblem: null,
	override: {},
	guards,
	now: NOW,
	...calmShop,
	version: null,
	pricedSince: null,
	ruling: null,
	block: null,
	answers: {},
	...changes,
});

export const decided = (changes: Partial<Situation> = {}): ToldDecision =>
	tellHolds(decide(situation(changes)));
