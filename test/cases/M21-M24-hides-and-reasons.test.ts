import { join } from 'node:path';
import { openFolder } from '../support/stored';
import { COST, openStory, PRICE, type SyncStory } from '../support/syncStory';

/**
 * M21: a hide that was put off is told as still on sale. M24: each hide is told with its reason, and an
 * offer that the filter refuses is not called sold out.
 */

const SHOP = 'demo-shop';

let story: SyncStory;

beforeAll(async () => {
	story = await openStory(20);
}, 120_000);

afterAll(async () => {
	await story.stop();
});

const lineOf = (message: string, asin: string): string =>
	message.split('\n').find((line) => line.startsWith('・') && line.includes(asin)) ?? '';

const withPause = async (work: () => Promise<void>) => {
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	const cache = openFolder({ folder, now: Date.now });
	await cache.pauses.set(SHOP, { by: 'owner', reason: '棚卸し' });
	await work();
	await cache.pauses.clear(SHOP);
	await cache.close();
};

it('should tell the reason of each hide', async () => {
	const [soldOut, refused, gone] = [story.nextAsin(), story.nextAsin(), story.nextAsin()];
	const { world } = story.simulator;
	world.setOffer(soldOut, { inStock: false });
	// The shop's filter takes no offer with shipping to pay.
	world.setOffer(refused, { price: COST, inStock: true, shipping: 500 });
	world.setOffer(gone, { price: 4_000_000, inStock: true, shipping: 0 });

	const { message } = await story.syncLater();

	expect(lineOf(message, soldOut)).toContain('売り切れ、BASE 非公開 (売り切れ)');
	expect(lineOf(message, refused)).toContain(
		'条件に合う出品がありません、BASE 非公開 (条件に合う出品がありません)',
	);
	expect(lineOf(message, refused)).not.toContain('売り切れ、');
	expect(lineOf(message, gone)).toContain('BASE 非公開 (原価割れ)');
}, 60_000);

it('should tell of a hide that a pause put off that the item is still on sale', async () => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { inStock: false });
	let message = '';
	await withPause(async () => {
		({ message } = await story.syncLater());
	});

	expect(story.shown(asin)).toMatchObject({ visible: 1, price: PRICE });
	expect(message).toContain('1件を次回に繰り越しました。うち 1件は、まだ公開中です。');
	expect(message).toContain('棚卸し');
	expect(lineOf(message, asin)).toContain('まだ公開中');
	expect(message).not.toContain('BASE 非公開');

	const next = await story.syncLater();
	expect(story.shown(asin)).toMatchObject({ visible: 0 });
	expect(next.message).toContain('BASE 非公開 (売り切れ)');
}, 60_000);
