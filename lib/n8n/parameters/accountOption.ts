import type { INodeProperties } from 'n8n-workflow';

/** For the options of a node that reads a shop: the name under which the shop is remembered. */
export const accountOption: INodeProperties = {
	displayName: 'Account Name',
	name: 'account',
	type: 'string',
	default: '',
	description: 'ショップの名前。空なら実行の設定、それもなければBASEのショップIDを使います。',
};
