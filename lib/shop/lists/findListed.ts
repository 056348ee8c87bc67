import type { HeldMove } from '../../changes/decision';
import { readShopMemory } from '../../changes/guards/guard';
import type { ListKind } from '../../ledger/desk/itemLists';
import { isDead } from '../../listing/gone';
import { composeTitle } from '../../listing/listing';
import { findNeverEditable } from '../../listing/memory';
import {
	readProducts,
	type Product,
	type ProductPorts,
	type Stranger,
} from '../tables/readProducts';

/** An item that does not go by itself, with the facts of it. */
export interface Listed {
	kind: ListKind;
	item_id: number;
	/** Empty if its code names no product. */
	asin: string;
	title: string;
	/** Since when, ISO 8601 with offset; null = not known. */
	since: string | null;
	/** The moves that wait; of `held` and `by_hand` alone. */
	held: HeldMove[];
	/** Amazon's title of the product that the code seems to name; null = none is known. */
	amazonTitle: string | null;
	/** BASE's reason; of `closed` alone. */
	reason: string | null;
}

/** Finds all items of a shop that do not go by themselves; null if its list was never read. */
export async function findListed(
	account: string,
	ports: Omit<ProductPorts, 'only' | 'rules' | 'onStranger'>,
): Promise<Listed[] | null> {
	const strangers: Listed[] = [];
	const onStranger = (stranger: Stranger): void => void strangers.push(toStranger(stranger));
	const list = await readProducts(account, { ...ports, onStranger });
	return list && [...list.products.flatMap(toListed), ...strangers];
}

function toStranger({ listing, asin, document }: Stranger): Listed {
	const kind = asin === null ? 'unmapped' : 'unrecognised';
	const amazonTitle = document?.title_ja ?? null;
	return {
		...{ kind, item_id: listing.item_id, asin: asin ?? '', title: listing.title },
		...{ since: null, held: [], amazonTitle, reason: null },
	};
}

/** By hand first: what waits for nothing but the owner's own hand is no question. */
function toListed(product: Product): Listed[] {
	const { asin, listing, decision, document } = product;
	const base = {
		...{ item_id: listing.item_id, asin, title: composeTitle(listing) },
		...{ since: null, held: [], amazonTitle: null, reason: null },
	};
	const reason = findNeverEditable(readShopMemory(document, listing), listing);
	if (reason !== null) return [{ ...base, kind: 'closed', reason }];
	const held = decision.held_moves.filter(({ quiet }) => !quiet);
	const byHand = held.filter(({ guard }) => guard.startsWith('owners_'));
	const found: Listed[] = [];
	if (isDead(document?.gone)) {
		found.push({ ...base, kind: 'dead', since: document?.gone?.since ?? null });
	} else if (document?.failing_since) {
		found.push({ ...base, kind: 'no_answer', since: document.failing_since });
	}
	if (decision.stop === 'below_floor') found.push({ ...base, kind: 'below_floor' });
	if (byHand.length > 0) found.push({ ...base, kind: 'by_hand', held: byHand });
	else if (held.length > 0) found.push({ ...base, kind: 'held', held });
	return found;
}
