import { noBlocks } from '../../../../lib/listing/blocks/blockLists';
import { answer, ASIN, jobIntent, openGate, runIntent } from '../../../support/openGate';
import { offer } from '../../../support/situation';

const blocked = { ...noBlocks, asins: [ASIN] };

it('should hide an item that the owner blocked after its price was decided', async () => {
	const { gate, place, know, shown, stored } = await openGate();
	const item = place();
	await know(answer(1200, 1));
	const intent = runIntent(item, { offer: offer({ price: 1200 }) });
	expect(intent.edits).toEqual({ price: 1560 });
	await stored.rules.amend('shop', { blocked }, 'owner');

	expect(await gate.send(intent)).toMatchObject({ action: 'updated', edits: { visible: false } });
	expect(shown()).toMatchObject({ visible: false, price: 1300 });
});

it('should not hide it where the owner wants only to be told', async () => {
	const { gate, place, know, shown } = await openGate({
		rules: { blocked: { ...blocked, action: 'tell' } },
	});
	const item = place();
	await know(answer(1200, 1));

	await gate.send(runIntent(item, { offer: offer({ price: 1200 }) }));
	expect(shown()).toMatchObject({ visible: true, price: 1560 });
});

it.each(['release', 'undo'] as const)(
	'should show no blocked item for the job %s',
	async (writer) => {
		const { gate, place, know, shown } = await openGate({ rules: { blocked } });
		const item = place({ visible: false });
		await know({ ...answer(1000, 1), shop: { 'shop/1': { hidden_by_brake_at: item.read_at } } });

		expect(await gate.send(jobIntent(item, { visible: true }, writer))).toMatchObject({
			action: 'held',
			held: [{ guard: 'blocked', block: { by: 'asin', entry: ASIN } }],
		});
		expect(shown().visible).toBe(false);
	},
);

it('should let a job hide a blocked item', async () => {
	const { gate, place, shown } = await openGate({ rules: { blocked } });

	await gate.send(jobIntent(place(), { visible: false }, 'brake'));
	expect(shown().visible).toBe(false);
});

it("should follow the owner's own price of the item in the rule book", async () => {
	const { gate, place, know, shown } = await openGate({ rules: { items: { 1: { price: 1700 } } } });
	const item = place();
	await know(answer(1200, 1));

	await gate.send(runIntent(item, { offer: offer({ price: 1200 }) }));
	expect(shown().price).toBe(1700);
});
