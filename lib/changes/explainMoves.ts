import { formatCount, formatYen, formatYenChange } from '../listing/money';
import { nameOfItem } from '../listing/listing';
import type { HeldMove, Move } from './decision';
import { explainRows, nameOrder } from './rows';
import type { Situation } from './situation';

/** Says what the moves change in the shop, one line each. @param price yen, as the rule names it; null = none */
export function explainMoves(
	{ listing, falls, guards }: Situation,
	price: number | null,
	moves: Move[],
	held: HeldMove[],
): string[] {
	if (!listing) return [];
	const lines = moves.flatMap((move) => {
		if (typeof move.to === 'object') return explainRows(listing, move.to, falls.sold);
		switch (move.kind) {
			case 'raise':
			case 'cut': {
				const change = formatYenChange(Number(move.to) - listing.price);
				return `BASEの価格 ${formatYen(listing.price)} → ${formatYen(Number(move.to))} (${change})`;
			}
			case 'hide':
				return 'BASEで非公開にする';
			case 'show':
				return 'BASEで公開する';
			case 'refill':
			case 'empty': {
				const order = falls.sold?.get(nameOfItem(listing.item_id));
				const why = move.kind === 'refill' ? nameOrder(order) : '';
				return `BASEの在庫 ${formatCount(listing.stock)} → ${formatCount(Number(move.to))}${why}`;
			}
		}
	});
	if (moves.length === 0 && held.length === 0) {
		lines.push(`BASEはこのままでよい${explainDifference(listing.price, price, guards)}`);
	}
	return lines;
}

/** Says why a price other than the rule's stays: it is near enough. */
function explainDifference(
	shown: number,
	wanted: number | null,
	{ minimumEditYen }: Situation['guards'],
): string {
	const difference = wanted === null ? 0 : Math.abs(wanted - shown);
	return difference > 0 && difference < minimumEditYen
		? ` (差の ${formatYen(difference)} は、更新する最小の差額 ${formatYen(minimumEditYen)} より小さいため)`
		: '';
}
