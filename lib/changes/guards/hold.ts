import { describeAge } from '../../listing/age';
import { nameBlock, type Block } from '../../listing/blocks/blockLists';
import { formatCount, formatYen } from '../../listing/money';

/** Why a move waits: the name of the guard and the facts for its sentence. Prices in yen. */
export type Hold =
	/** Of its kind, more edits than `limit` were made within hours. */
	| { guard: 'wave'; limit: number }
	/** More stocks than `limit` fell to 0 within hours. */
	| { guard: 'refill'; limit: number }
	/**
	 * `other_products`: each row sells a different product; `trouble`: what can't be read of the
	 * rows, or null.
	 */
	| { guard: 'variations'; other_products: boolean; rows: number; trouble: string | null }
	| { guard: 'brake' }
	| { guard: 'owners_visibility' }
	| { guard: 'owners_price'; price: number }
	/** The shop's price before anything was ever written to the item. */
	| { guard: 'first_price'; price: number }
	/** Somebody changed it in the shop at that time, after this package had hidden it; null = BASE names no time. */
	| { guard: 'hidden_by_hand'; at: string | null }
	| { guard: 'answer_age'; maximum_ms: number }
	/** The shop's price, although neither cost nor rules nor the owner's setting changed. */
	| { guard: 'unexplained'; price: number }
	/** The price that the shop's rule book names instead; null if it names none. */
	| { guard: 'beside_book'; named: number | null }
	| { guard: 'identity'; drift: string }
	/** No second source supports the answer, nor does the other operation give the same. */
	| { guard: 'unproved' }
	| { guard: 'unsupported'; cost: number; supported: number; fall_percent: number }
	/** `is_own`: the price loses no money, but is below the floor that the owner gave the item. */
	| { guard: 'floor'; price: number; floor: number; is_own?: true }
	/** The owner took the item out (null), or fixed its price (yen), since the run that a job takes back. */
	| { guard: 'own_rule'; price: number | null }
	/** The price was made by rules that the owner has replaced since. */
	| { guard: 'other_rules' }
	/** Amazon does not sell it, so a job must not put it on sale. */
	| { guard: 'sold_out' }
	| { guard: 'blocked'; block: Block };

/** Other parts of the package ask this about a hold by its name. */
interface HoldTraits {
	/** The item stays as it is until the owner does something in the shop. */
	lasts: boolean;
	/** Only the owner can settle it, so they are told at once. */
	isUrgent: boolean;
}

const passing: HoldTraits = { lasts: false, isUrgent: false };
const lasting: HoldTraits = { lasts: true, isUrgent: false };

export const holdTraits: Readonly<Record<Hold['guard'], HoldTraits>> = {
	wave: passing,
	refill: passing,
	variations: lasting,
	brake: lasting,
	owners_visibility: lasting,
	owners_price: { lasts: true, isUrgent: true },
	first_price: passing,
	hidden_by_hand: passing,
	answer_age: passing,
	unexplained: passing,
	beside_book: passing,
	identity: { lasts: false, isUrgent: true },
	unproved: passing,
	unsupported: passing,
	floor: lasting,
	own_rule: passing,
	other_rules: passing,
	sold_out: lasting,
	blocked: lasting,
};

/** The move that waits, as far as its sentence tells of it. */
export interface ToldMove {
	/** In the owner's words. */
	name: string;
	field: string;
	to: unknown;
	/** Says a time, ms, as the owner reads times. */
	sayTime: (at: number) => string;
}

/** Says why a move waits, in one sentence for the owner. */
export function sayHold(hold: Hold, move: ToldMove): string {
	switch (hold.guard) {
		case 'wave':
			return `3時間の${move.name}が ${formatCount(hold.limit)}件に達したため、お答えがあるまで止めています`;
		case 'refill':
			return `在庫が0になった商品が3時間に ${formatCount(hold.limit)}件より多いため、お答えがあるまで補充しません`;
		case 'variations':
			return sayVariations(hold, move);
		case 'brake':
			return '緊急停止で非公開にした商品です。緊急停止を解除すると再開します';
		case 'owners_visibility':
			return 'ショップで手動で非公開にされた商品は、自動では公開しません';
		case 'owners_price':
			return `ショップで手動で変更された価格 ${formatYen(hold.price)} を優先します (下限以上のため)`;
		case 'first_price':
			return `まだ一度も自動更新していない商品で、今の販売価格 ${formatYen(hold.price)} が計算した ${formatYen(Number(move.to))} と30%より大きく違います。お答えがあるまで今の価格のままにします`;
		case 'answer_age':
			return `値下げ・公開・在庫補充には ${describeAge(hold.maximum_ms)}以内の確認が必要です`;
		case 'identity':
			return `Amazonの商品が別のものに変わった可能性があります (${hold.drift})`;
		case 'unproved':
			return 'Amazonのもう1つの答えで確かめられるまで待ちます';
		case 'hidden_by_hand':
			return hold.at === null
				? '非公開にした後、BASEの管理画面で変更されたかもしれない商品です (BASEが変更の日時を答えていません)。お答えがあるまで公開しません'
				: `非公開にした後、${move.sayTime(Date.parse(hold.at))} にBASEの管理画面で変更された商品です。お答えがあるまで公開しません`;
		case 'unexplained':
			return `仕入値も掛け率も変わっていないのに、計算した価格 ${formatYen(Number(move.to))} が今の ${formatYen(hold.price)} と違います。お答えがあるまで今の価格のままにします`;
		case 'beside_book':
			return `このノードの掛け率はショップのルールと違います${hold.named === null ? '' : ` (ショップのルールでは ${formatYen(hold.named)})`}。Detect Changes の Rules を「From the Shop's Rule Book」にしてください`;
		case 'unsupported':
			return `仕入値 ${formatYen(hold.cost)} は、最後に裏付けのとれた ${formatYen(hold.supported)} より${hold.fall_percent}%以上安く、ほかの出品やカート価格で確かめられません`;
		case 'own_rule':
			return hold.price === null
				? '商品ごとのルールで対象外になっています'
				: `商品ごとのルールで、価格が ${formatYen(hold.price)} に決まっています`;
		case 'other_rules':
			return '価格を決めたあとで、価格のルールが変わりました';
		case 'sold_out':
			return 'Amazonに在庫がありません';
		case 'blocked':
			return `${nameBlock(hold.block)}に当たるため、公開しません`;
		case 'floor':
			return `販売価格 ${formatYen(hold.price)} が${hold.is_own ? '、この商品に決めた' : ''}下限 ${formatYen(hold.floor)} を下回るため`;
	}
}

type Variations = Hold & { guard: 'variations' };

function sayVariations(hold: Variations, move: ToldMove): string {
	const wanted = move.field === 'price' ? ` (計算では ${formatYen(Number(move.to))})` : '';
	return `${explainVariations(hold)}${wanted}。BASEの管理画面で変更してください`;
}

function explainVariations({ other_products, rows, trouble }: Variations): string {
	if (other_products) return 'バリエーションがそれぞれ別のAmazon商品のため、価格は自動更新しません';
	const unread = trouble === null ? '' : ` (読めません: ${trouble})`;
	return `バリエーションが ${rows} 件ある商品の価格と在庫は自動更新しません${unread}`;
}
