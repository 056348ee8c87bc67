import { Brakes } from '../../../../lib/ledger/stops/brakes';
import { Pauses } from '../../../../lib/ledger/stops/pauses';
import { MemoryStore } from '../../../support/memoryStore';

const noon = Date.UTC(2026, 10, 24, 3);
let store: MemoryStore;
let pauses: Pauses;

beforeEach(() => {
	store = new MemoryStore();
	pauses = new Pauses(store, () => noon);
});

const stored = async (collection: 'pauses' | 'brakes', record: Record<string, unknown>) => {
	await store.update(collection, [{ key: 'shop', change: () => record as never }]);
};

describe('a pause', () => {
	it('should say who paused', async () => {
		await pauses.set('shop', { by: 'undo', reason: '実行 r1 を元に戻す' });

		expect(await pauses.get('shop')).toMatchObject({ by: 'undo', reason: '実行 r1 を元に戻す' });
	});

	it('should be another once somebody else pauses, since the same time', async () => {
		await pauses.set('shop', { by: 'owner', reason: '棚卸し' });
		await new Pauses(store, () => noon + 1000).set('shop', { by: 'brake', reason: '緊急停止' });

		expect(await pauses.get('shop')).toEqual({
			since: '2026-11-24T03:00:00.000Z',
			by: 'brake',
			reason: '緊急停止',
			until: null,
			before: null,
		});
	});

	it('should stay as it is where only a free shop is to be paused', async () => {
		await pauses.set('shop', { by: 'owner', reason: '棚卸し' });
		await pauses.set('shop', { by: 'brake', reason: '緊急停止' }, { ifFree: true });

		expect(await pauses.get('shop')).toMatchObject({ by: 'owner', reason: '棚卸し' });
	});

	it.each([
		['緊急停止: 価格ミス', 'brake'],
		['棚卸し', 'owner'],
	])('of version 0.1 should be known by its reason: %s', async (reason, by) => {
		await stored('pauses', { since: '2026-11-01T00:00:00.000Z', reason });

		expect(await pauses.get('shop')).toMatchObject({ by, reason });
	});
});

describe('the pause before a brake', () => {
	it('should keep who paused, through a second pull', async () => {
		const brakes = new Brakes(store, () => noon);
		await brakes.add('shop', { run: 'one', pausedBefore: { by: 'undo', reason: '取り消し' } });
		await brakes.add('shop', { run: 'two', pausedBefore: null });

		expect(await brakes.get('shop')).toEqual({
			runs: ['one', 'two'],
			paused_before: { by: 'undo', reason: '取り消し' },
			until: null,
			releasing: null,
		});
	});

	it("of version 0.1 should be the owner's", async () => {
		await stored('brakes', { runs: ['one'], paused_before: '棚卸し' });

		expect((await new Brakes(store, () => noon).get('shop'))?.paused_before).toEqual({
			by: 'owner',
			reason: '棚卸し',
		});
	});
});
