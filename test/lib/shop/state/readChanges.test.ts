import type { EditAnswer, EditIntent } from '../../../../lib/ledger/journal';
import { toStamp } from '../../../../lib/listing/stamp';
import { readChanges } from '../../../../lib/shop/state/readChanges';
import { MemoryStore } from '../../../support/memoryStore';
import { listing } from '../../../support/situation';
import { openStored, type Stored } from '../../../support/stored';

const NOW = Date.parse('2026-11-29T12:00:00+09:00');
const HOUR = 3_600_000;

let stored: Stored;

beforeEach(async () => {
	stored = openStored({ store: new MemoryStore(), now: () => NOW });
	await stored.items.accept('shop', [listing({ item_id: 7, title: '水筒' })], undefined);
});

const read = async () => await readChanges('shop', NOW - 24 * HOUR, stored);

async function edit(
	hoursAgo: number,
	field_edits: EditIntent['field_edits'],
	{ outcome = 'applied', ...changes }: Partial<EditIntent & Pick<EditAnswer, 'outcome'>> = {},
): Promise<void> {
	const at = toStamp(NOW - hoursAgo * HOUR);
	const id = await stored.journal.intend({
		...{ run: `run-${hoursAgo}`, account: 'shop', item_id: 7, asin: 'B000000001', at },
		...{ field_edits, why: ['仕入 2,000円 × 1.3'] },
		...changes,
	});
	await stored.journal.answer(id, { outcome, detail: null, at });
}

const raise = { price: { from: 2600, to: 3120 } };

describe('what was done to a shop', () => {
	it('should take no code for a stock that was filled up, also not one of digits alone', async () => {
		await edit(1, { identifier: { from: 'B000000001', to: '4101010013' } });
		await edit(2, { stock: { from: 0, to: 1 } });
		expect((await read()).counts.restocked).toBe(1);
	});

	it('should be nothing without edits', async () => {
		expect(await read()).toEqual({
			changes: [],
			counts: { hidden: 0, shown: 0, raised: 0, cut: 0, restocked: 0 },
		});
	});

	it('should name the item, the edit and its reasons', async () => {
		await edit(2, raise);
		expect((await read()).changes).toEqual([
			{
				...{ at: toStamp(NOW - 2 * HOUR), run: 'run-2', item_id: 7, asin: 'B000000001' },
				...{ title: '水筒', field_edits: raise, why: ['仕入 2,000円 × 1.3'] },
			},
		]);
	});

	it('should be in the order of time, newest first', async () => {
		await edit(2, raise);
		await edit(5, raise);
		await edit(1, raise);
		expect((await read()).changes.map(({ run }) => run)).toEqual(['run-1', 'run-2', 'run-5']);
	});

	it('should count each kind, of an edit of two fields both', async () => {
		await edit(1, { visible: { from: true, to: false } });
		await edit(2, { visible: { from: false, to: true }, price: { from: 3000, to: 2800 } });
		await edit(3, raise);
		await edit(4, { stock: { from: 0, to: 1 } });
		await edit(5, { 'variation:3': { from: 1, to: 0 } });
		expect((await read()).counts).toEqual({ hidden: 1, shown: 1, raised: 1, cut: 1, restocked: 1 });
	});

	it('should leave out what the shop refused or what was never sent', async () => {
		await edit(1, raise, { outcome: 'failed' });
		await edit(2, raise, { outcome: 'stopped' });
		expect((await read()).changes).toEqual([]);
	});

	it('should hold an edit whose answer was lost', async () => {
		await edit(1, raise, { outcome: 'lost' });
		expect((await read()).changes).toHaveLength(1);
	});

	it('should leave out other shops, older edits and new items', async () => {
		await edit(1, raise, { account: 'another' });
		await edit(30, raise);
		await edit(2, raise, { item_id: 0 });
		expect((await read()).changes).toEqual([]);
	});

	it('should name no title of an item that is gone', async () => {
		await edit(1, raise, { item_id: 8 });
		expect((await read()).changes).toMatchObject([{ item_id: 8, title: '' }]);
	});
});
