import fc from 'fast-check';
import { decide } from '../../../lib/changes/decide';
import type { Situation } from '../../../lib/changes/situation';
import type { Listing } from '../../../lib/listing/listing';
import type { ShopMemory } from '../../../lib/listing/memory';
import { computeFloor } from '../../../lib/listing/pricing/pricing';
import { casesOf } from '../../support/cases';
import { at, guards, markup13, NOW } from '../../support/situation';
import { anySituation, withRows } from '../../support/situations';

const RUNS = { numRuns: casesOf(10_000) };

/** A property of every situation. */
const always = (holds: (given: Situation) => boolean | void): void =>
	fc.assert(fc.property(anySituation, holds), RUNS);

/** The listing as it stands after the edits went out. */
function after(given: Situation): Listing {
	const { row_stocks: stocks = {}, ...edits } = decide(given).edits;
	const edited = { ...given.listing!, ...edits };
	if (edited.variations.length === 0) return edited;
	const rows = edited.variations.map((row) => stocks[row.variation_id] ?? row.stock);
	const { variation } = edited;
	return {
		...withRows(edited, rows),
		...(variation ? { variation: { ...variation, stock: rows[0]! } } : {}),
	};
}

const memoryOf = ({ cached }: Situation): ShopMemory => cached?.shop?.['shop/1'] ?? {};

/** Of a row: its item is shown, and it has stock. */
const isOnSale = ({ visible, variation }: Listing): boolean =>
	visible && (!variation || variation.stock > 0);

const isYoung = ({ offer }: Situation): boolean => {
	const age = NOW - Date.parse(offer.fetched_at);
	return age >= -1000 && age <= guards.maximumAnswerAgeMs + 1000;
};

describe('decide, for any situation', () => {
	it('should never edit a price to below the floor', () => {
		always((given) => {
			const { edits, floor } = decide(given);
			return edits.price === undefined || (floor !== null && edits.price >= floor);
		});
	});

	it('should leave no visible item below its known floor', () => {
		always((given) => {
			const { offer: amazon, override } = given;
			if (amazon.status !== 'in_stock' || override.neverTouch) return true;
			const floor = computeFloor({ price: amazon.price!, points: 0 }, markup13, override);
			const result = after(given);
			return !isOnSale(result) || result.price >= floor;
		});
	});

	it('should change no price and show nothing by a rule that cannot be read, and hide all the same', () => {
		always((given) => {
			const { edits } = decide({ ...given, ruleProblem: '掛け率が空です' });
			expect(edits.price).toBeUndefined();
			expect(edits.visible).not.toBe(true);
			const isSold = given.offer.status !== 'in_stock';
			if (isSold) expect(edits).toEqual(decide(given).edits);
		});
	});

	it('should never edit the price of a row, nor hide an item that has another in stock', () => {
		always((given) => {
			if (!given.listing?.variation) return true;
			const { price: edited, visible } = decide(given).edits;
			return edited === undefined && (visible !== false || after(given).stock === 0);
		});
	});

	it('should change nothing for an unknown answer while the cost is young', () => {
		fc.assert(
			fc.property(anySituation, fc.integer({ min: 0, max: 1440 }), (given, age) => {
				const young = { price_updated_at: at(age), stock_updated_at: at(age), in_stock: true };
				const cached = { ...given.cached, ...young };
				const unknown = { ...given.offer, status: 'unknown' as const, price: null };
				const cost = cached.price ?? null;
				const { override } = given;
				const floor =
					cost === null ? 0 : computeFloor({ price: cost, points: 0 }, markup13, override);
				fc.pre(given.listing!.price >= floor);
				expect(decide({ ...given, cached, offer: unknown }).edits).toEqual({});
			}),
			RUNS,
		);
	});

	it('should never add risk on an answer that is unknown, sold out, old or from the future', () => {
		always((given) => {
			const { risk } = decide(given);
			return risk !== 'adds' || (given.offer.status === 'in_stock' && isYoung(given));
		});
	});

	it('should add no risk on one silent answer, but for a cut at no lower cost', () => {
		always((given) => {
			const { witness, price } = given.offer;
			const { kinds, risk } = decide(given);
			if (risk !== 'adds' || witness?.verdict === 'supports' || witness?.agreed) return true;
			if (given.answers.unsupported?.answer === 'yes') return true;
			const known = memoryOf(given).last_written?.cost?.price;
			const risky = kinds.filter((kind) => ['show', 'cut', 'refill'].includes(kind));
			return risky.every((kind) => kind === 'cut') && known !== undefined && price! >= known;
		});
	});

	it('should ask before it follows a cost far below the last supported one', () => {
		always((given) => {
			const { offer: amazon, cached, answers } = given;
			if (decide(given).risk !== 'adds' || amazon.witness?.verdict === 'supports') return true;
			const supported = cached?.supported?.price ?? 0;
			return amazon.price! * 100 >= supported * 70 || answers.unsupported?.answer === 'yes';
		});
	});

	it('should never write a price again for the same reasons without a yes', () => {
		always((given) => {
			const { edits, floor, reasons } = decide(given);
			const { last_written: written } = memoryOf(given);
			if (edits.price === undefined || given.version === null || !written?.cost) return true;
			if (given.listing!.price < floor!) return true;
			// The list is older than our last edit.
			if (Date.parse(written.price_at ?? '') > Date.parse(given.listing!.read_at)) return true;
			const isSame =
				written.cost.price === reasons?.cost?.price &&
				written.cost.points === reasons.cost.points &&
				written.rules === reasons.rules &&
				(written.override ?? null) === reasons.override;
			return !isSame || given.answers.unexplained?.answer === 'yes';
		});
	});

	it("should write no price beside the shop's book, but for what makes a loss", () => {
		always((given) => {
			const dearer = { ...markup13, tiers: [{ upTo: null, markupPercent: 140 }] };
			const { edits, floor } = decide({ ...given, version: null, ruling: dearer });
			if (edits.price === undefined || given.listing!.price < floor!) return true;
			// A price of the owner's, or the smallest price, is the same by both rules.
			return given.override.price !== undefined || edits.price === 500 || isMarkedUp(given);
		});
	});

	it('should hold no hide, and no raise of what makes a loss', () => {
		always((given) => {
			const { held_moves: held, floor } = decide(given);
			const { price, variation_count: rows } = given.listing!;
			expect(held.filter(({ kind }) => kind === 'hide' || kind === 'empty')).toEqual([]);
			// The price of an item with rows may be the owner's: it is taken off sale instead.
			if (floor === null || price >= floor || rows > 0) return;
			expect(held.filter(({ kind }) => kind === 'raise')).toEqual([]);
		});
	});

	it('should never show what the owner or the brake hid', () => {
		always((given) => {
			const memory = memoryOf(given);
			if (decide(given).edits.visible !== true) return true;
			const { hidden_by_sync_at, hide_intended_at, adopted_at, hidden_by_brake_at } = memory;
			if (given.isBraked && hidden_by_brake_at) return false;
			return !!(hidden_by_sync_at ?? hide_intended_at ?? adopted_at ?? hidden_by_brake_at);
		});
	});

	it('should never show what somebody changed since without a yes', () => {
		always((given) => {
			const { own_modified: own, last_written: written } = memoryOf(given);
			const { modified, read_at } = given.listing!;
			if (decide(given).edits.visible !== true || !own || !modified) return true;
			// A stamp before our own is that of an older list.
			if (Date.parse(modified) <= Date.parse(own)) return true;
			const isReadBefore = !!written && Date.parse(read_at) < Date.parse(written.at);
			return isReadBefore || given.answers.hidden_by_hand?.answer === 'yes';
		});
	});

	it("should never edit the owner's price while it makes no loss", () => {
		always((given) => {
			const { edits, floor } = decide(given);
			const { last_written: written } = memoryOf(given);
			const { price, read_at } = given.listing!;
			if (edits.price === undefined || written?.price === undefined || price < floor!) return true;
			// A price that the owner fixed and that was never written is their later word.
			if (edits.price === given.override.price) return written.price !== edits.price;
			// A list that was read before our own write does not show it yet.
			return price === written.price || Date.parse(written.at) > Date.parse(read_at);
		});
	});

	it('should find nothing more to do once its edits went out', () => {
		always((given) => {
			const { edits, reasons } = decide(given);
			const memory = memoryOf(given);
			const priced = edits.price === undefined ? {} : { price_at: at(0), ...reasons };
			const written = {
				...memory,
				last_written: { ...memory.last_written, ...edits, ...priced, at: at(0) },
				...(edits.visible === false ? { hidden_by_sync_at: at(0) } : {}),
			};
			const cached = { ...given.cached, shop: { 'shop/1': written, 'shop/1/11': written } };
			const looked = { ...after(given), read_at: at(0) };
			// A yes is spent with the edits; one that was said to something else may fit what they left.
			const unspent = Object.entries(given.answers).filter(([, each]) => each.answer !== 'yes');
			const answers = Object.fromEntries(unspent);
			const left = { ...given, listing: looked, cached, answers };
			expect(decide(left).edits).toEqual({});
		});
	});
});

/** True if both markups name the same price, as below the smallest one. */
const isMarkedUp = ({ offer: { price }, override }: Situation): boolean =>
	override.markupPercent !== undefined || price! * 1.4 < 500;
