import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { searchCaches } from '../../lib/n8n/listSearch';
import { description } from './description';
import { execute } from './execute';

export class BaseListings implements INodeType {
	description: INodeTypeDescription = description;

	methods = { listSearch: { searchCaches } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this);
	}
}
