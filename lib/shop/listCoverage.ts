/** An item of a shop's list, with its run's figures for the whole list. */
export interface CoveredItem {
	/** Empty if the item names none. */
	account: string;
	/** null if the item has none. */
	item_id: number | null;
	/** Listings that the run read of this account; null = the item does not say. */
	total: number | null;
}

/** An account that is missing part of its list. */
export interface ListGap {
	account: string;
	/** Distinct listings among the items. */
	seen: number;
	total: number | null;
}

/** The first account with missing listings; null if every account's list is whole. */
export function findListGap(items: readonly CoveredItem[]): ListGap | null {
	for (const [account, listed] of Map.groupBy(items, (item) => item.account)) {
		const { total } = listed[0]!;
		const seen = new Set(listed.map(({ item_id }) => item_id)).size;
		if (account === '' || seen !== total) return { account, seen, total };
	}
	return null;
}
