import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { searchRuns, searchShopAccounts } from '../../lib/n8n/parameters/listSearch';
import { description } from './description';
import { execute } from './execute';

export class BaseUpdate implements INodeType {
	description: INodeTypeDescription = description;

	methods = { listSearch: { searchRuns, searchShopAccounts } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this);
	}
}
