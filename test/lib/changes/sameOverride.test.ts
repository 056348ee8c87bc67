import { at, decided, listing, offer } from '../../support/situation';

/** Our price of 1,300 yen was written under a setting of the item's own; the rule names 1,500 yen now, at the same cost. */

const decideWith = (wasOverride: object, override: { markupPercent: number; floor: number }) => {
	const price = 1300;
	const written = {
		...{ price, at: at(600), price_at: at(600), cost: { price: 1000, points: 0 }, rules: 1 },
		override: JSON.stringify(wasOverride),
	};
	return decided({
		...{ version: 1, listing: listing({ price }), offer: offer({ price: 1000 }), override },
		cached: {
			...{ price: 1000, price_updated_at: at(1) },
			shop: { 'shop/1': { last_written: written } },
		},
	});
};

it('should ask about a price that the same settings, named in another order, do not explain', () => {
	const { held_moves } = decideWith(
		{ floor: 1200, markupPercent: 150 },
		{ markupPercent: 150, floor: 1200 },
	);
	expect(held_moves).toMatchObject([{ guard: 'unexplained' }]);
});

it('should follow another setting of the owner', () => {
	const { edits, cause } = decideWith(
		{ floor: 1200, markupPercent: 130 },
		{ markupPercent: 150, floor: 1200 },
	);
	expect(edits).toMatchObject({ price: 1500 });
	expect(cause).toBe('owner');
});
