import {
	listKinds,
	type ItemLists,
	type ListedItem,
	type ListKind,
} from '../../../ledger/desk/itemLists';
import { formatYen } from '../../../listing/money';
import type { Offer } from '../../../listing/offer';
import type { Listed } from '../../../shop/lists/findListed';
import { sealWord, sealWords } from '../../../shop/words/openWords';
import { describeHold } from '../../describeHold';

/** Of each list so many items are kept; the others are counted. */
const MOST_KEPT = 1000;

/** Sorts items into the lists of the desk, each with its reason in the owner's words. @param at ISO 8601 */
export function composeLists(found: readonly Listed[], at: string): ItemLists {
	const byKind = Map.groupBy(found, ({ kind }) => kind);
	const make = <Value>(read: (listed: readonly Listed[]) => Value): Record<ListKind, Value> =>
		Object.fromEntries(listKinds.map((kind) => [kind, read(byKind.get(kind) ?? [])])) as Record<
			ListKind,
			Value
		>;
	return {
		at,
		counts: make((listed) => listed.length),
		seals: make((listed) => sealWords(listed.flatMap(({ word }) => word ?? []))),
		items: make((listed) => listed.toSorted(byAge).slice(0, MOST_KEPT).map(toItem)),
	};
}

/** The oldest first; what has no date comes last, by its number. */
const byAge = (one: Listed, other: Listed): number =>
	(one.since ?? '9').localeCompare(other.since ?? '9') || one.item_id - other.item_id;

const toItem = (listed: Listed): ListedItem => ({
	...{ item_id: listed.item_id, asin: listed.asin, title: listed.title, since: listed.since },
	note: describeListed(listed),
	word: listed.word && { name: listed.word.name, seal: sealWord(listed.word) },
});

function describeListed(listed: Listed): string {
	const { kind, held, amazonTitle, reason, status, drift, ownFloor } = listed;
	if (ownFloor !== undefined) return `この商品に決めた下限 ${formatYen(ownFloor)} を下回ります`;
	if (kind === 'unrecognised') {
		return amazonTitle === null
			? 'Amazonの商品名がまだ分かりません'
			: `Amazonの商品名は「${amazonTitle.slice(0, 60)}」です`;
	}
	if (status !== null) return statusTexts[status];
	if (drift !== null)
		return `${drift}。今のAmazonの商品名は「${(amazonTitle ?? '').slice(0, 60)}」です`;
	if (reason !== null) return reason;
	return [...new Set(held.map(describeHold))].join(' / ');
}

/** Words for Amazon's state of an item that its owner hides. */
const statusTexts: Record<Offer['status'], string> = {
	in_stock: 'Amazonに在庫があります',
	out_of_stock: 'Amazonに新品の在庫がありません',
	filtered_out: 'Amazonに条件に合う出品がありません',
	unknown: 'Amazonの在庫はまだ分かりません',
	gone: 'Amazonにその商品がありません',
};
