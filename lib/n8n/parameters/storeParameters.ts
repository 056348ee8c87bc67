import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

export const REDIS_CREDENTIAL = 'ttlCacheRedis';

/** For the `credentials` of a node that has the store parameters: one for each store that asks for one. */
export const storeCredentials: INodeCredentialDescription[] = [
	{
		name: REDIS_CREDENTIAL,
		displayName: 'Redis',
		required: true,
		displayOptions: { show: { store: ['redis'] } },
		testedBy: 'ttlCacheRedisTest',
	},
];

/** Where a node stores its memory: the same three fields on every node that has one. */
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
			{
				name: 'Redis',
				value: 'redis',
				description: 'Redisに保存します。複数のワーカーでn8nを動かすときに使います。',
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
		displayOptions: { show: { store: ['file'] } },
		description:
			'保存先のフォルダーを変えるときだけ指定します。空ならn8nのフォルダーの中です。n8nのフォルダーの外では、N8N_RESTRICT_FILE_ACCESS_TO で許可されている場所だけを使えます。',
	},
];

/** The store parameters, shown only for some operations. */
export const storeParametersFor = (show: Record<string, string[]>): INodeProperties[] =>
	storeParameters.map((property) => ({
		...property,
		displayOptions: { show: { ...property.displayOptions?.show, ...show } },
	}));
