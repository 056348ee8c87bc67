import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCache } from '../lib/cache/cache';
import { openLedger } from '../lib/ledger/ledger';
import { defaultValues, type RuleValues } from '../lib/ledger/rules/ruleValues';
import { inChunks } from '../lib/listing/inChunks';
import type { Listing } from '../lib/listing/listing';
import { previewRules } from '../lib/shop/preview/previewRules';
import type { ShopData } from '../lib/shop/shopData';
import { FileStore } from '../lib/stores/file/fileStore';
import { asinAt, fillFolder, SHOP_ITEMS } from './documents';
import { rounded, type Figure, type Measure } from './figure';
import { median } from './timing';

const ACCOUNT = 'bench';
const CHUNK = 500;
const ROUNDS = 3;

/** The preview of another markup for a whole shop, beside reading the documents that it rests on. */
export const measurePreview: Measure = async (say) => {
	const folder = await mkdtemp(join(tmpdir(), 'abs-bench-preview-'));
	try {
		say(`${SHOP_ITEMS} items, ${ROUNDS} rounds, each with an index of its own`);
		await fillFolder(folder, SHOP_ITEMS);
		await inStore(folder, async ({ ledger }) => {
			await ledger.rules.save(ACCOUNT, withMarkup(130), 'settings');
			await ledger.items.accept(ACCOUNT, listItems(), undefined);
		});
		const reads: number[] = [];
		const previews: number[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			reads.push(await inStore(folder, readAll));
			previews.push(await inStore(folder, previewAll));
		}
		return [makeFigure(median(previews), median(reads))];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
};

const makeFigure = (preview: number, read: number): Figure => ({
	id: 'preview_10772_over_read',
	value: rounded(preview / read),
	unit: '',
	bound: 4,
	against: 'reading the same documents, both from a store just opened',
	how: `1.3 to 1.5 for ${SHOP_ITEMS} items, median of ${ROUNDS}: ${seconds(preview)} over ${seconds(read)}`,
});

const seconds = (ms: number): string => `${rounded(ms / 1000)} s`;

async function inStore(folder: string, work: (data: ShopData) => Promise<void>): Promise<number> {
	const store = new FileStore({ folder, now: Date.now });
	const startedAt = performance.now();
	await work({
		cache: openCache({ store, now: Date.now }),
		ledger: openLedger({ store, now: Date.now }),
	});
	const took = performance.now() - startedAt;
	await store.close();
	return took;
}

async function readAll({ cache }: ShopData): Promise<void> {
	const asins = Array.from({ length: SHOP_ITEMS }, (_, index) => asinAt(index));
	for (const chunk of inChunks(asins, CHUNK)) await cache.read(chunk);
}

async function previewAll(data: ShopData): Promise<void> {
	const preview = await previewRules(ACCOUNT, withMarkup(150), { data, now: Date.now });
	const decided = preview && preview.total - preview.unknown;
	if (decided !== SHOP_ITEMS) throw new Error(`${decided} of ${SHOP_ITEMS} items were previewed`);
}

const withMarkup = (markupPercent: number): RuleValues => ({
	...defaultValues,
	live: true,
	pricing: { ...defaultValues.pricing, tiers: [{ upTo: null, markupPercent }] },
});

/** The shop's prices are right by 1.3. */
export const listItems = (account = ACCOUNT): Listing[] =>
	Array.from({ length: SHOP_ITEMS }, (_, index) => ({
		...{ account, item_id: index + 1, title: `自動給水器 ${index}`, visible: true },
		...{ price: Math.round((1000 + (index % 9000)) * 0.13) * 10, stock: 1, modified: null },
		...{ identifier: `b-${asinAt(index)}`, variation_count: 0, variations: [] },
		read_at: new Date().toISOString(),
	}));
