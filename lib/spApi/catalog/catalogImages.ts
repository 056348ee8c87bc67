import type { Marketplace } from '../marketplaces';
import { ownRows, rowsIn, type Row } from './ownRows';

/** The pictures of a catalog item. */
export interface CatalogPictures {
	/** Links of the largest size of each picture, the main one first. */
	images: string[];
	/** The smaller sizes of a picture, largest first, by the link of its largest size. */
	smaller_images: Record<string, string[]>;
}

/**
 * Reads our marketplace's pictures from the `images` part. Amazon gives several sizes of each picture
 * (`variant` MAIN, PT01 ...) in no promised order, so they are sorted by variant, size and link. BASE
 * accepts only jpg, png and gif, so other links are left out. An image without a variant can't be
 * assigned to a picture, and is left out too; one of unknown size is the last choice of its picture.
 */
export function parsePictures(part: unknown, marketplace: Marketplace): CatalogPictures {
	const sizes = ownRows(part, marketplace)
		.flatMap(({ images }) => rowsIn(images))
		.flatMap(readSize);
	const variants = [...new Set(sizes.map(({ variant }) => variant))];
	const pictures = variants
		.sort((a, b) => compareText(rankPicture(a), rankPicture(b)))
		.map((variant) => linksBySize(sizes.filter((size) => size.variant === variant)));
	return {
		images: pictures.flatMap(([largest]) => largest ?? []),
		smaller_images: Object.fromEntries(
			pictures.flatMap(([largest, ...smaller]) =>
				largest === undefined || smaller.length === 0 ? [] : [[largest, smaller]],
			),
		),
	};
}

interface Size {
	variant: string;
	link: string;
	/** Pixels; 0 = unknown. If only the longer side is known, it also sorts the sizes of one picture. */
	longerSide: number;
}

function readSize({ variant, link, height, width }: Row): Size[] {
	if (typeof variant !== 'string' || variant === '' || !isImageLink(link)) return [];
	return [{ variant, link, longerSide: Math.max(countPixels(height), countPixels(width)) }];
}

const countPixels = (value: unknown): number =>
	typeof value === 'number' && Number.isFinite(value) ? Math.max(value, 0) : 0;

function isImageLink(link: unknown): link is string {
	if (typeof link !== 'string' || !URL.canParse(link)) return false;
	const { protocol, pathname } = new URL(link);
	return protocol === 'https:' && /\.(jpe?g|png|gif)$/i.test(pathname);
}

function linksBySize(sizes: readonly Size[]): string[] {
	const sorted = [...sizes].sort(
		(a, b) => b.longerSide - a.longerSide || compareText(a.link, b.link),
	);
	return [...new Set(sorted.map(({ link }) => link))];
}

/** MAIN comes before PT01, PT02 ... */
const rankPicture = (variant: string): string => (variant === 'MAIN' ? '' : variant);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
