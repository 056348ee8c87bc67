import type { Listing } from '../../lib/listing/listing';
import { defaultValues } from '../../lib/ledger/rules/ruleValues';
import { ASIN, blackRow, lost, openGate, rows, runIntent, WHITE } from '../support/openGate';
import { at, offer } from '../support/situation';

/**
 * Found by a hostile review: BASE shows an item with all of its rows. The release of a brake judged the other rows, and
 * the show of a run asked only whether they are in stock at Amazon: one that costs more than the item's price, or is on
 * the owner's block list, came on sale with it.
 */

const known = { shop: { 'shop/1': { hidden_by_sync_at: at(60) } } };
const stock = { in_stock: true, at: at(1) };
const dear = { ...known, price: { price: 3000, at: at(1) }, stock };
const fair = { ...known, price: { price: 1000, at: at(1) }, stock };

const whiteRow = (of: Listing): Listing => ({
	...of,
	variation: {
		...{ variation_id: 12, title: '白', stock: of.variations[1]!.stock },
		siblings: [{ variation_id: 11, asin: ASIN }],
	},
});

async function showBlack(white: typeof dear, asins: string[] = []) {
	const { gate, place, know, shown, stored } = await openGate();
	if (asins.length > 0) {
		const blocked = { ...defaultValues.blocked, asins, action: 'hide' as const };
		await stored.rules.amend('shop', { blocked }, 'owner');
	}
	await know(known);
	await know(white, WHITE);
	const item = place({ variation_count: 2, variations: rows(0, 2), visible: false });
	await gate.send(runIntent(blackRow(item), { cached: known }));
	return shown();
}

it('should not show an item while another row with stock costs more than its price', async () => {
	expect(await showBlack(dear)).toMatchObject({ visible: false, variations: [{}, { stock: 2 }] });
});

it('should not show an item while a row with stock is on the block list', async () => {
	expect(await showBlack(fair, [WHITE])).toMatchObject({ visible: false });
});

it('should show an item whose other row is right to sell', async () => {
	expect(await showBlack(fair)).toMatchObject({ visible: true });
});

it('should not show it either where emptying the other row failed a moment before', async () => {
	const { gate, place, know, shown, log } = await openGate({ answers: [lost, lost] });
	await know(known);
	await know(dear, WHITE);
	const [black, pale] = rows(0, 2);
	const variations = [
		{ ...black!, identifier: ASIN },
		{ ...pale!, identifier: WHITE },
	];
	const item = place({ variation_count: 2, variations, visible: false });
	const white = runIntent(whiteRow(item), { cached: known, offer: offer({ price: 3000 }) });
	expect(white.edits).toEqual({ row_stocks: { 12: 0 } });
	await gate.send({ ...white, asin: WHITE });
	expect(log).toContain('lost');
	await gate.send(runIntent(blackRow(item), { cached: known }));
	expect(shown()).toMatchObject({ visible: false });
});
