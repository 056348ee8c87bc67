import { nameBlock } from '../../listing/blocks/blockLists';
import type { StopCause } from '../../listing/offer';
import {
	hasChanged,
	hasMoved,
	type AmazonState,
	type ItemChange,
	type ShopState,
} from '../../ledger/notices/itemChange';
import { formatYen, formatYenChange } from '../../listing/money';
import { floorNames } from '../../listing/pricing/pricing';

/** Why an item is hidden, in one clause each. */
const causes: Record<StopCause, string> = {
	sold_out: '売り切れ',
	filtered_out: '条件に合う出品がありません',
	gone: 'Amazonに商品がありません',
	...floorNames,
	no_answer: 'Amazonで長く確認できていません',
	blocked: '出品しないリストに当たります',
};

/** Says in one line what moved at Amazon and what BASE shows now. */
export const describeChange = (change: ItemChange): string =>
	[...describeAmazon(change), ...describeShop(change)].join('、');

/** The amount of money in an item's news; it orders the lists, biggest first. */
export function yenAtStake({ amazon, shop }: ItemChange): number {
	const between = (from: number | null, to: number | null) =>
		from === null || to === null ? 0 : Math.abs(to - from);
	const amounts = [between(shop.before.price, shop.after.price)];
	if (amazon) {
		amounts.push(between(amazon.before.price, amazon.after.price));
		if (amazon.kinds.includes('stock')) {
			amounts.push(amazon.after.price ?? amazon.before.price ?? 0);
		}
	}
	return Math.max(...amounts);
}

function describeAmazon({ amazon, stop }: ItemChange): string[] {
	if (amazon === null) return [];
	// Told only where an earlier message may have told the way there.
	if (!hasMoved(amazon)) return [describeReturn(amazon.after)];
	const { kinds, before, after } = amazon;
	if (kinds.includes('price') && before.price !== null && after.price !== null) {
		const diff = formatYenChange(after.price - before.price);
		const back = kinds.includes('stock') && after.in_stock ? ' 在庫あり' : '';
		return [`Amazon ${formatYen(before.price)} → ${formatYen(after.price)} (${diff})${back}`];
	}
	const price = after.price === null ? '' : ` ${formatYen(after.price)}`;
	return [`Amazon ${nameBefore(before)} → ${nameAfter(after.in_stock, stop)}${price}`];
}

const describeReturn = ({ price, in_stock }: AmazonState): string =>
	`Amazon ${price === null ? nameStock(in_stock) : formatYen(price)} に戻りました`;

const nameStock = (inStock: boolean | null): string =>
	inStock === null ? '不明' : inStock ? '在庫あり' : '売り切れ';

const nameBefore = ({ in_stock, is_filtered }: AmazonState): string =>
	is_filtered ? causes.filtered_out : nameStock(in_stock);

/** Offers that the filter refuses are no sold-out product. */
const nameAfter = (inStock: boolean | null, stop: StopCause | null): string =>
	inStock === false && (stop === 'filtered_out' || stop === 'gone')
		? causes[stop]
		: nameStock(inStock);

function describeShop(change: ItemChange): string[] {
	const { shop, stock, rows, why, staysOnSale } = change;
	const reason = describeStop(change);
	const { before, after } = shop;
	const parts: string[] = [];
	if (hasChanged(before.price, after.price)) {
		parts.push(`BASE ${formatYen(before.price ?? 0)} → ${formatYen(after.price ?? 0)}`);
	}
	if (hasChanged(before.visible, after.visible)) {
		parts.push(after.visible ? 'BASE 公開' : `BASE 非公開${reason}`);
	}
	if (stock !== null) parts.push(`BASE 在庫 ${stock}`);
	for (const row of rows) {
		parts.push(`BASE「${row.title}」の在庫 ${row.before} → ${row.after}`);
	}
	if (staysOnSale) parts.push(`BASE まだ公開中${reason}`);
	if (parts.length > 0) return parts;
	return before.price === null ? [why] : [describeUnchanged(after)];
}

const describeStop = ({ stop, block }: ItemChange): string =>
	stop === null ? '' : ` (${block && stop === 'blocked' ? nameBlock(block) : causes[stop]})`;

const describeUnchanged = ({ price, visible }: ShopState): string =>
	visible === false ? 'BASE 非公開のまま' : `BASE ${formatYen(price ?? 0)} のまま`;
