import type { Product } from './product';
import { hashOf, Random } from './random';
import { bullets, colours, features, oddities, sizes, type Shelf } from './words';

export interface CatalogImage {
	variant: 'MAIN' | 'PT01' | 'PT02' | 'PT03' | 'PT04';
	link: string;
	height: number;
	width: number;
}

export interface CatalogTexts {
	bullets: string[];
	/** Null for most products: Amazon has bullets rather than a description. */
	description: string | null;
	images: CatalogImage[];
}

/** A title as Japanese sellers write them: promotions in 【】, full-width letters, now and then awkward. */
export function makeTitle(random: Random, brand: string | null, shelf: Shelf): string {
	const parts = [random.chance(0.2) ? '【2025年モデル】' : '', brand ?? ''];
	parts.push(
		random.pick(shelf.goods),
		random.pick(features),
		random.pick(colours),
		random.pick(sizes),
	);
	if (random.chance(0.15)) parts.push(random.pick(oddities));
	if (random.chance(0.02)) parts.push(random.shuffle(features).join('・').repeat(4));
	return parts.filter((part) => part !== '').join(' ');
}

const imageSizes = [500, 1500, 75] as const;

function makeImages(asin: string, random: Random): CatalogImage[] {
	if (random.chance(0.02)) return [];
	const variants = (['MAIN', 'PT01', 'PT02', 'PT03', 'PT04'] as const).slice(
		0,
		random.integer(1, 5),
	);
	return variants.flatMap((variant) =>
		imageSizes.map((size) => ({
			variant,
			link: `https://m.media-amazon.com/images/I/${asin}${variant}._SL${size}_.jpg`,
			height: size,
			width: Math.round(size * 0.8),
		})),
	);
}

/** Texts and images of a product, made anew from its ASIN at each call: always the same ones. */
export function catalogTextsOf(product: Pick<Product, 'asin'>): CatalogTexts {
	const random = new Random(hashOf(`catalog ${product.asin}`));
	const count = random.chance(0.03) ? 0 : random.integer(3, 5);
	return {
		bullets: random.shuffle(bullets).slice(0, count),
		description: random.chance(0.3) ? `${random.pick(bullets)}\n${random.pick(bullets)}` : null,
		images: makeImages(product.asin, random),
	};
}
