import type { Question } from '../../ledger/questions/question';
import type { Listing } from '../../listing/listing';
import { computeMargin, type Margin } from '../../listing/pricing/margin';
import type { PriceOverride } from '../../listing/pricing/rule';
import type { TrailPoint } from '../../listing/trail';
import type { ProfitSum } from '../../orders/profit';
import { sumItem } from '../lists/findProfits';
import { readShopRules } from '../runs/shopRules';
import { findSoldFacts, type SoldFacts } from './soldFacts';
import type { Product } from '../tables/product';
import { readProducts, type ProductPorts, type Stranger } from '../tables/readProducts';

/** One item of a shop, by all that the store knows. */
export interface ItemFacts {
	listing: Listing;
	/** Its products: one, or one for each row that sells another; empty if its code names none. */
	products: ItemProduct[];
	/** The product that its code only seems to name; null = its code is clear, or names none. */
	stranger: Stranger | null;
	/** The owner's settings for it; empty if there are none. */
	override: PriceOverride;
	/** Open questions about it, each with its members of this item alone. */
	questions: Question[];
	/** How its price and its being on sale changed, oldest first, ending with the present state. */
	shopTrail: TrailPoint[];
	/** How it sells; null in a shop whose orders nobody reads. */
	sold: SoldFacts | null;
	/** The sums of its orders of the last 90 days; null in a shop whose orders nobody reads. */
	profit: ProfitSum | null;
}

export interface ItemProduct extends Product {
	/** By the last known price of Amazon's; null without one. */
	margin: Margin | null;
	/** How Amazon's price and stock changed, oldest first, ending with the present state. */
	trail: TrailPoint[];
	/** Link of its main picture at Amazon; null if none is known. */
	image: string | null;
}

/** Reads an item without asking the shop or Amazon; null if the shop's last list does not have it. */
export async function readItem(
	account: string,
	itemId: number,
	ports: Omit<ProductPorts, 'only' | 'rules'>,
): Promise<ItemFacts | null> {
	const { ledger } = ports.data;
	const listing = (await ledger.items.read(account))?.listings.find(
		({ item_id }) => item_id === itemId,
	);
	if (!listing) return null;
	const rules = await readShopRules(ledger.rules, account);
	const strangers: Stranger[] = [];
	const onStranger = (each: Stranger): void => void strangers.push(each);
	const list = await readProducts(account, {
		...ports,
		rules,
		only: new Set([itemId]),
		onStranger,
	});
	const questions = (await ledger.questions.all(account)).flatMap((question) => {
		const members = question.members.filter(({ item_id }) => item_id === itemId);
		return question.answer === null && members.length > 0 ? [{ ...question, members }] : [];
	});
	const products: ItemProduct[] = [];
	for (const product of list?.products ?? []) {
		products.push(await completeProduct(product, rules.values.pricing, ports));
	}
	return {
		...{ listing, products, questions },
		sold: findSoldFacts(await ledger.sales.read(account), itemId, ports.now()),
		profit: await sumItem(ledger, { account, itemId, now: ports.now() }),
		stranger: strangers.find(({ asin }) => asin !== null) ?? null,
		override: rules.values.items[itemId] ?? {},
		shopTrail: endWith(await ledger.items.readTrail(account, itemId), {
			...{ at: Date.parse(listing.read_at), price: listing.price, is_on: listing.visible },
		}),
	};
}

async function completeProduct(
	product: Product,
	rule: Parameters<typeof computeMargin>[2],
	{ data }: Pick<ProductPorts, 'data'>,
): Promise<ItemProduct> {
	const { asin, listing, offer } = product;
	const trail = (await data.cache.readTrails([asin])).get(asin) ?? [];
	const document = (await data.cache.read([asin])).get(asin);
	const at = Date.parse(offer.fetched_at);
	const now = { at, price: offer.price, is_on: document?.in_stock ?? null };
	return {
		...product,
		margin: offer.price === null ? null : computeMargin(listing.price, offer.price, rule),
		trail: Number.isNaN(at) ? trail : endWith(trail, now),
		image: document?.images?.[0] ?? null,
	};
}

/** The last change may be weeks old: what is known since is that nothing changed. */
const endWith = (trail: readonly TrailPoint[], now: TrailPoint): TrailPoint[] => [
	...trail.filter(({ at }) => at < now.at),
	now,
];
