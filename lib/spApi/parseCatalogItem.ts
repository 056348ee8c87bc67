import { z } from 'zod';
import type { Marketplace } from './marketplaces';

/** From searchCatalogItems (Catalog Items 2022-04-01) to what a shop needs to describe a product. */

/** The item's `basic_info` part, without the time of the answer. */
export interface BasicInfo {
	title_ja: string | null;
	description_ja: string | null;
	brand: string | null;
	/** From the root down, e.g. `ペット用品 > 犬 > 給水器`. */
	category: string | null;
	/** Links of the largest size of each picture, the main one first. */
	images: string[];
	bullet_points: string[];
	product_type: string | null;
}

interface Shelf {
	displayName?: string;
	parent?: Shelf;
}

const Shelf: z.ZodType<Shelf> = z.lazy(() =>
	z.object({ displayName: z.string().optional(), parent: Shelf.optional() }),
);

const Texts = z.array(z.object({ value: z.unknown() })).catch([]);

const Image = z.object({
	variant: z.string(),
	link: z.string(),
	height: z.number().catch(0),
	width: z.number().catch(0),
});

const Item = z.object({
	asin: z.string(),
	summaries: z
		.array(
			z.object({
				marketplaceId: z.string().optional(),
				itemName: z.string().optional(),
				brand: z.string().optional(),
				browseClassification: Shelf.optional(),
			}),
		)
		.catch([]),
	attributes: z.object({ bullet_point: Texts, product_description: Texts }).partial().catch({}),
	images: z
		.array(
			z.object({ marketplaceId: z.string().optional(), images: z.array(z.unknown()).catch([]) }),
		)
		.catch([]),
	productTypes: z.array(z.object({ productType: z.string().optional() })).catch([]),
});

const Answer = z.object({ items: z.array(z.unknown()) });

/** By ASIN; unknown ASINs are simply missing from Amazon's answer. null where it is no answer. */
export function parseCatalogItems(
	json: unknown,
	marketplace: Marketplace,
): Map<string, BasicInfo> | null {
	const answer = Answer.safeParse(json);
	if (!answer.success) return null;
	const found = new Map<string, BasicInfo>();
	for (const entry of answer.data.items) {
		const item = Item.safeParse(entry);
		if (item.success) found.set(item.data.asin, toBasicInfo(item.data, marketplace));
	}
	return found;
}

function toBasicInfo(item: z.infer<typeof Item>, { marketplaceId }: Marketplace): BasicInfo {
	const ours = <T extends { marketplaceId?: string }>(rows: T[]): T | undefined =>
		rows.find((row) => row.marketplaceId === marketplaceId) ??
		rows.find((row) => row.marketplaceId === undefined);
	const summary = ours(item.summaries);
	const bullets = texts(item.attributes.bullet_point);
	return {
		title_ja: summary?.itemName?.trim() || null,
		description_ja: texts(item.attributes.product_description).join('\n') || null,
		brand: summary?.brand?.trim() || null,
		category: categoryPath(summary?.browseClassification),
		images: largestOfEach(ours(item.images)?.images ?? []),
		bullet_points: bullets,
		product_type: item.productTypes[0]?.productType ?? null,
	};
}

const texts = (rows: z.infer<typeof Texts> | undefined): string[] =>
	(rows ?? []).flatMap(({ value }) =>
		typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [],
	);

function categoryPath(shelf: Shelf | undefined): string | null {
	const names: string[] = [];
	for (let at = shelf; at; at = at.parent) if (at.displayName) names.unshift(at.displayName);
	return names.length > 0 ? names.join(' > ') : null;
}

/** MAIN first, then PT01, PT02 ...: Amazon gives several sizes of each in no promised order. */
function largestOfEach(images: readonly unknown[]): string[] {
	const largest = new Map<string, z.infer<typeof Image>>();
	for (const entry of images) {
		const image = Image.safeParse(entry);
		if (!image.success) continue;
		const known = largest.get(image.data.variant);
		if (!known || areaOf(image.data) > areaOf(known)) largest.set(image.data.variant, image.data);
	}
	const rank = (variant: string) => (variant === 'MAIN' ? '' : variant);
	return [...largest.values()]
		.sort((a, b) => (rank(a.variant) < rank(b.variant) ? -1 : 1))
		.map(({ link }) => link);
}

const areaOf = ({ height, width }: z.infer<typeof Image>): number => height * width;
