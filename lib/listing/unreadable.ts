/**
 * An item that BASE listed and that can't be read: it is in the shop, but nothing else is certain. No
 * caller may treat it as deleted, hidden or sold out.
 */
export interface UnreadableItem {
	/** The shop account's name. */
	account: string;
	/** null if not even the number can be read; the same for the next three. */
	item_id: number | null;
	title: string | null;
	/** Empty if the owner gave no code. */
	identifier: string | null;
	visible: boolean | null;
	/** BASE's name of the first field that can't be read; empty if the whole entry is not an item. */
	field: string;
	/** The unreadable value, as JSON; null if there was none. */
	found: string | null;
	/** ISO 8601 with offset: when this was read from the shop. */
	read_at: string;
}

/** Says which item it is and what is wrong with it, for the shop owner. */
export function describeUnreadable({ item_id, title, field, found }: UnreadableItem): string {
	const number = item_id === null ? '商品ID不明' : `商品ID ${item_id}`;
	const name = title ? `${number}「${title}」` : number;
	if (field === '') return `${name} を読めません (${found ?? '空'})`;
	return found === null
		? `${name} を読めません (BASEの応答に ${field} がありません)`
		: `${name} を読めません (${field} が ${found} です)`;
}

/** A key that is the same for the same item with the same trouble, run after run. */
export const unreadableKey = ({ item_id, title, field }: UnreadableItem): string =>
	`${item_id ?? title ?? ''}/${field}`;
