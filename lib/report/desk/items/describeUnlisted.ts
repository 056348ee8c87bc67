import { formatMoment } from '../../formatTime';

/** The items of a shop by its last list. */
export interface ListedItems {
	/** Titles by item. */
	titles: ReadonlyMap<string, string>;
	/** When the list was read as a whole, ISO 8601 with offset. */
	readAt: string;
}

/** Says that the shop's list lacks an item, and how old the list is: a new item may be too young for it. */
export const describeUnlisted = (id: string, { readAt }: ListedItems): string =>
	`商品ID ${id} は、このショップの商品一覧にありません。番号を確かめてください。(一覧は ${formatMoment(Date.parse(readAt))} 時点。新しい商品は次の同期のあとで)`;
