import { moveNames, type Decision, type HeldMove } from '../changes/decision';
import { describeAge } from '../listing/age';
import { nameBlock } from '../listing/blocks/blockLists';
import { formatCount, formatYen } from '../listing/money';
import { formatMoment } from './formatTime';

/** A move that waits, with the reason in words for the owner. */
export type ToldHold = HeldMove & { reason: string };

/** A decision as the item carries it, with a sentence for each waiting move. */
export interface ToldDecision extends Decision {
	held_moves: ToldHold[];
	/** Why a difference is not sent; null if nothing is held back. */
	held: string | null;
}

/** Adds the reasons of waiting moves: to each move, in one line, and among the steps. */
export function tellHolds(decision: Decision): ToldDecision {
	const held_moves = decision.held_moves.map((move) => ({ ...move, reason: describeHold(move) }));
	const reasons = [...new Set(held_moves.map(({ reason }) => reason))];
	return {
		...decision,
		held_moves,
		held: reasons.length > 0 ? reasons.join(' / ') : null,
		why: [...decision.why, ...reasons.map((reason) => `保留: ${reason}`)],
	};
}

/** Says why a move waits, in one sentence for the owner. */
export function describeHold(move: HeldMove): string {
	switch (move.guard) {
		case 'wave':
			return `3時間の${moveNames[move.kind]}が ${formatCount(move.limit)}件に達したため、お答えがあるまで止めています`;
		case 'refill':
			return `在庫が0になった商品が3時間に ${formatCount(move.limit)}件より多いため、お答えがあるまで補充しません`;
		case 'variations':
			return describeVariations(move);
		case 'brake':
			return '緊急停止で非公開にした商品です。緊急停止を解除すると再開します';
		case 'owners_visibility':
			return 'ショップで手動で非公開にされた商品は、自動では公開しません';
		case 'owners_price':
			return `ショップで手動で変更された価格 ${formatYen(move.price)} を優先します (下限以上のため)`;
		case 'first_price':
			return `まだ一度も自動更新していない商品で、今の販売価格 ${formatYen(move.price)} が計算した ${formatYen(Number(move.to))} と30%より大きく違います。お答えがあるまで今の価格のままにします`;
		case 'answer_age':
			return `値下げ・公開・在庫補充には ${describeAge(move.maximum_ms)}以内の確認が必要です`;
		case 'identity':
			return `Amazonの商品が別のものに変わった可能性があります (${move.drift})`;
		case 'unproved':
			return 'Amazonのもう1つの答えで確かめられるまで待ちます';
		case 'hidden_by_hand':
			return `非公開にした後、${formatMoment(Date.parse(move.at))} にBASEの管理画面で変更された商品です。お答えがあるまで公開しません`;
		case 'unexplained':
			return `仕入値も掛け率も変わっていないのに、計算した価格 ${formatYen(Number(move.to))} が今の ${formatYen(move.price)} と違います。お答えがあるまで今の価格のままにします`;
		case 'beside_book':
			return `このノードの掛け率はショップのルールと違います${move.named === null ? '' : ` (ショップのルールでは ${formatYen(move.named)})`}。Detect Changes の Rules を「From the Shop's Rule Book」にしてください`;
		case 'unsupported':
			return `仕入値 ${formatYen(move.cost)} は、最後に裏付けのとれた ${formatYen(move.supported)} より${move.fall_percent}%以上安く、ほかの出品やカート価格で確かめられません`;
		case 'own_rule':
			return move.price === null
				? '商品ごとのルールで対象外になっています'
				: `商品ごとのルールで、価格が ${formatYen(move.price)} に決まっています`;
		case 'sold_out':
			return 'Amazonに在庫がありません';
		case 'blocked':
			return `${nameBlock(move.block)}に当たるため、公開しません`;
		case 'floor':
			return `販売価格 ${formatYen(move.price)} が${move.is_own ? '、この商品に決めた' : ''}下限 ${formatYen(move.floor)} を下回るため`;
	}
}

function describeVariations(move: HeldMove & { guard: 'variations' }): string {
	const wanted = move.field === 'price' ? ` (計算では ${formatYen(Number(move.to))})` : '';
	return `${explainVariations(move)}${wanted}。BASEの管理画面で変更してください`;
}

function explainVariations({
	other_products,
	rows,
	trouble,
}: HeldMove & { guard: 'variations' }): string {
	if (other_products) return 'バリエーションがそれぞれ別のAmazon商品のため、価格は自動更新しません';
	const unread = trouble === null ? '' : ` (読めません: ${trouble})`;
	return `バリエーションが ${rows} 件ある商品の価格と在庫は自動更新しません${unread}`;
}
