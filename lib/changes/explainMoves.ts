import { formatCount, formatYen, formatYenChange } from '../listing/money';
import type { HeldMove, Move } from './decision';
import { explainRows } from './rows';
import type { Situation } from './situation';

/** Says what the moves change in the shop, one line each. */
export function explainMoves({ listing }: Situation, moves: Move[], held: HeldMove[]): string[] {
	if (!listing) return [];
	const lines = moves.flatMap((move) => {
		if (typeof move.to === 'object') return explainRows(listing, move.to);
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
			case 'empty':
				return `BASEの在庫 ${formatCount(listing.stock)} → ${formatCount(Number(move.to))}`;
		}
	});
	if (moves.length === 0 && held.length === 0) lines.push('BASEはこのままでよい');
	return lines;
}
