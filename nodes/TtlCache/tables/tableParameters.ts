import type { INodeProperties } from 'n8n-workflow';

const operations = ['markTable', 'readTable'];

export const tableProperties: INodeProperties[] = [
	{
		displayName: 'Table',
		name: 'table',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Edits', value: 'edits', description: 'BASEに書き込んだ内容と、その理由' },
			{ name: 'Products', value: 'products', description: '商品ごとの今の価格と、その理由' },
			{ name: 'Sync Runs', value: 'sync_runs', description: '実行の履歴' },
		],
		default: 'products',
		displayOptions: { show: { operation: operations } },
		description: 'どの表に写すか',
	},
	{
		displayName: 'Table Is Empty',
		name: 'isEmpty',
		type: 'boolean',
		default: false,
		displayOptions: { show: { operation: ['readTable'] } },
		description:
			'Whether the table has no rows: 表に行がなければ、すべての行を出し直します (前の Data Table ノードの出力から判断します)',
	},
	{
		displayName: 'Batch',
		name: 'batch',
		type: 'string',
		default: '={{ $json.batch }}',
		required: true,
		displayOptions: { show: { operation: ['markTable'] } },
		description:
			'Read Table Changes の出力「Mark」の batch。表に書き終えたあとに置くと、次からは変わった行だけを出します。',
	},
];

/** Outputs of Read Table Changes, in the order in which a table must be written. */
export const tableOutputs = ['Clear', 'Delete', 'Insert', 'Update', 'Mark'];
