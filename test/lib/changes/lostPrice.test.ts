import type { OwnerAnswers } from '../../../lib/changes/guards/ownerAnswers';
import type { ShopMemory } from '../../../lib/listing/memory';
import { at, decided, listing, offer } from '../../support/situation';
import type { Listing } from '../../../lib/listing/listing';

/** A raise from 1,300 to 1,430 yen whose answer was lost 60 minutes ago. Amazon's cost: 1,100 yen. */

const written = {
	...{ price: 1300, at: at(600), price_at: at(600) },
	...{ cost: { price: 1000, points: 0 }, rules: 1, override: null },
};
const lostRaise: ShopMemory = {
	last_written: written,
	open_price: { price: 1430, from: 1300, at: at(60) },
};

const shows = (
	shown: Partial<Listing>,
	{ cost = 1100, answers = {} }: { cost?: number; answers?: OwnerAnswers } = {},
) =>
	decided({
		...{ version: 1, answers, listing: listing(shown), offer: offer({ price: cost }) },
		cached: { price: cost, price_updated_at: at(1), shop: { 'shop/1': lostRaise } },
	});

it('should send it again where nobody touched the item since', () => {
	expect(shows({ price: 1300, modified: at(600) }).edits).toEqual({ price: 1430 });
	expect(shows({ price: 1300, modified: at(58) }).edits).toEqual({ price: 1430 });
});

it('should follow the cost back where it came through after all', () => {
	expect(shows({ price: 1430, modified: at(60) }, { cost: 1000 }).edits).toEqual({ price: 1300 });
});

it('should take a price beside both for the owner’s', () => {
	expect(shows({ price: 1600 }).held_moves).toMatchObject([{ guard: 'owners_price' }]);
});

describe('where the item was changed since: by an order, or by the owner who took the price back', () => {
	const changed = { price: 1300, modified: at(30) };
	const answered = (answer: 'yes' | 'no'): OwnerAnswers => ({
		unexplained: { answer, proposal: { price: 1430 }, price: 1300 },
	});

	it('should ask the owner', () => {
		expect(shows(changed)).toMatchObject({
			edits: {},
			held_moves: [{ guard: 'unexplained', to: 1430, quiet: false }],
		});
	});

	it('should do what they say', () => {
		expect(shows(changed, { answers: answered('yes') }).edits).toEqual({ price: 1430 });
		expect(shows(changed, { answers: answered('no') })).toMatchObject({
			edits: {},
			held_moves: [{ guard: 'unexplained', quiet: true }],
		});
	});

	it('should correct what makes a loss all the same', () => {
		expect(shows(changed, { cost: 1400 }).edits).toEqual({ price: 1820 });
	});
});
