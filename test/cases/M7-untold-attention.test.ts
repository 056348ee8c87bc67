import { openStory, PRICE, type SyncStory } from '../support/syncStory';

/**
 * M7: an owner's price, a changed product and a failed hide are told by the next message that goes out,
 * whether Chatwork was down or 400 changes fill the message.
 */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory(440);
}, 120_000);

afterAll(async () => {
	await story.stop();
});

const priceByHand = (asin: string, price: number) =>
	story.simulator.world.editListing('demo-shop', story.shown(asin).item_id, { price });

const count = (text: string, part: string) => text.split(part).length - 1;

it('should tell all of a day without Chatwork in one message once it is back', async () => {
	const [byHand, raised, soldOut] = [story.nextAsin(), story.nextAsin(), story.nextAsin()];
	priceByHand(byHand, 3480);
	const down = story.simulator.faults.add({ kind: 'chatworkDown', service: 'chatwork' });
	const { world } = story.simulator;
	world.setOffer(raised, { price: 2400, inStock: true, shipping: 0 });
	const failed = await story.syncLater();
	expect(failed.error).toContain('Service unavailable');
	world.setOffer(soldOut, { inStock: false });
	for (let run = 0; run < 5; run++) expect((await story.syncLater()).message).toBe('');
	story.simulator.faults.remove(down.id);

	const { message } = await story.syncLater();

	expect(message).toContain('手動で変更された価格 3,480円 を優先します');
	expect(message).toContain('Amazon 2,000円 → 2,400円 (+400円)、BASE 2,600円 → 3,120円');
	expect(message).toContain('Amazon 在庫あり → 売り切れ');
	for (const asin of [byHand, raised, soldOut]) expect(count(message, asin)).toBe(1);
	expect((await story.syncLater()).message).toBe('');
}, 240_000);

it('should name what needs the owner in a message of 400 changes that fits a phone', async () => {
	const { world, faults } = story.simulator;
	const [byHand, ...rest] = Array.from({ length: 410 }, () => story.nextAsin());
	const [hides, changes] = [rest.slice(0, 3), rest.slice(3)];
	for (const asin of hides) world.setOffer(asin, { inStock: false });
	for (const asin of changes) world.setOffer(asin, { price: 2200, inStock: true, shipping: 0 });
	priceByHand(byHand!, PRICE + 900);
	// Hides go first, and each is tried three times: the fault strikes them alone.
	faults.add({ kind: 'status', operation: 'items/edit', status: 400, times: 9 });

	const { message, itemOf } = await story.syncLater();

	for (const asin of hides) expect(itemOf(asin).result?.action).toBe('failed');
	expect(message.length).toBeLessThanOrEqual(4_000);
	for (const asin of [byHand!, ...hides]) expect(message).toContain(asin);
	expect(message).toContain('まだ公開中です');
	expect(message).toMatch(/価格の変動 40[67]件/);
	expect(message).toMatch(/他 \d+ 件/);
	// The rest was counted, and counts as told.
	expect((await story.syncLater()).message).not.toContain('価格の変動');
}, 240_000);
