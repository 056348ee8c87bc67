import { ageMs, describeAge } from '../../../listing/age';
import { composeTitle, type Listing } from '../../../listing/listing';
import { formatCount, formatYen, formatYenChange } from '../../../listing/money';
import type { ItemProduct } from '../../../shop/items/readItem';
import { tellHolds } from '../../describeHold';
import { renderTiles, type Tile } from '../../pages/pageShell';
import { markup, type Html } from '../../render/inert';
import { renderAsin, renderPicture } from '../amazonParts';

/** Renders what an item sells, with its figures and the reasons for its price. */
export const renderProduct = (product: ItemProduct, now: number): Html =>
	markup`<section class="card">${renderHead(product.listing, product)}${renderTiles(makeTiles(product, now))}${renderReasons(product)}</section>`;

/** Renders an item whose code names no product of Amazon's. */
export const renderStranger = (listing: Listing): Html =>
	markup`<section class="card">${renderHead(listing, null)}<p>この商品のコードからはAmazonの商品が分からないため、何も変えません。</p></section>`;

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
