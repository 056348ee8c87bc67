import type { BasicInfoFields } from '../cache/document';
import type { LegacyFields, LegacyReading, LegacyRecord } from './legacyRecord';
import { parseLegacyTime, type LegacyTime } from './legacyTime';
import { readTime } from './readLegacyOffer';

/** From that day on a price sync merged into the file, and for the rest renewed only `cached_at`. */
const MERGING_FROM_DAY = '2025-11-23';

/**
 * Reads title, description, brand, category and pictures; undefined if there is neither title nor
 * picture.
 */
export function readLegacyBasicInfo(
	fields: LegacyFields,
	reading: LegacyReading,
): LegacyRecord['basic_info'] {
	const title = readText(fields.title_ja) ?? readText(fields.title);
	const images = readTexts(fields.images);
	if (title === null && !images?.length) return undefined;
	const kept: BasicInfoFields = { title_ja: title };
	if (images) kept.images = images;
	for (const name of ['description_ja', 'brand', 'category'] as const) {
		if (name in fields) kept[name] = readText(fields[name]);
	}
	const bullets = readTexts(fields.bullet_points);
	if (bullets) kept.bullet_points = bullets;
	return { fields: kept, time: basicInfoTime(fields, reading) };
}

/**
 * If only price and stock have a stamp, the file's inner time is theirs: the other data is older than the
 * day on which merging began.
 */
function basicInfoTime(fields: LegacyFields, reading: LegacyReading): LegacyTime {
	const time = readTime(fields, 'basic_info_updated_at', reading);
	const { zone, now } = reading;
	const isOwn = parseLegacyTime(fields.basic_info_updated_at, zone, now) !== null;
	const isMerged = 'price_updated_at' in fields || 'stock_updated_at' in fields;
	if (isOwn || !isMerged) return time;
	const merging = parseLegacyTime(MERGING_FROM_DAY, zone, Infinity)!;
	return { ...time, ms: Math.min(time.ms, merging.ms) };
}

const readText = (value: unknown): string | null =>
	typeof value === 'string' && value.trim() !== '' ? value : null;

const readTexts = (value: unknown): string[] | null =>
	Array.isArray(value) ? value.filter((each) => typeof each === 'string' && each !== '') : null;
