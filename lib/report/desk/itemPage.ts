import { ageMs, describeAge } from '../../listing/age';
import { composeTitle, type Listing } from '../../listing/listing';
import { formatCount, formatYen, formatYenChange } from '../../listing/money';
import { TRAIL_DAYS, type TrailPoint } from '../../listing/trail';
import type { ItemFacts, ItemProduct } from '../../shop/items/readItem';
import type { DeskShop } from '../../shop/desk/openShop';
import { tellHolds } from '../describeHold';
import { formatMoment } from '../formatTime';
import { renderTable, renderTiles, type Tile } from '../pages/pageShell';
import { markup, type Html } from '../render/inert';
import { renderAsin, renderPicture } from './amazonParts';
import { renderItemChart } from './itemChart';
import { renderOwnRule, type AskedRule } from './items/ownRule';
import { renderSold } from './items/soldTiles';
import { renderWords } from './items/wordCards';
import { renderItemQuestions } from './questions/itemQuestions';
import { renderAlarm } from './questions/refusedAnswers';
import { renderDesk, type DeskView } from './deskShell';
import { renderOpenProposals } from './homePage';
import { listEvents, type ItemEvent } from './itemEvents';

const DAY_MS = 86_400_000;
const MOST_EVENTS = 40;

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
			markup`<section class="card">${renderHead(product.listing, product)}${renderTiles(makeTiles(product, now))}${renderReasons(product)}</section>${renderCourse(shopTrail, product.trail, now)}`,
	);
	const bare = markup`<section class="card">${renderHead(listing, null)}<p>この商品のコードからはAmazonの商品が分からないため、何も変えません。</p></section>`;
	return [...(parts.length > 0 ? parts : [bare]), ...renderSold(item, now)];
}

/** Renders the course of the prices, for as long as it is known: the first days would be a dot among 90. */
function renderCourse(
	shop: readonly TrailPoint[],
	amazon: readonly TrailPoint[],
	now: number,
): Html {
	const known = Math.min(now, ...[...shop, ...amazon].map(({ at }) => at));
	const days = Math.min(Math.max(Math.ceil((now - known) / DAY_MS), 1), TRAIL_DAYS);
	const chart = renderItemChart({ shop, amazon, from: now - days * DAY_MS, to: now });
	return markup`<section class="card"><h2>${`価格の推移 (${days}日)`}</h2>${chart}${renderEvents(listEvents(shop, amazon))}</section>`;
}

function renderHead(listing: Listing, product: ItemProduct | null): Html {
	const picture = renderPicture(product?.image ?? null);
	const state = listing.visible
		? markup`<b class="chip good">公開</b>`
		: markup`<b class="chip warn">非公開</b>`;
	const asin = product ? markup` ・ ${renderAsin(product.asin)}` : markup``;
	return markup`${picture}<h2>${composeTitle(listing)}</h2><p class="note">${state} 在庫 ${formatCount(listing.variation?.stock ?? listing.stock)} ・ 商品ID <span class="code">${listing.item_id}</span>${asin}</p>`;
}

function makeTiles(
	{ listing, offer, margin, decision, answeredAt }: ItemProduct,
	now: number,
): Tile[] {
	const age = ageMs(answeredAt, now);
	const asked =
		age === null
			? 'まだ確認できていません'
			: age < 60_000
				? 'たったいま確認'
				: `${describeAge(age)}前に確認`;
	const isLoss = margin !== null && margin.profit < 0;
	return [
		{ name: '販売価格', value: formatYen(listing.price), note: noteFloor(decision.floor) },
		{
			name: '仕入値 (Amazon)',
			value: offer.price === null ? '—' : formatYen(offer.price),
			note: offer.reason === null ? asked : `${offer.reason} (${asked})`,
			...(offer.status === 'in_stock' ? {} : { tone: 'warn' as const }),
		},
		{
			name: '1件の利益',
			value: margin === null ? '—' : formatYenChange(margin.profit),
			note:
				margin === null
					? '仕入値が分かりません'
					: `${margin.percent === null ? '' : `利益率 ${margin.percent}%、`}手数料 ${formatYen(margin.fees)}`,
			tone: isLoss ? 'warn' : 'good',
		},
		{
			name: '損益分岐点',
			value: margin === null ? '—' : formatYen(margin.break_even),
			note: 'これより安いと赤字です',
		},
	];
}

const noteFloor = (floor: number | null): string =>
	floor === null ? '' : `下限 ${formatYen(floor)}`;

function renderReasons({ decision }: ItemProduct): Html {
	const { why } = tellHolds(decision);
	if (why.length === 0) return markup``;
	return markup`<h2>今の価格の理由</h2><ul>${why.map((line) => markup`<li>${line}</li>`)}</ul>`;
}

function renderEvents(events: readonly ItemEvent[]): Html {
	if (events.length === 0) return markup`<p class="note">この間、変化はありませんでした。</p>`;
	const rows = events
		.slice(0, MOST_EVENTS)
		.map(({ at, place, text, tone }) => [
			{ text: formatMoment(at) },
			{ text: place },
			{ text, ...(tone === 'calm' ? {} : { tone }) },
		]);
	const table = renderTable(['日時', '場所', '変化'], rows);
	const more = events.length > MOST_EVENTS ? `、新しい ${MOST_EVENTS}件` : '';
	return markup`<details><summary>${`変化の一覧 (${formatCount(events.length)}件${more})`}</summary>${table}</details>`;
}
