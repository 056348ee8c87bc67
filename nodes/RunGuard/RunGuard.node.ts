import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { searchAccounts, searchCaches } from '../../lib/n8n/listSearch';
import { description } from './description';
import { execute } from './execute';

export class RunGuard implements INodeType {
	description: INodeTypeDescription = description;

	methods = { listSearch: { searchAccounts, searchCaches } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this);
	}
}
