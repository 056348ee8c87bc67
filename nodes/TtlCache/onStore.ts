import type { INodeExecutionData } from 'n8n-workflow';
import { openShopData } from '../../lib/n8n/connections/openShopData';
import type { Operation } from '../../lib/n8n/runOperation';
import type { ShopData } from '../../lib/shop/shopData';
import type { Work } from './items';

type StoreOperation = (work: Work, data: ShopData) => Promise<INodeExecutionData[][]>;

/** Makes an operation of one that works on the store of the node's parameters. */
export const onStore =
	(operation: StoreOperation): Operation =>
	async (context) => {
		const work = { context, items: context.getInputData(), now: Date.now };
		return await operation(work, await openShopData(context));
	};
