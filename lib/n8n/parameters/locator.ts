import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/**
 * A field that offers a list and also accepts a text or an expression. Only for nodes that always have a
 * credential: n8n's editor fetches no list for a node that names a credential and has none.
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
	/** The initial value in a new node. */
	standard: string;
	/** Name of the node's list search method. */
	search: string;
	/** The label of the mode for typing a value. */
	byHand: string;
	placeholder: string;
}

/** Returns the value of such a field. Workflows made before it offered a list hold a plain text there. */
export const locatorValue = (
	context: Pick<IExecuteFunctions, 'getNodeParameter'>,
	name: string,
): string => String(context.getNodeParameter(name, 0, '', { extractValue: true }) ?? '').trim();
