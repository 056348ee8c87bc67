import { isAsin } from '../../listing/codes/asin';
import { indexByAsin } from '../../listing/codes/listedItems';
import { mapListing } from '../../listing/codes/mapListing';
import type { Listing } from '../../listing/listing';

/** The new code of an item, or why it gets none, for the owner. */
export type CodePlan =
	{ code: string; oldAsin: string; problem: null } | { code: null; oldAsin: null; problem: string };

/** The shop around the item. */
export interface CodeContext {
	/** All items of the shop's last list. */
	listings: readonly Listing[];
	/** The shop's own format of a code; absent = the usual ones. */
	pattern?: RegExp;
}

/**
 * Plans the code that makes an item sell another product. The form of the old code stays, so that whatever else
 * reads the shop's codes goes on reading them. An ASIN that another item sells already is refused.
 */
export function planCode(
	item: Listing,
	asin: string,
	{ listings, pattern }: CodeContext,
): CodePlan {
	if (!isAsin(asin)) {
		const typed: string = asin;
		return refuse(`「${typed.slice(0, 20)}」はASINではありません。10文字のASINを入れてください`);
	}
	const map = mapListing(item, pattern);
	if (map.kind === 'unmapped') return refuse(`今の${map.reason}ため、変えません`);
	if (map.kind === 'rows' || item.variations.some(({ identifier }) => identifier !== '')) {
		return refuse(
			'バリエーションごとに商品コードがあります。BASEの管理画面で1つずつ変えてください',
		);
	}
	if (map.asin === asin) return refuse('今と同じASINです');
	const others = listings.filter(({ item_id }) => item_id !== item.item_id);
	const [seller] = indexByAsin(others, pattern)(asin).sure;
	if (seller) return refuse(`${asin} は、商品ID ${seller.item_id} がすでに販売しています`);
	const code = [item.identifier.replace(map.asin, asin), `b-${asin}`].find((each) =>
		isCodeOf({ ...item, identifier: each }, asin, pattern),
	);
	if (code === undefined) {
		return refuse(`商品コード「${item.identifier}」の形に ${asin} を入れられません`);
	}
	return { code, oldAsin: map.asin, problem: null };
}

/** A code that leaves a doubt would have to be recognised again. */
function isCodeOf(item: Listing, asin: string, pattern: RegExp | undefined): boolean {
	const map = mapListing(item, pattern);
	return map.kind === 'whole' && map.asin === asin && map.doubt === undefined;
}

const refuse = (problem: string): CodePlan => ({ code: null, oldAsin: null, problem });
