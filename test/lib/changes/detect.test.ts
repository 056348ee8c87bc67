import { detectChange, withoutTold } from '../../../lib/changes/detect';
import { at, offer, soldOut, unknown } from '../../support/situation';

const yen100 = { yen: 100, percent: null };
const told = { price: 1000, in_stock: true, at: at(600) };

describe('detectChange', () => {
	it('should keep the first sight of an item without telling anybody', () => {
		expect(detectChange(offer(), undefined, yen100)).toEqual({
			change: null,
			firstSight: { price: 1000, in_stock: true, at: at(1) },
		});
	});

	it.each([
		[1099, false],
		[1100, true],
		[901, false],
		[900, true],
		[1000, false],
	])('should weigh 1,000 -> %i yen against 100 yen', (price, isChange) => {
		expect(detectChange(offer({ price }), told, yen100).change !== null).toBe(isChange);
	});

	it('should weigh by percent too where that is set', () => {
		const cheap = { ...told, price: 400 };
		expect(detectChange(offer({ price: 440 }), cheap, yen100).change).toBeNull();
		expect(
			detectChange(offer({ price: 440 }), cheap, { yen: 100, percent: 10 }).change,
		).toMatchObject({ diff: 40 });
	});

	it('should tell a flip of stock, with no price difference to it', () => {
		expect(detectChange(soldOut(), told, yen100).change).toEqual({
			kinds: ['stock'],
			old_price: 1000,
			new_price: null,
			diff: null,
			old_in_stock: true,
			new_in_stock: false,
			old_told_at: at(600),
		});
		const gone = { price: null, in_stock: false, at: at(600) };
		expect(detectChange(offer(), gone, yen100).change).toMatchObject({
			kinds: ['stock'],
			diff: null,
		});
		expect(detectChange(soldOut(), gone, yen100).change).toBeNull();
	});

	it('should tell nothing of an unknown answer', () => {
		expect(detectChange(unknown(), told, yen100)).toEqual({ change: null, firstSight: null });
		expect(detectChange(unknown(), undefined, yen100)).toEqual({ change: null, firstSight: null });
	});

	it('should tell a drift of 60 yen a cycle in steps of 100 yen and more, and lose none of it', () => {
		let baseline = told;
		const steps: Array<number | null> = [];
		for (let cycle = 1; cycle <= 10; cycle++) {
			const price = 1000 + 60 * cycle;
			const { change } = detectChange(offer({ price }), baseline, yen100);
			if (!change) continue;
			steps.push(change.diff);
			baseline = { ...baseline, price };
		}
		expect(steps).toEqual([120, 120, 120, 120, 120]);
		expect(baseline.price).toBe(1600);
	});
});

describe('withoutTold', () => {
	const { change } = detectChange(offer({ price: 1200 }), told, yen100);
	const { change: gone } = detectChange(soldOut(), told, yen100);

	it('should leave a change as it was while nobody told of it', () => {
		expect(withoutTold(change!, told)).toEqual(change);
		expect(withoutTold(gone!, told)).toEqual(gone);
	});

	it('should leave nothing of a change that another run told', () => {
		expect(withoutTold(change!, { price: 1200, in_stock: true, at: at(0) })).toBeNull();
		expect(withoutTold(gone!, { price: null, in_stock: false, at: at(0) })).toBeNull();
	});

	it('should start from what was told last where that is neither the old nor the new', () => {
		expect(withoutTold(change!, { price: 1150, in_stock: true, at: at(0) })).toEqual({
			kinds: ['price'],
			old_price: 1150,
			new_price: 1200,
			diff: 50,
			old_in_stock: true,
			new_in_stock: true,
			old_told_at: at(0),
		});
		expect(withoutTold(change!, { price: null, in_stock: false, at: at(0) })).toMatchObject({
			kinds: ['stock'],
			old_in_stock: false,
			new_in_stock: true,
			diff: null,
		});
	});
});
