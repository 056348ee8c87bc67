import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CacheWrite } from '../lib/cache/cache';
import { inParallel } from '../lib/stores/inParallel';

/** The size of the shop that the owner was promised a sync for. */
export const SHOP_ITEMS = 10_772;

const STAMP = '2026-11-24T09:00:00.000+09:00';
const WIDTH = 8;

export const asinAt = (index: number): string =>
	`B0${index.toString(36).toUpperCase().padStart(8, '0')}`;

/** About 1.6 KB as a file: prices, texts and links of an ordinary product. */
export function documentAt(index: number): Record<string, unknown> {
	const asin = asinAt(index);
	const links = Array.from({ length: 6 }, (_, at) => `https://images.example/I/${asin}-${at}.jpg`);
	const bullets = Array.from({ length: 5 }, (_, at) => `特長${at + 1}: 毎日の給水に使いやすい`);
	return {
		asin,
		price: 1000 + (index % 9000),
		currency: 'JPY',
		points: 10,
		shipping: 0,
		is_fba: true,
		is_prime: true,
		price_updated_at: STAMP,
		in_stock: true,
		offer_status: 'in_stock',
		stock_updated_at: STAMP,
		title_ja: `自動給水器 ${index} ペット用 静音 2.5L 交換フィルター付き`,
		description_ja: bullets.join('\n'),
		brand: 'ウォーターペット',
		category: 'ペット用品 > 給水器',
		images: links,
		bullet_points: bullets,
		basic_info_updated_at: STAMP,
		cached_at: STAMP,
	};
}

/** The write that a run makes for an item it fetched. */
export function writeAt(index: number, price: number, at: string): CacheWrite {
	const offer = { currency: 'JPY', points: 10, shipping: 0, is_fba: true, is_prime: true };
	return {
		asin: asinAt(index),
		set: {
			price: { price, ...offer, at },
			stock: { in_stock: true, offer_status: 'in_stock', at },
		},
	};
}

/** Files as the cache leaves them, without the time its locks and renames would take. */
export async function fillFolder(folder: string, count: number): Promise<void> {
	await mkdir(folder, { recursive: true });
	const indexes = Array.from({ length: count }, (_, index) => index);
	await inParallel(indexes, WIDTH, async (index) => {
		const text = `${JSON.stringify(documentAt(index), null, 2)}\n`;
		await writeFile(join(folder, `${asinAt(index)}.json`), text);
	});
}

/** `count` indexes spread evenly over a store of `stored` documents. */
export const spreadOver = (stored: number, count: number, offset = 0): number[] =>
	Array.from({ length: count }, (_, at) => (Math.floor((at * stored) / count) + offset) % stored);
