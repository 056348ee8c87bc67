import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/**
 * A field that offers a list and takes a text or an expression as well. Only for nodes that never go
 * without a credential: n8n's editor fetches no list for a node that names a credential and has none.
 */
export function locatorParameter(
	field: Pick<INodeProperties, 'displayName' | 'name' | 'description'> &
		Partial<Pick<INodeProperties, 'required' | 'displayOptions'>>,
	{ standard, search, byHand, placeholder }: LocatorChoices,
): INodeProperties {
	return {
		...field,
		type: 'resourceLocator',
		default: { mode: 'name', value: standard },
		typeOptions: { loadOptionsDependsOn: ['store', 'cacheName', 'folder'] },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{ displayName: byHand, name: 'name', type: 'string', placeholder },
		],
	};
}

export interface LocatorChoices {
	/** The value a new node begins with. */
	standard: string;
	/** Name of the node's list search method. */
	search: string;
	/** What the way of typing it is called. */
	byHand: string;
	placeholder: string;
}

/** The value of such a field. Workflows made before it offered a list hold a plain text there. */
export const locatorValue = (
	context: Pick<IExecuteFunctions, 'getNodeParameter'>,
	name: string,
): string => String(context.getNodeParameter(name, 0, '', { extractValue: true }) ?? '').trim();
