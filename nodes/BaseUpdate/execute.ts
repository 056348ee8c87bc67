import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openShopData } from '../../lib/n8n/connections/openShopData';
import { runOperation, type Operation } from '../../lib/n8n/runOperation';
import { passRounds } from '../../lib/n8n/items/passRounds';
import type { ShopData } from '../../lib/shop/shopData';
import { brake } from './jobs/brake';
import { changeCodes } from './jobs/changeCodes';
import { deleteItems } from './jobs/deleteItems';
import { create } from './create';
import { releaseBrake } from './jobs/releaseBrake';
import { texts } from './texts';
import { undo } from './jobs/undo';
import { update } from './update';

type ShopOperation = (context: IExecuteFunctions, data: ShopData) => Promise<INodeExecutionData[]>;

const onShop =
	(operation: ShopOperation): Operation =>
	async (context) => [await operation(context, await openShopData(context))];

const operations: Record<string, Operation> = {
	update: passRounds(onShop(update)),
	texts: onShop(texts),
	create: onShop(create),
	brake: onShop(brake),
	releaseBrake: onShop(releaseBrake),
	undo: onShop(undo),
	changeCode: onShop(changeCodes),
	deleteItems: onShop(deleteItems),
};

export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await runOperation(context, operations, 'update');
