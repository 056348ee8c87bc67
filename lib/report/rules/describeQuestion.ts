import type { QuestionNote } from '../../ledger/rules/runRules';
import type { QuestionKind } from '../../listing/guards/questionKinds';
import { formatCount, formatYen } from '../../listing/money';

/** Asks the owner, with the code of each answer. */
export function describeQuestion({ kind, count, codes, examples }: QuestionNote): string {
	const { about, yes, no } = tellQuestion(kind, count);
	const shown = describeExamples(examples);
	return `${about}${yes}には ${codes.yes}、${no}には ${codes.no} を「設定」の approve に入れてください。${shown}`;
}

/** Says why items wait for the owner, and what each answer does. */
export function tellQuestion(kind: QuestionKind, count: number): ToldQuestion {
	const { about, ...words } = questions[kind];
	return { ...words, about: about(`${formatCount(count)}件`) };
}

export interface ToldQuestion extends Omit<QuestionWords, 'about'> {
	/** Why they wait, in a sentence. */
	about: string;
}

interface QuestionWords {
	/** The matter, for a heading. */
	name: string;
	/** Why it waits. @param items their number, with its unit */
	about: (items: string) => string;
	/** The effect of a yes; "には" follows. */
	yes: string;
	no: string;
}

const questions: Record<QuestionKind, QuestionWords> = {
	first_price: {
		name: '今の価格と大きく違う価格',
		about: (items) => `計算した価格と30%より大きく違うため、${items}を今の価格のままにしています。`,
		yes: '計算した価格にする',
		no: '今の価格のままにする',
	},
	unexplained: {
		name: '変える理由の見つからない価格',
		about: (items) =>
			`仕入値も掛け率も変わっていないのに、計算した価格が今の価格と違うため、${items}を今の価格のままにしています。`,
		yes: '計算した価格にする',
		no: '今の価格のままにする',
	},
	unsupported: {
		name: '確かめられない大きな値下がり',
		about: (items) =>
			`Amazonの価格が大きく下がり、ほかの出品やカート価格で確かめられないため、${items}を値下げせずにいます。`,
		yes: '値下げする',
		no: '今の価格のままにする',
	},
	hidden_by_hand: {
		name: '手動で変更された商品の公開',
		about: (items) =>
			`Amazonに在庫が戻りましたが、非公開の間にBASEの管理画面で変更されたため、${items}を公開せずにいます。`,
		yes: '公開する',
		no: '非公開のままにする',
	},
	refill: {
		name: '在庫の補充',
		about: (items) =>
			`在庫が0になった商品が一度に多いため、${items}を補充せずにいます (休業などで手動で0にしたときは、そのままで構いません)。`,
		yes: '補充する',
		no: '在庫0のままにする',
	},
	wave: {
		name: 'ふだんより多い変更',
		about: (items) => `同じ種類の変更が多すぎるため、${items}を止めています。`,
		yes: '続きも行う',
		no: '行わない',
	},
};

const describeExamples = (examples: QuestionNote['examples']): string =>
	examples.length === 0 ? '' : ` (例: ${examples.map(describeExample).join('、')})`;

function describeExample({ asin, price, to, visible }: QuestionNote['examples'][number]): string {
	const moves = [
		...(to === null ? [] : [`${formatYen(price)} → ${formatYen(to)}`]),
		...(visible === null ? [] : [visible ? '公開' : '非公開']),
	];
	return `${asin} ${moves.join('・') || '在庫の変更'}`;
}
