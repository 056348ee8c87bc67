import type { OwnerAnswers } from '../../../lib/changes/guards/ownerAnswers';
import { decided, guards, listing, offer, soldOut } from '../../support/situation';

/** The first price that the sync meets, of an item that nothing was ever written to. Rule: 1,300 yen. */

const at = (price: number, changes: object = {}) =>
	decided({ listing: listing({ price }), version: 1, ...changes });

const answered = (answer: 'yes' | 'no', price: number): { answers: OwnerAnswers } => ({
	answers: { first_price: { answer, proposal: { price } } },
});

it.each([
	[1120, { price: 1300 }],
	[1690, { price: 1300 }],
	[1691, {}],
])('should make of a first price of %i yen the edits %j', (price, edits) => {
	expect(at(price).edits).toEqual(edits);
});

it('should keep a price far above the rule, and say that it waits for an answer', () => {
	expect(at(2600)).toMatchObject({
		edits: {},
		held_moves: [{ guard: 'first_price', price: 2600, to: 1300, quiet: false }],
		held: expect.stringContaining('お答えがあるまで今の価格のままにします') as string,
	});
});

it('should keep it quietly after a no', () => {
	expect(at(2600, answered('no', 1300))).toMatchObject({
		edits: {},
		held_moves: [{ quiet: true }],
	});
});

it('should go by the rule after a yes, however deep the cut is', () => {
	expect(at(2600, answered('yes', 1300)).edits).toEqual({ price: 1300 });
	expect(at(1800, answered('yes', 1300)).edits).toEqual({ price: 1300 });
});

it('should ask anew where the rule goes lower than what the owner was shown', () => {
	expect(at(1800, answered('yes', 1360)).edits).toEqual({ price: 1300 });
	expect(at(1800, answered('yes', 1400)).held_moves).toMatchObject([{ guard: 'first_price' }]);
});

const written = (cost: object) => ({
	shop: { 'shop/1': { last_written: { price: 1800, at: '2026-11-01T00:00:00Z', ...cost } } },
});

it('should ask nothing about an item that was written to', () => {
	const cached = written({ cost: { price: 1385, points: 0 } });
	expect(at(1800, { cached }).edits).toEqual({ price: 1300 });
});

it('should ask about one that version 0.1 wrote, because nothing tells at which cost', () => {
	const cached = written({});
	expect(at(1800, { cached }).held_moves).toMatchObject([{ guard: 'first_price' }]);
});

it('should ask nothing where the owner lets the rule have its way', () => {
	expect(at(1800, { guards: { ...guards, respectOwner: false } }).edits).toEqual({ price: 1300 });
});

it('should still hide what is sold out, and raise what makes a loss', () => {
	expect(at(2600, { offer: soldOut() }).edits).toEqual({ visible: false });
	expect(at(500).edits).toEqual({ price: 1300 });
	expect(at(2600, { offer: offer({ price: 3000 }) }).edits).toEqual({ price: 3900 });
});

it('should ask nothing about an item that the owner hides', () => {
	const hidden = at(2600, { listing: listing({ price: 2600, visible: false }) });

	expect(hidden.edits).toEqual({});
	expect(hidden.held_moves).toMatchObject([
		{ kind: 'cut', guard: 'owners_visibility', quiet: true },
		{ kind: 'show', guard: 'owners_visibility', quiet: true },
	]);
	expect(hidden.held).toBe('ショップで手動で非公開にされた商品は、自動では公開しません');
});

it('should carry out a yes about an item that the owner has hidden since', () => {
	const hidden = listing({ price: 2600, visible: false });
	const yes: OwnerAnswers = {
		first_price: { answer: 'yes', proposal: { price: 1300 }, price: 2600 },
	};

	expect(at(2600, { listing: hidden, answers: yes }).edits).toEqual({ price: 1300 });
});

it('should ask about an item that the sync hid, because it will be on sale again', () => {
	const hidden = listing({ price: 2600, visible: false });
	const cached = { shop: { 'shop/1': { hidden_by_sync_at: '2026-11-01T00:00:00Z' } } };

	expect(at(2600, { listing: hidden, cached }).held_moves).toMatchObject([
		{ kind: 'cut', guard: 'first_price', quiet: false },
	]);
});
