import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';
import { addChatworkToken } from '../lib/n8n/connections/chatworkToken';
import {
	addressExpression,
	addressFields,
	CHATWORK,
	domainFields,
} from '../lib/n8n/connections/serviceAddress';

export class ChatworkTokenApi implements ICredentialType {
	name = 'chatworkTokenApi';

	displayName = 'Chatwork Token API';

	icon: Icon = { light: 'file:chatwork.svg', dark: 'file:chatwork.dark.svg' };

	documentationUrl = 'https://developer.chatwork.com/docs/getting-started';

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Chatworkの「サービス連携」→「API Token」で発行したトークン',
		},
		...addressFields(CHATWORK),
		...domainFields(CHATWORK),
	];

	authenticate = async (
		credential: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => addChatworkToken(credential, request);

	test: ICredentialTestRequest = {
		request: { baseURL: `=${addressExpression(CHATWORK, '$credentials')}`, url: '/me' },
	};
}
