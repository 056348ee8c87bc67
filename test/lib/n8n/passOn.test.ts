import { openCache } from '../../../lib/cache/cache';
import type { Run } from '../../../lib/ledger/runs/run';
import { passOn } from '../../../lib/n8n/watch/passOn';
import type { ShopData } from '../../../lib/shop/shopData';
import { MemoryStore } from '../../support/memoryStore';
import { offer } from '../../support/situation';

const ASIN = 'B000000001';
const run = { id: 'r', dry_run: false } as Run;
const NOW = Date.now();
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

/** A cache in which a cost was confirmed, and then perhaps another one while a slice was at work. */
async function openStory(...costs: Array<[price: number, minutesAgo: number]>) {
	const cache = openCache({ store: new MemoryStore(), now: () => NOW });
	const store = async (price: number, at: string) => {
		const base = { points: 0, shipping: 0, at };
		const stock = { in_stock: true, offer_status: 'in_stock' as const, at };
		await cache.write([{ asin: ASIN, set: { price: { price, ...base }, stock } }]);
	};
	const [first, ...later] = costs;
	await store(first![0], ago(first![1]));
	const cached = (await cache.read([ASIN])).get(ASIN);
	for (const [price, minutes] of later) await store(price, ago(minutes));
	const pass = async (price: number) => {
		const look = { fingerprint: `${price}/0/0/1`, seenAt: ago(0) };
		const answer = { offer: offer({ price, fetched_at: ago(0) }), look };
		const items = [{ json: { asin: ASIN } }];
		const confirmed = { asin: ASIN, items, cached, answer: answer as never, isOwed: false };
		return await passOn([confirmed], run, { cache } as unknown as ShopData);
	};
	const known = async () => (await cache.read([ASIN])).get(ASIN)?.price;
	return { pass, known };
}

it('should store what stayed the same, and pass nothing on', async () => {
	const { pass } = await openStory([1200, 60]);
	expect(await pass(1200)).toEqual([]);
});

it('should pass on what changed, and leave storing it to the write that is decided on', async () => {
	const { pass, known } = await openStory([1200, 60]);
	expect(await pass(1500)).toHaveLength(1);
	expect(await known()).toBe(1200);
});

it('should pass on what the sync found different meanwhile, though it is as before the slice', async () => {
	const { pass, known } = await openStory([1200, 60], [1000, 1]);
	expect(await pass(1200)).toHaveLength(1);
	expect(await known()).toBe(1000);
});
