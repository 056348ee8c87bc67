import { homedir } from 'node:os';
import { join } from 'node:path';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Cache } from '../cache/cache';
import { cacheFolder } from '../cache/location';
import { openFileCache } from '../cache/openFileCache';

/** Where a node keeps what it must remember; the same three fields on every node that does. */
export const storeParameters: INodeProperties[] = [
	{
		displayName: 'Store',
		name: 'store',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'File',
				value: 'file',
				description: 'このn8nのフォルダーに1商品1ファイルで保存します (おすすめ)',
			},
		],
		default: 'file',
		description: 'データの保存先',
	},
	{
		displayName: 'Cache Name',
		name: 'cacheName',
		type: 'string',
		default: 'default',
		description: '保存先の名前。同じ名前のノードは同じデータを共有します。',
	},
	{
		displayName: 'Folder',
		name: 'folder',
		type: 'string',
		default: '',
		placeholder: '/home/node/.n8n/amazon-base-sync/default',
		description: '保存先のフォルダーを変えるときだけ指定します。空ならn8nのフォルダーの中です。',
	},
];

/** The store parameters, shown only for some operations. */
export const storeParametersFor = (show: Record<string, string[]>): INodeProperties[] =>
	storeParameters.map((property) => ({
		...property,
		displayOptions: { show: { ...property.displayOptions?.show, ...show } },
	}));

/** n8n's own folder: where N8N_USER_FOLDER says, else the home folder. */
export const n8nFolder = (): string => join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n');

/** The cache that the node's store parameters name. */
export function cacheOf(context: Pick<IExecuteFunctions, 'getNodeParameter'>): Cache {
	const folder = cacheFolder({
		n8nFolder: n8nFolder(),
		cacheName: context.getNodeParameter('cacheName', 0, 'default') as string,
		folder: context.getNodeParameter('folder', 0, '') as string,
	});
	return openFileCache({ folder, now: Date.now });
}
