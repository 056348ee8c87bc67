import type { Marketplace } from '../marketplaces';

/**
 * Selects the rows of a catalog answer that are ours. `locale` affects only the summaries: attributes
 * come in every language that a seller wrote, and each part may hold rows of several marketplaces
 * (`marketplaceId` in the parts, `marketplace_id` and `language_tag` in attributes).
 */

export type Row = Readonly<Record<string, unknown>>;

/**
 * Returns the rows of a part. A part that is not a list has none; entries that are not objects are left
 * out.
 */
export const rowsIn = (part: unknown): Row[] => (Array.isArray(part) ? part.filter(isRow) : []);

export const isRow = (value: unknown): value is Row =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Returns the rows of our marketplace and language, in the order of the answer. A row without a tag
 * counts only if no row with that tag is ours, because it may be foreign. The language decides first,
 * because a row of our marketplace may be in any language. A row with a foreign tag is never ours.
 */
export function ownRows(part: unknown, marketplace: Marketplace): Row[] {
	const ranked = rowsIn(part).map((row) => ({ row, rank: rankRow(row, marketplace) }));
	const best = Math.max(...ranked.map(({ rank }) => rank), UNTAGGED);
	return ranked.filter(({ rank }) => rank === best).map(({ row }) => row);
}

const FOREIGN = -1;
const UNTAGGED = 0;

function rankRow(row: Row, { marketplaceId, locale }: Marketplace): number {
	const place = tagMatch(row.marketplaceId ?? row.marketplace_id, (tag) => tag === marketplaceId);
	const language = tagMatch(row.language_tag, (tag) => isSameLanguage(tag, locale));
	if (place === 'foreign' || language === 'foreign') return FOREIGN;
	return (language === 'ours' ? 2 : UNTAGGED) + (place === 'ours' ? 1 : UNTAGGED);
}

/** Absent, null and empty mean untagged; a tag that is not a text may mean anything, so it is foreign. */
function tagMatch(tag: unknown, isOurs: (tag: string) => boolean): 'ours' | 'untagged' | 'foreign' {
	if (tag === undefined || tag === null) return 'untagged';
	if (typeof tag !== 'string') return 'foreign';
	if (tag.trim() === '') return 'untagged';
	return isOurs(tag.trim()) ? 'ours' : 'foreign';
}

/** `ja_JP`, `ja-JP` and `ja` are the same; `en_GB` and `en_US` are different. */
function isSameLanguage(tag: string, locale: string): boolean {
	const [given, wanted] = [takeParts(tag), takeParts(locale)];
	return (
		given.language === wanted.language &&
		(given.region === undefined || given.region === wanted.region)
	);
}

/** Splits a tag such as `zh-Hans-CN`: the first part, and the part of two letters or three digits. */
function takeParts(tag: string): { language: string | undefined; region: string | undefined } {
	const [language, ...others] = tag.toLowerCase().split(/[-_]/);
	return { language, region: others.find((part) => /^([a-z]{2}|\d{3})$/.test(part)) };
}
