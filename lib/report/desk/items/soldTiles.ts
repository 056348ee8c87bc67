import { describeAge } from '../../../listing/age';
import { formatCount, formatYenChange } from '../../../listing/money';
import { profitOf } from '../../../orders/lineFigures';
import type { ProfitSum } from '../../../orders/profit';
import type { ItemFacts } from '../../../shop/items/readItem';
import { formatMoment } from '../../formatTime';
import { renderTiles, type Tile } from '../../pages/pageShell';
import { markup, type Html } from '../../render/inert';
import { addressOf } from '../deskShell';

const DAY_MS = 86_400_000;

/** Renders how an item sells; nothing in a shop whose orders nobody reads. */
export function renderSold(
	{ sold, profit, listing: { account } }: Pick<ItemFacts, 'sold' | 'profit' | 'listing'>,
	now: number,
): Html[] {
	if (sold === null) return [];
	const { in30Days, in90Days, lastSoldAt } = sold;
	const tiles: Tile[] = [
		{
			name: '売れた数 (30日)',
			value: `${formatCount(in30Days)}個`,
			note: noteSince(sold.since, 30, now),
		},
		{
			name: '売れた数 (90日)',
			value: `${formatCount(in90Days)}個`,
			note: noteSince(sold.since, 90, now),
		},
		{
			name: '最後に売れた日',
			value: describeLastSale(lastSoldAt, now),
			note: lastSoldAt === null ? noteSince(sold.since, Infinity, now) : formatMoment(lastSoldAt),
		},
	];
	if (profit !== null) tiles.push(showProfit(profit));
	return [
		markup`<section class="card"><h2>売れ行き</h2>${renderTiles(tiles)}<p><a class="button" href="${addressOf(account, 'profit', { by: 'items' })}">利益の見込みを商品ごとに見る</a></p></section>`,
	];
}

function showProfit(sum: ProfitSum): Tile {
	const { lines, unknownLines } = sum;
	const profit = profitOf(sum);
	return {
		name: '利益の見込み (90日)',
		value: lines === 0 ? '—' : formatYenChange(profit),
		note: unknownLines === 0 ? '' : `ほかに仕入値不明の明細 ${formatCount(unknownLines)}件`,
		...(lines > 0 && profit < 0 ? { tone: 'warn' } : {}),
	};
}

/** `3日前`, `5時間前`; the order may be a little ahead of this machine's clock. */
export function describeLastSale(lastSoldAt: number | null, now: number): string {
	if (lastSoldAt === null) return 'まだありません';
	const age = Math.max(now - lastSoldAt, 0);
	return age < 60_000 ? 'たったいま' : `${describeAge(age)}前`;
}

/** A count of fewer days than its name says needs a word. */
const noteSince = (since: number, days: number, now: number): string =>
	now - since < days * DAY_MS ? `${formatMoment(since)} から数えています` : '';
