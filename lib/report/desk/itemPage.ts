import type { ItemFacts } from '../../shop/items/readItem';
import type { DeskShop } from '../../shop/desk/openShop';
import { markup, type Html } from '../render/inert';
import { renderDesk, type DeskView } from './deskShell';
import { renderOwnRule, type AskedRule } from './items/ownRule';
import { renderCourse } from './items/priceCourse';
import { renderProduct, renderStranger } from './items/productCard';
import { renderSold } from './items/soldTiles';
import { renderWords } from './items/wordCards';
import { renderItemQuestions } from './questions/itemQuestions';
import { renderAlarm } from './questions/refusedAnswers';
import { renderOpenProposals } from './rules/openProposals';

/** An item's page, beside the facts about the item. */
export interface ItemPage {
	/** Why an answer was not taken; empty = none was refused. */
	alarm: string;
	/** The form of its own rule that came back. */
	asked?: AskedRule;
	/** Milliseconds since 1970. */
	now: number;
}

/** Renders the page of an item: the questions about it, all that is known, and the rule of its own. */
export function renderItemPage(
	shop: DeskShop,
	view: DeskView,
	item: ItemFacts,
	{ alarm, asked, now }: ItemPage,
): string {
	const { listing, questions, override } = item;
	// The next words of the owner come on top of those that wait for approval.
	const typed = shop.items.rules[listing.item_id] ?? {};
	const own = renderOwnRule(listing.item_id, { ruling: override, typed }, view, asked);
	return renderDesk('商品', 'find', view, [
		...renderAlarm(alarm),
		...renderOpenProposals(shop),
		...renderItemQuestions(questions, listing, view),
		...renderWords(item, view),
		// Wrong values are asked back where the eye is first.
		...(asked ? [own] : []),
		...renderItem(item, now),
		...(asked ? [] : [own]),
	]);
}

/** Renders all that is known of an item: figures, the reasons of today, the course of 90 days, what happened, how it sells. */
export function renderItem(item: ItemFacts, now: number): Html[] {
	const { listing, products, shopTrail } = item;
	const parts = products.map(
		(product) =>
			markup`${renderProduct(product, now)}${renderCourse(shopTrail, product.trail, now)}`,
	);
	return [...(parts.length > 0 ? parts : [renderStranger(listing)]), ...renderSold(item, now)];
}
