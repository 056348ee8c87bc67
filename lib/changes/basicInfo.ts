import { identityDrift, type ProductName } from './guards/identity';

/** The basic information that people care about. Absent and null both mean "not known". */
export interface ComparedInfo {
	title_ja?: string | null;
	description_ja?: string | null;
	brand?: string | null;
	bullet_points?: readonly string[];
	images?: readonly string[];
}

const infoKinds = ['title', 'detail', 'brand', 'images'] as const;

export type InfoKind = (typeof infoKinds)[number];

export interface InfoChange {
	/** The kinds that differ from before; empty at first sight. */
	kinds: InfoKind[];
	/** A sentence saying that the page may sell another product now; null if it doesn't. */
	drift: string | null;
	/** For people: old -> new of title and brand, counts of images. */
	lines: string[];
}

/**
 * Compares a product's texts and images with the last look.
 * @param before as the cache held it; null at first sight
 * @param trusted the product's name when its price was first trusted; null = nothing to compare with
 */
export function compareBasicInfo(
	before: ComparedInfo | null,
	now: ComparedInfo,
	trusted: ProductName | null,
): InfoChange {
	const kinds = before ? infoKinds.filter((kind) => isOther(before, now, kind)) : [];
	const present = { title: now.title_ja ?? null, brand: now.brand ?? null };
	return {
		kinds,
		drift: trusted ? identityDrift(trusted, present) : null,
		lines: kinds.flatMap((kind) => describeChange(kind, before ?? {}, now)),
	};
}

function isOther(before: ComparedInfo, now: ComparedInfo, kind: InfoKind): boolean {
	if (!isKnown(before, kind)) return false;
	return JSON.stringify(pickValue(before, kind)) !== JSON.stringify(pickValue(now, kind));
}

/** A field that was never fetched before does not count as changed when it arrives for the first time. */
const isKnown = (info: ComparedInfo, kind: InfoKind): boolean =>
	({
		title: info.title_ja !== undefined,
		detail: info.description_ja !== undefined || info.bullet_points !== undefined,
		brand: info.brand !== undefined,
		images: info.images !== undefined,
	})[kind];

/** Amazon promises no order of the bullets, so the same bullets in another order do not count as a change. */
const pickValue = (info: ComparedInfo, kind: InfoKind): unknown =>
	({
		title: info.title_ja ?? null,
		detail: [info.description_ja ?? null, ...[...(info.bullet_points ?? [])].sort()],
		brand: info.brand ?? null,
		images: info.images ?? [],
	})[kind];

function describeChange(kind: InfoKind, before: ComparedInfo, now: ComparedInfo): string[] {
	switch (kind) {
		case 'title':
			return [`商品名「${before.title_ja ?? 'なし'}」→「${now.title_ja ?? 'なし'}」`];
		case 'brand':
			return [`ブランド「${before.brand ?? 'なし'}」→「${now.brand ?? 'なし'}」`];
		case 'images':
			return [`画像 ${before.images?.length ?? 0}枚 → ${now.images?.length ?? 0}枚`];
		case 'detail':
			return ['説明が変わりました'];
	}
}
