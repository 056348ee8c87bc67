import { defaultValues, type RuleValues } from '../../../../lib/ledger/rules/ruleValues';
import type { DocumentPatch } from '../../../../lib/cache/document';
import { answer, ASIN, openGate, runIntent } from '../../../support/openGate';
import { at, guards, markup13, offer } from '../../../support/situation';

/**
 * A look may take minutes, and the budget hours. Whatever the owner or another run says until the call goes out
 * counts: an edit that adds risk waits then, or follows it.
 */

const values: RuleValues = { ...defaultValues, pricing: markup13, guards, live: true };
const moments = ['take', 'get', 'send'] as const;

const written = { price: 1300, at: at(600), price_at: at(600) };
const last_written = { ...written, cost: { price: 1000, points: 0 }, rules: 1, override: null };

/** An item at 1,300 yen that is about to be cut to 1,170. */
async function openCut() {
	const open = await openGate();
	const known = { ...answer(900, 1), shop: { 'shop/1': { last_written } } };
	await open.know(known as DocumentPatch);
	const item = open.place({ price: 1300 });
	const cached = (await open.stored.read([ASIN])).get(ASIN)!;
	const intent = runIntent(item, { offer: offer({ price: 900 }), cached });
	const save = async (changed: Partial<RuleValues>): Promise<void> =>
		void (await open.stored.rules.save('shop', { ...values, ...changed }, 'owner'));
	return { open, intent, save };
}

it('should send the cut where nothing was said', async () => {
	const { open, intent } = await openCut();
	await open.gate.send(intent);
	expect(open.shown().price).toBe(1170);
});

describe.each(moments)('at the moment "%s"', (moment) => {
	it('should see that the owner took the item out', async () => {
		const { open, intent, save } = await openCut();
		open.at(moment, async () => await save({ items: { '1': { neverTouch: true } } }));
		await open.gate.send(intent);
		expect(open.shown().price).toBe(1300);
	});

	it('should see that the owner gave the item a floor', async () => {
		const { open, intent, save } = await openCut();
		open.at(moment, async () => await save({ items: { '1': { floor: 1300 } } }));
		await open.gate.send(intent);
		expect(open.shown().price).toBe(1300);
	});

	it('should see that a dearer answer came', async () => {
		const { open, intent } = await openCut();
		open.at(moment, async () => await open.know(answer(1400, 0)));
		await open.gate.send(intent);
		expect(open.shown().price).toBeGreaterThanOrEqual(1300);
	});

	it('should see that the shop went back to dry runs', async () => {
		const { open, intent, save } = await openCut();
		open.at(moment, async () => await save({ live: false }));
		const { action } = await open.gate.send(intent);
		expect([action, open.shown().price]).toEqual(['deferred', 1300]);
	});
});
