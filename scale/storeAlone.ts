import { asinAt, writeAt } from '../bench/documents';
import { startRedis } from '../queue/redis';
import { openShopStore } from '../queue/shopStore';
import { inChunks } from '../lib/listing/inChunks';
import type { Listing } from '../lib/listing/listing';
import { readRedisUse } from './meters/redisUse';
import type { Tools } from './stage';

/** As many items as a round of a sync has. */
const ROUND = 100;
const ACCOUNT = 'shop';

/** What Redis has to do for an item, apart from everything else that a sync does. */
export interface StoreCost {
	items: number;
	bytesAnItem: number;
	/** An item's document is read and written once more, in a round of 100. */
	commandsAnItem: number;
	netBytesAnItem: number;
	/** The shop's list is read once, as each round does. */
	listNetBytes: number;
}

/** Fills a store with documents and a shop's list, and renews each document once. */
export async function measureStore(items: number, { tidyUp }: Tools): Promise<StoreCost> {
	const redis = await startRedis();
	tidyUp.stopAtEnd(redis.stop);
	const empty = await readRedisUse(redis.port);
	const stored = openShopStore(redis.port, ACCOUNT);
	const indexes = Array.from({ length: items }, (_, index) => index);
	await stored.items.accept(ACCOUNT, indexes.map(listingAt), undefined);
	const renew = async (price: number): Promise<void> => {
		const at = new Date().toISOString();
		for (const round of inChunks(indexes, ROUND)) {
			await stored.read(round.map(asinAt));
			const outcomes = await stored.write(round.map((index) => writeAt(index, price, at)));
			const failed = outcomes.find(({ ok }) => !ok);
			if (failed) throw new Error(`A write failed: ${JSON.stringify(failed)}`);
		}
	};
	await renew(1_000);
	const filled = await readRedisUse(redis.port);
	await renew(2_000);
	const renewed = await readRedisUse(redis.port);
	await stored.items.read(ACCOUNT);
	const read = await readRedisUse(redis.port);
	await stored.close();
	return {
		items,
		bytesAnItem: (renewed.memoryBytes - empty.memoryBytes) / items,
		commandsAnItem: (renewed.commands - filled.commands) / items,
		netBytesAnItem: (renewed.netBytes - filled.netBytes) / items,
		listNetBytes: read.netBytes - renewed.netBytes,
	};
}

const listingAt = (index: number): Listing => ({
	...{
		account: ACCOUNT,
		item_id: 80_000_000 + index,
		title: `自動給水器 ${index} ペット用 静音 2.5L`,
	},
	...{ price: 1_500, visible: true, stock: 1, identifier: asinAt(index), variation_count: 0 },
	...{ variations: [], modified: null, read_at: new Date().toISOString() },
});
