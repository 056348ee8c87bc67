/**
 * An item that BASE listed and that can't be read: it is in the shop, and nothing more is certain.
 * Nobody may take it for deleted, hidden or sold out.
 */
export interface UnreadableItem {
	/** The shop account's name. */
	account: string;
	/** null where not even the number can be read; so with the next three. */
	item_id: number | null;
	title: string | null;
	/** Empty where the owner gave no code. */
	identifier: string | null;
	visible: boolean | null;
	/** BASE's name of the first field that can't be read; empty where the whole is no item. */
	field: string;
	/** What stood there, as JSON; null where nothing did. */
	found: string | null;
	/** ISO 8601 with offset: when this was read from the shop. */
	read_at: string;
}

/** Which item it is and what is wrong with it, for the shop owner. */
export function describeUnreadable({ item_id, title, field, found }: UnreadableItem): string {
	const number = item_id === null ? '商品ID不明' : `商品ID ${item_id}`;
	const name = title ? `${number}「${title}」` : number;
	if (field === '') return `${name} を読めません (${found ?? '空'})`;
	return found === null
		? `${name} を読めません (BASEの応答に ${field} がありません)`
		: `${name} を読めません (${field} が ${found} です)`;
}

/** The same item with the same trouble has the same key, run after run. */
export const unreadableKey = ({ item_id, title, field }: UnreadableItem): string =>
	`${item_id ?? title ?? ''}/${field}`;
