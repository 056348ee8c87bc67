import type { INodeProperties } from 'n8n-workflow';

const displayOptions = { show: { operation: ['changeCode'] } };

/** For letting an item sell another product. */
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
];
