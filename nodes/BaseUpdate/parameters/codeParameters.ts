import type { INodeProperties } from 'n8n-workflow';

const displayOptions = { show: { operation: ['changeCode'] } };

/** For letting an item sell another product, and for deleting what nobody sells any more. */
export const codeParameters: INodeProperties[] = [
	{
		displayName: 'Item ID',
		name: 'itemId',
		type: 'string',
		default: '={{ $json.item_id }}',
		required: true,
		displayOptions,
		description: 'ASINを変えるBASEの商品の番号',
	},
	{
		displayName: 'New ASIN',
		name: 'newAsin',
		type: 'string',
		default: '={{ $json.new_asin }}',
		required: true,
		placeholder: 'B0006L0120',
		displayOptions,
		description:
			'新しいASIN、またはAmazonの商品ページのアドレス。Amazonの商品名がBASEの商品名と一致しないときは、変えません。',
	},
	{
		displayName: 'Item IDs',
		name: 'itemIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: '80000094, 80000101',
		displayOptions: { show: { operation: ['deleteItems'] } },
		description: '削除するBASEの商品の番号。複数はカンマか空白で区切ります。元に戻せません。',
	},
];
