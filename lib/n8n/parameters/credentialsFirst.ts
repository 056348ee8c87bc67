import type { INodeProperties } from 'n8n-workflow';

/**
 * Where the editor shows the credentials. Without it n8n puts them beside the last parameter that one
 * of them depends on, which here is a rare switch far below.
 */
export const credentialsFirst: INodeProperties = {
	displayName: '',
	name: 'credentials',
	type: 'credentials',
	default: '',
};
