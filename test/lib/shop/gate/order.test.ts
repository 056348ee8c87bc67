import type { Situation } from '../../../../lib/changes/situation';
import { orderBySend } from '../../../../lib/shop/gate/order';
import type { Listing } from '../../../../lib/listing/listing';
import { blackRow, rows, runIntent } from '../../../support/openGate';
import { at, listing, offer, soldOut } from '../../../support/situation';

/** The rule: cost x 1.3; the floor of a cost of 1,000 is 1,115. */

function intend(name: string, of: Partial<Listing>, known: Partial<Situation> = {}) {
	const intent = runIntent(listing(of), known);
	expect(intent.edits).not.toEqual({});
	return { name, intent };
}

const namesOf = (entries: Array<ReturnType<typeof intend>>) =>
	orderBySend(entries).map(({ name }) => name);

const hidden = { cached: { shop: { 'shop/1': { hidden_by_sync_at: at(60) } } } };
const emptied = {
	name: 'empty',
	intent: runIntent(blackRow(listing({ variation_count: 2, variations: rows(1, 1) })), {
		offer: soldOut(),
	}),
};

describe('the edits of a chunk', () => {
	it('should be sent by urgency: losses, hides, raises, and then the rest', () => {
		const entries = [
			intend('show', { visible: false }, hidden),
			intend('cut', { price: 1500 }),
			intend('raise', {}, { offer: offer({ price: 1100 }) }),
			intend('hide', {}, { offer: soldOut() }),
			emptied,
			intend('loss', { price: 1100 }),
			intend('refill', { stock: 0 }),
		];

		expect(namesOf(entries)).toEqual(['loss', 'hide', 'empty', 'raise', 'cut', 'show', 'refill']);
	});

	it('should be sent by yen within each of them, the biggest first', () => {
		const raiseTo = (cost: number) => ({ offer: offer({ price: cost }) });
		const entries = [
			// 1,430 - 1,300 = 130, and 1,560 - 1,300 = 260.
			intend('raise by 130', {}, raiseTo(1100)),
			intend('raise by 260', {}, raiseTo(1200)),
			intend('cut by 200', { price: 1500 }),
			intend('cut by 300', { price: 1600 }),
			intend('loss of 100', { price: 1015 }),
			intend('loss of 215', { price: 900 }),
		];

		expect(namesOf(entries)).toEqual([
			'loss of 215',
			'loss of 100',
			'raise by 260',
			'raise by 130',
			'cut by 300',
			'cut by 200',
		]);
	});

	it('should not call a loss what is hidden', () => {
		const entries = [
			intend('hide', {}, { offer: soldOut() }),
			intend('hidden', { price: 1000, visible: false }, hidden),
		];

		expect(namesOf(entries)).toEqual(['hide', 'hidden']);
	});

	it('should keep their order otherwise', () => {
		const hide = (name: string) => intend(name, {}, { offer: soldOut() });

		expect(namesOf([hide('one'), hide('two'), hide('three')])).toEqual(['one', 'two', 'three']);
	});
});
