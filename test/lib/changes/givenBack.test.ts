import type { ShopMemory } from '../../../lib/listing/memory';
import { at, decided, listing, offer } from '../../support/situation';

/** A price of 1,500 yen by hand. The last written one was 1,300 yen, for the cost that Amazon still has. */

const written = {
	...{ price: 1300, at: at(600), price_at: at(600) },
	...{ cost: { price: 1000, points: 0 }, rules: 1, override: null },
};

const decideWith = (memory: ShopMemory, { price = 1500 } = {}) =>
	decided({
		...{ version: 1, listing: listing({ price }), offer: offer({ price: 1000 }) },
		cached: {
			...{ price: 1000, price_updated_at: at(1) },
			shop: { 'shop/1': { last_written: written, ...memory } },
		},
	});

const back = { given_back: { price: 1500, at: at(10) } };

it('should stay the owner’s while they have not given it back', () => {
	expect(decideWith({}).held_moves).toMatchObject([{ guard: 'owners_price' }]);
});

it('should follow the rule once given back, by the owner’s word, though no cost moved', () => {
	expect(decideWith(back)).toMatchObject({ edits: { price: 1300 }, cause: 'owner', counted: [] });
});

it('should be the owner’s again where the shop shows another price than was given back', () => {
	expect(decideWith(back, { price: 1600 }).held_moves).toMatchObject([{ guard: 'owners_price' }]);
});

it('should end with the next price by hand, so that the same one later is the owner’s', () => {
	const { remember } = decideWith({ given_back: { price: 1500, at: at(30) } }, { price: 1600 });
	expect(remember).toMatchObject({ given_back: null });
});

it('should not end by a list that was read before it was said', () => {
	const { remember } = decideWith({ given_back: { price: 1500, at: at(0) } }, { price: 1600 });
	expect(remember ?? {}).not.toHaveProperty('given_back');
});
