import { openLedger, type Ledger } from '../../../../lib/ledger/ledger';
import { defaultValues, type RuleValues } from '../../../../lib/ledger/rules/ruleValues';
import { approveProposal, saveValues } from '../../../../lib/shop/desk/changeRules';
import { openShop } from '../../../../lib/shop/desk/openShop';
import { MemoryStore } from '../../../support/memoryStore';

let ledger: Ledger;

beforeEach(async () => {
	ledger = openLedger({ store: new MemoryStore(), now: () => Date.UTC(2026, 10, 28) });
	await ledger.rules.save('shop', { ...defaultValues, live: true }, 'settings');
});

const save = async (changes: Partial<RuleValues>) => {
	const shop = await openShop(ledger, 'shop');
	const ports = { ledger, preview: async () => null };
	return await saveValues(shop, { ...shop.values, ...changes }, ports);
};

const thresholds = { ...defaultValues.thresholds, yen: 300 };

it('should let what waits for approval wait on while anything else is saved', async () => {
	const guards = { ...defaultValues.guards, refillStock: 5 };
	expect(await save({ guards })).toMatchObject({ kind: 'proposed' });
	await save({ thresholds });
	await save({ footer: 'x', room: '1', business_hours: '9:00-21:00', watch_quota_percent: 50 });

	const { proposals, values } = await openShop(ledger, 'shop');
	expect(proposals.map((each) => each.values.guards.refillStock)).toEqual([5, 1]);
	expect(values).toMatchObject({ footer: 'x', room: '1', watch_quota_percent: 50 });
});

it('should let the size of the news wait for approval like any other rule', async () => {
	await save({ thresholds });
	const shop = await openShop(ledger, 'shop');
	expect(shop.values.thresholds).toEqual(defaultValues.thresholds);

	await approveProposal(shop, shop.proposals[0]!.code, { ledger, preview: async () => null });
	expect((await openShop(ledger, 'shop')).values.thresholds).toEqual(thresholds);
});

it('should never take going live for a change of the rules', async () => {
	expect(await save({ live: false })).toEqual({ kind: 'unchanged' });
	expect((await openShop(ledger, 'shop')).values.live).toBe(true);
});
