import { openGate, runIntent } from '../support/openGate';
import { at, guards } from '../support/situation';

/**
 * Found by a hostile review: the least difference and the respect for prices by hand decide about prices, too. Once the
 * owner approved another of them, each price that followed was held as one without a reason.
 */

const reasons = { cost: { price: 1000, points: 0 }, rules: 1, override: null };

async function approve(changes: Partial<typeof guards>, shownPrice: number, known: number) {
	const { gate, place, know, stored, shown } = await openGate();
	await know({ shop: { 'shop/1': { last_written: { price: known, at: at(600), ...reasons } } } });
	const one = (await stored.rules.ruling('shop'))!;
	const values = { ...one.values, guards: { ...guards, ...changes } };
	const version = (await stored.rules.save('shop', values, 'owner')).number;
	const { pricedSince } = await stored.rules.open('shop');
	const facts = { version, pricedSince, guards: values.guards };
	const intent = runIntent(place({ price: shownPrice }), facts);
	await gate.send({ ...intent, edits: { price: 1300 } });
	return shown().price;
}

it('should follow a smaller least difference that the owner approved', async () => {
	expect(await approve({ minimumEditYen: 10 }, 1250, 1250)).toBe(1300);
});

it('should have its way with prices by hand once the owner approved that', async () => {
	expect(await approve({ respectOwner: false }, 1150, 1300)).toBe(1300);
});
