import { PatchRefusedError } from './errors';
import type { DocumentPatch } from './document';
import { shopMemorySchema } from '../listing/memory';
import { parseStamp } from '../listing/stamp';

/** The clocks of two machines differ by moments; a larger difference means a wrong clock. */
const CLOCK_LEEWAY_MS = 5 * 60 * 1000;

/**
 * Throws PatchRefusedError for data that must never be stored: a stamp that can't be read or is in the
 * future, a stamp without its data, an invalid price, an undeclared field of the shop's memory.
 * @param now milliseconds since 1970
 */
export function requirePatch(patch: DocumentPatch, now: number): void {
	for (const memory of Object.values(patch.shop ?? {})) requireMemory(memory);
	for (const [group, at] of listStamps(patch)) requireStamp(group, at, now);
	if (patch.price) requirePrice('price', patch.price.price);
	if (patch.supported) requirePrice('supported', patch.supported.price);
	for (const state of Object.values(patch.reported ?? {})) requirePrice('reported', state.price);
	if (patch.stock && !isTruth(patch.stock.in_stock)) {
		throw new PatchRefusedError('stock', 'in_stock は true, false, null のいずれかです');
	}
	if (patch.basic_info && !hasBasicInfo(patch.basic_info)) {
		throw new PatchRefusedError(
			'basic_info',
			'タイトルも画像もないため、取得済みとは記録できません',
		);
	}
}

function* listStamps(patch: DocumentPatch): Iterable<[group: string, at: unknown]> {
	if (patch.price) yield ['price', patch.price.at];
	if (patch.stock) yield ['stock', patch.stock.at];
	if (patch.basic_info) yield ['basic_info', patch.basic_info.at];
	if (patch.screen) yield ['screen', patch.screen.screened_at];
	if (patch.supported) yield ['supported', patch.supported.at];
	if (patch.identity) yield ['identity', patch.identity.at];
	if (patch.error) yield ['error', patch.error.at];
	for (const state of Object.values(patch.reported ?? {})) yield ['reported', state.at];
	for (const memory of Object.values(patch.shop ?? {})) {
		if (memory.last_written) yield ['shop', memory.last_written.at];
	}
}

function requireMemory(memory: unknown): void {
	const { error } = shopMemorySchema.safeParse(memory);
	if (!error) return;
	const [issue] = error.issues;
	const field = issue?.code === 'unrecognized_keys' ? issue.keys.join('、') : issue?.path.join('.');
	throw new PatchRefusedError('shop', `${field || '全体'} を読めません (${issue?.message ?? ''})`);
}

function requireStamp(group: string, at: unknown, now: number): void {
	const milliseconds = parseStamp(at);
	if (milliseconds === null) {
		throw new PatchRefusedError(
			group,
			`時刻「${String(at)}」が ISO 8601 (時差つき) ではありません`,
		);
	}
	if (milliseconds > now + CLOCK_LEEWAY_MS) {
		throw new PatchRefusedError(group, `時刻「${String(at)}」が未来です。時計を確認してください`);
	}
}

function requirePrice(group: string, price: unknown): void {
	if (price === null) return;
	if (typeof price === 'number' && Number.isFinite(price) && price > 0) return;
	throw new PatchRefusedError(group, `価格「${String(price)}」は正の数ではありません`);
}

const isTruth = (value: unknown): boolean => value === null || typeof value === 'boolean';

/** Whether there is a title or pictures: the age of `basic_info` depends on them. */
const hasBasicInfo = (info: NonNullable<DocumentPatch['basic_info']>): boolean =>
	typeof info.title_ja === 'string' || Array.isArray(info.images);
