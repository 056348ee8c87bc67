import { defaultValues } from '../../lib/ledger/rules/ruleValues';
import { makeBackup } from '../../lib/shop/backup/backup';
import { restoreBackup } from '../../lib/shop/backup/restore';
import { openRules } from '../../lib/shop/rules/openRules';
import { MemoryStore } from '../support/memoryStore';
import { openStored } from '../support/stored';

/**
 * Found by a hostile review: on a new machine a test run came before the restore. It had begun a book with a draft and
 * no version, for which the restore left the owner's rules out; the next live run began version 1 from its settings.
 */

const open = () => openStored({ store: new MemoryStore(), now: Date.now });
const ports = { previewOf: async () => await Promise.resolve(null), now: Date.now };
const settings = {
	...{ changes: {}, room: '', businessHours: '', approve: '', isManual: false, problem: null },
};
const options = { isDryRun: false, onChunk: () => undefined };

const pricing = { ...defaultValues.pricing, tiers: [{ upTo: null, markupPercent: 180 }] };
const items = { 7: { neverTouch: true } };

async function backUp() {
	const old = open();
	await old.rules.save('shop', { ...defaultValues, pricing, live: true, items }, 'owner');
	const at = '2026-11-30T00:00:00Z';
	return await makeBackup({ cache: old, ledger: old }, at, () => undefined);
}

it('should bring the rules back although a dry run came first on the new machine', async () => {
	const fresh = open();
	await openRules(fresh, 'shop', { ...settings, dryRun: true }, ports);
	await restoreBackup({ cache: fresh, ledger: fresh }, await backUp(), options);
	const { values } = await openRules(fresh, 'shop', { ...settings, dryRun: false }, ports);
	expect([values.items, values.pricing.tiers]).toEqual([items, pricing.tiers]);
});

it('should keep the rules of a shop that has approved some on the new machine', async () => {
	const fresh = open();
	await fresh.rules.save('shop', { ...defaultValues, live: true }, 'owner');
	await restoreBackup({ cache: fresh, ledger: fresh }, await backUp(), options);
	expect((await fresh.rules.ruling('shop'))?.values.items).toEqual({});
});
