import type {
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { description } from './description';
import { serveDesk } from './serveDesk';

export class ShopDesk implements INodeType {
	description: INodeTypeDescription = description;

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await serveDesk(this);
	}
}
