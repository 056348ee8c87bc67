/** Whether a page at Amazon still sells what it sold when its price was first trusted. */

/** What a product calls itself. */
export interface ProductName {
	title: string | null;
	brand: string | null;
}

/** The change of brand in words, where the title became another one too; null while nothing is wrong. */
export function identityDrift(trusted: ProductName, now: ProductName): string | null {
	const brandChanged = !!trusted.brand && !!now.brand && trusted.brand !== now.brand;
	if (!brandChanged || areSimilar(trusted.title ?? '', now.title ?? '')) return null;
	return `ブランド「${trusted.brand}」→「${now.brand}」`;
}

/** Same product by title: at least a third of the two-character pieces are shared. */
function areSimilar(a: string, b: string): boolean {
	const [left, right] = [piecesOf(a), piecesOf(b)];
	if (left.size === 0 || right.size === 0) return false;
	const shared = [...left].filter((piece) => right.has(piece)).length;
	return shared * 3 >= Math.min(left.size, right.size);
}

function piecesOf(text: string): Set<string> {
	const plain = text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
	return new Set(
		Array.from({ length: Math.max(plain.length - 1, 0) }, (_, i) => plain.slice(i, i + 2)),
	);
}
