import { formatYen } from '../../../listing/money';
import type { Edits } from '../../../listing/memory';
import type { ShownMember } from '../../../shop/desk/readQuestions';
import type { QuestionMember } from '../../../ledger/questions/question';

/** Says what a yes would do to an item: `2,600円 → 3,980円、公開する`. */
export function describeMove({ proposal, facts }: QuestionMember): string {
	const { price, visible } = proposal;
	const moves = [
		...(price === undefined ? [] : [`${formatYen(facts.price)} → ${formatYen(price)}`]),
		...(visible === undefined ? [] : [visible ? '公開する' : '非公開にする']),
		...describeStock(proposal),
	];
	return moves.join('、') || '在庫の変更';
}

function describeStock({ stock, row_stocks }: Edits): string[] {
	const stocks = new Set([
		...(stock === undefined ? [] : [stock]),
		...Object.values(row_stocks ?? {}),
	]);
	if (stocks.size === 0) return [];
	return [stocks.size === 1 ? `在庫を ${[...stocks][0]} にする` : '在庫を補充する'];
}

/** Says what helps to decide about an item, as far as it is known. */
export function describeFacts({ member, cost, price: now }: ShownMember): string[] {
	const { price, floor } = member.facts;
	const shown = member.proposal.price === undefined ? [`価格 ${formatYen(price)}`] : [];
	return [
		...shown,
		...(cost === null ? [] : [`仕入値 ${formatYen(cost)}`]),
		...(floor === null ? [] : [`下限 ${formatYen(floor)}`]),
		...(now === null || now === price ? [] : [`いまの販売価格 ${formatYen(now)}`]),
	];
}

/** Names an item for people. */
export const nameMember = ({ title, member }: Pick<ShownMember, 'title' | 'member'>): string =>
	title === null || title === '' ? `商品ID ${member.name}` : title;
