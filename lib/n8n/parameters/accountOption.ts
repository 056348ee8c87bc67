import type { INodeProperties } from 'n8n-workflow';

/** For the options of a node that reads a shop: the name under which the shop is remembered. */
export const accountOption: INodeProperties = {
	displayName: 'Account Name',
	name: 'account',
	type: 'string',
	default: '',
	description: 'ショップ名。空なら実行の設定、それもなければBASEのショップIDを使います。',
};

/**
 * Returns the name of a shop as it was typed; empty = none.
 * @throws Error for a name that each JavaScript object has: what is remembered by shop would be mixed up with it
 */
export function readShopName(typed: unknown): string {
	const name = String(typed ?? '').trim();
	if (!(name in Object.prototype)) return name;
	throw new Error(
		`ショップ名 (account)「${name}」は使えません。ほかの名前にしてください。ショップが1つだけなら空で構いません。`,
	);
}
