import type { INodeProperties } from 'n8n-workflow';

/**
 * Sets where the editor shows the credentials. Without it n8n puts them next to the last parameter that
 * one of them depends on, which here is a rarely used switch far below.
 */
export const credentialsFirst: INodeProperties = {
	displayName: '',
	name: 'credentials',
	type: 'credentials',
	default: '',
};
