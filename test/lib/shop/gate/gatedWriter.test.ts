import { ShopStoppedError } from '../../../../lib/shop/errors';
import { GatedWriter } from '../../../../lib/shop/gate/gatedWriter';
import type { Writer } from '../../../../lib/shop/gate/stopped';
import { openGate } from '../../../support/openGate';

const LINK = 'https://example.com/1.jpg';
const item = { title: '給水器', detail: '', price: 1300, stock: 1, visible: false, identifier: '' };

async function open(writer: Writer = 'run') {
	const { shop, stored, place } = await openGate();
	place();
	const gated = new GatedWriter({ client: shop, account: 'shop', ledger: stored, writer });
	const calls: Array<[string, () => Promise<unknown>]> = [
		['add', async () => await gated.add(item)],
		['show', async () => await gated.show(1, { visible: true })],
		['putTexts', async () => await gated.putTexts(1, { title: '給水器 2L' })],
		['putImage', async () => await gated.putImage(1, 1, LINK)],
		['removeImage', async () => await gated.removeImage(1, 1)],
	];
	return { shop, stored, calls };
}

const pause = { by: 'owner' as const, reason: '棚卸し' };
const names = ['add', 'show', 'putTexts', 'putImage', 'removeImage'];

const tryAll = async (calls: Awaited<ReturnType<typeof open>>['calls']): Promise<string[]> => {
	const refused: string[] = [];
	for (const [name, call] of calls) {
		const isStopped = await call().then(
			() => false,
			(error: unknown) => error instanceof ShopStoppedError,
		);
		if (isStopped) refused.push(name);
	}
	return refused;
};

describe('texts, pictures and new items', () => {
	it('should go to a shop that is open', async () => {
		const { shop, calls } = await open();

		expect(await tryAll(calls)).toEqual([]);
		expect(shop.items.get(1)?.listing.title).toBe('給水器 2L');
		expect(shop.items.size).toBe(2);
	});

	it('should not go to a shop that was paused meanwhile', async () => {
		const { shop, stored, calls } = await open();
		await stored.pauses.set('shop', pause);

		expect(await tryAll(calls)).toEqual(names);
		expect(shop.edits).toEqual([]);
		expect(shop.items.size).toBe(1);
	});

	it('should go to a paused shop where the owner’s own job sends them', async () => {
		const { stored, calls } = await open('undo');
		await stored.pauses.set('shop', pause);

		expect(await tryAll(calls)).toEqual([]);
	});

	it('should go to a braked shop from nobody', async () => {
		const { stored, calls } = await open('undo');
		await stored.brakes.add('shop', { run: 'brake-1', pausedBefore: null });

		expect(await tryAll(calls)).toEqual(names);
	});

	it('should say which shop is stopped, and why', async () => {
		const { stored, calls } = await open();
		await stored.pauses.set('shop', pause);

		await expect(calls[0]![1]()).rejects.toThrow('ショップ shop への書き込みは停止中です (棚卸し)');
	});
});
