import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

/**
 * Stand-ins for the n8n nodes that the shipped workflows use, with just the parameters they use. The
 * real ones run in the e2e tests.
 */

type Tables = Map<string, Array<Record<string, unknown>>>;
type Execute = (
	context: IExecuteFunctions,
) => INodeExecutionData[][] | Promise<INodeExecutionData[][]>;

export function plainNodes(tables: Tables): Record<string, INodeType> {
	const pass: Execute = (context) => [context.getInputData()];
	return {
		'n8n-nodes-base.manualTrigger': plainNode('manualTrigger', [], pass),
		'n8n-nodes-base.scheduleTrigger': plainNode('scheduleTrigger', ['rule'], pass),
		'n8n-nodes-base.n8nTrigger': plainNode('n8nTrigger', [], pass),
		'n8n-nodes-base.errorTrigger': plainNode('errorTrigger', [], pass),
		'n8n-nodes-base.webhook': plainNode(
			'webhook',
			['httpMethod', 'path', 'authentication', 'responseMode', 'options'],
			pass,
			1,
			['httpBasicAuth'],
		),
		'n8n-nodes-base.respondToWebhook': plainNode(
			'respondToWebhook',
			['respondWith', 'responseBody', 'options'],
			respond,
		),
		'n8n-nodes-base.formTrigger': plainNode('formTrigger', [], pass),
		'n8n-nodes-base.form': plainNode(
			'form',
			[
				'operation',
				'respondWith',
				'responseText',
				'completionTitle',
				'completionMessage',
				'options',
			],
			showPage,
		),
		'n8n-nodes-base.stickyNote': plainNode(
			'stickyNote',
			['content', 'width', 'height', 'color'],
			pass,
		),
		'n8n-nodes-base.set': plainNode(
			'set',
			['assignments', 'includeOtherFields', 'include', 'includeFields', 'options'],
			set,
		),
		'n8n-nodes-base.if': plainNode('if', ['conditions', 'options'], choose, 2),
		'n8n-nodes-base.filter': plainNode('filter', ['conditions', 'options'], filter),
		'n8n-nodes-base.splitOut': plainNode('splitOut', ['fieldToSplitOut', 'options'], splitOut),
		'n8n-nodes-base.splitInBatches': plainNode(
			'splitInBatches',
			['batchSize', 'options'],
			batches,
			2,
		),
		'n8n-nodes-base.httpRequest': plainNode(
			'httpRequest',
			[
				'method',
				'url',
				'authentication',
				'nodeCredentialType',
				'sendBody',
				'contentType',
				'bodyParameters',
				'options',
			],
			httpRequest,
			1,
			['chatworkTokenApi'],
		),
		'n8n-nodes-base.stopAndError': plainNode('stopAndError', ['errorMessage'], (context) => {
			throw new Error(context.getNodeParameter('errorMessage', 0) as string);
		}),
		'n8n-nodes-base.dataTable': plainNode(
			'dataTable',
			[
				'resource',
				'operation',
				'tableName',
				'dataTableId',
				'columns',
				'filters',
				'matchType',
				'limit',
				'options',
			],
			(context) => dataTable(context, tables),
		),
		'test.items': plainNode('items', ['items'], (context) => [
			(JSON.parse(context.getNodeParameter('items', 0) as string) as object[]).map(
				(json) => ({ json }) as INodeExecutionData,
			),
		]),
	};
}

function plainNode(
	name: string,
	parameters: string[],
	execute: Execute,
	outputs = 1,
	credentials: string[] = [],
): INodeType {
	const description = {
		displayName: name,
		name,
		group: ['transform'],
		version: [1, 1.1, 1.4, 1.5, 2.1, 2.3, 3, 3.5, 4.5],
		description: '',
		defaults: { name },
		inputs: name.endsWith('Trigger') || name === 'webhook' ? [] : ['main'],
		outputs: Array.from({ length: outputs }, () => 'main'),
		credentials: credentials.map((credential) => ({ name: credential })),
		properties: parameters.map((parameter) => ({
			displayName: parameter,
			name: parameter,
			type: 'json',
			default: '',
		})),
	} as unknown as INodeTypeDescription;
	return {
		description,
		async execute(this: IExecuteFunctions) {
			return await execute(this);
		},
	};
}

/** n8n reads a dot in a field's name as a step into an object. */
function setByPath(json: IDataObject, [field, ...rest]: string[], value: unknown): void {
	if (field === undefined) return;
	if (rest.length === 0) json[field] = value as IDataObject;
	else setByPath((json[field] ??= {}) as IDataObject, rest, value);
}

interface Assignment {
	name: string;
	value: unknown;
}

const set: Execute = (context) => [
	context.getInputData().map((_, index) => {
		const { assignments } = context.getNodeParameter('assignments', index) as {
			assignments: Assignment[];
		};
		const keepsOthers = context.getNodeParameter('includeOtherFields', index, false) === true;
		const json: IDataObject = keepsOthers ? { ...context.getInputData()[index]?.json } : {};
		for (const { name, value } of assignments) setByPath(json, name.split('.'), value);
		return { json, pairedItem: { item: index } };
	}),
];

interface Condition {
	leftValue: unknown;
	rightValue: unknown;
	operator: { operation: string };
}

function isMet(context: IExecuteFunctions, index: number): boolean {
	const { conditions, combinator } = context.getNodeParameter('conditions', index) as {
		conditions: Condition[];
		combinator: 'and' | 'or';
	};
	const isTrue = ({ leftValue, rightValue, operator }: Condition) =>
		operator.operation === 'equals' ? leftValue === rightValue : leftValue === true;
	return combinator === 'or' ? conditions.some(isTrue) : conditions.every(isTrue);
}

const splitOut: Execute = (context) => [
	context.getInputData().flatMap(({ json }, item) => {
		const field = context.getNodeParameter('fieldToSplitOut', item) as string;
		return (json[field] as IDataObject[]).map((row) => ({ json: row, pairedItem: { item } }));
	}),
];

const filter: Execute = (context) => [
	context.getInputData().filter((_, index) => isMet(context, index)),
];

const choose: Execute = (context) => {
	const items = context.getInputData();
	const yes = items.filter((_, index) => isMet(context, index));
	return [yes, items.filter((item) => !yes.includes(item))];
};

/** Like n8n's: output 0 when all is done, output 1 a batch at a time. */
const batches: Execute = (context) => {
	const memory = context.getContext('node') as {
		left?: INodeExecutionData[];
		done?: INodeExecutionData[];
	};
	const input = context.getInputData();
	if (memory.left === undefined) {
		memory.left = [...input];
		memory.done = [];
	} else memory.done?.push(...input);
	const batch = memory.left.splice(0, context.getNodeParameter('batchSize', 0) as number);
	return batch.length > 0 ? [[], batch] : [memory.done ?? [], []];
};

interface HttpParameters {
	parameters: Array<{ name: string; value: string }>;
}

/** Without a credential it sends JSON. What fails becomes an item where the node is told to go on. */
const httpRequest: Execute = async (context) => {
	const credential = context.getNodeParameter('nodeCredentialType', 0, '') as string;
	try {
		return await (credential === '' ? postJson(context) : postForm(context, credential));
	} catch (error) {
		if (!context.continueOnFail()) throw error;
		return [[{ json: { error: (error as Error).message }, pairedItem: { item: 0 } }]];
	}
};

const readBody = (context: IExecuteFunctions): Array<[string, string]> => {
	const { parameters } = context.getNodeParameter('bodyParameters', 0) as HttpParameters;
	return parameters.map(({ name, value }): [string, string] => [name, value]);
};

async function postJson(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const json = (await context.helpers.httpRequest({
		method: context.getNodeParameter('method', 0) as IHttpRequestMethods,
		url: context.getNodeParameter('url', 0) as string,
		body: Object.fromEntries(readBody(context)),
		json: true,
	})) as object;
	return [[{ json: { ...json }, pairedItem: { item: 0 } }]];
}

async function postForm(
	context: IExecuteFunctions,
	credential: string,
): Promise<INodeExecutionData[][]> {
	const body = new URLSearchParams(readBody(context));
	const json = (await context.helpers.httpRequestWithAuthentication.call(context, credential, {
		method: context.getNodeParameter('method', 0) as IHttpRequestMethods,
		url: context.getNodeParameter('url', 0) as string,
		body: body.toString(),
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		json: false,
	})) as object;
	return [[{ json: { ...json }, pairedItem: { item: 0 } }]];
}

/** The end of a form: what the person at it reads. */
const showPage: Execute = (context) => {
	const text = (name: string) => String(context.getNodeParameter(name, 0, ''));
	const page = ['responseText', 'completionTitle', 'completionMessage'].map(text).filter(Boolean);
	return [[{ json: { page: page.join('\n') } }]];
};

/** Puts out what the browser would get. */
const respond: Execute = (context) => [
	[{ json: { body: context.getNodeParameter('responseBody', 0) as string } }],
];

interface ColumnValues {
	mappingMode: string;
	value: Record<string, unknown>;
}

interface RowFilters {
	conditions: Array<{ keyName: string; condition?: string; keyValue: unknown }>;
}

const dataTable = (context: IExecuteFunctions, tables: Tables): INodeExecutionData[][] => {
	if (context.getNodeParameter('resource', 0) === 'table') {
		const name = context.getNodeParameter('tableName', 0) as string;
		if (!tables.has(name)) tables.set(name, []);
		return [[{ json: { name } }]];
	}
	const operation = context.getNodeParameter('operation', 0) as string;
	if (operation === 'get') return [rowsOf(context, tables)];
	if (operation === 'deleteRows') return [deletedRows(context, tables)];
	return [
		context.getInputData().map((item, index) => {
			const { value: name } = context.getNodeParameter('dataTableId', index) as { value: string };
			const rows = tables.get(name);
			if (!rows) throw new Error(`No Data Table ${name}`);
			const { mappingMode, value } = context.getNodeParameter('columns', index) as ColumnValues;
			const values = mappingMode === 'autoMapInputData' ? item.json : value;
			const row = operation === 'insert' ? undefined : rows.find(matcher(context, index));
			if (row) Object.assign(row, values);
			else if (operation !== 'update') rows.push({ ...values });
			return { json: item.json, pairedItem: { item: index } };
		}),
	];
};

/** Without a filter: no workflow looks for a certain row. */
function rowsOf(context: IExecuteFunctions, tables: Tables): INodeExecutionData[] {
	const { value: name } = context.getNodeParameter('dataTableId', 0) as { value: string };
	const limit = context.getNodeParameter('limit', 0, Infinity) as number;
	return (tables.get(name) ?? [])
		.slice(0, limit)
		.map((row) => ({ json: row as INodeExecutionData['json'] }));
}

/** Deletes what each item names; gives what was deleted. */
function deletedRows(context: IExecuteFunctions, tables: Tables): INodeExecutionData[] {
	return context.getInputData().flatMap((_, index) => {
		const { value: name } = context.getNodeParameter('dataTableId', index) as { value: string };
		const isMeant = matcher(context, index);
		const rows = tables.get(name) ?? [];
		tables.set(
			name,
			rows.filter((row) => !isMeant(row)),
		);
		return rows.filter(isMeant).map((row) => ({ json: row as INodeExecutionData['json'] }));
	});
}

function matcher(
	context: IExecuteFunctions,
	index: number,
): (row: Record<string, unknown>) => boolean {
	const { conditions } = context.getNodeParameter('filters', index) as unknown as RowFilters;
	return (row) =>
		conditions.every(({ keyName, condition = 'eq', keyValue }) =>
			isMetBy[condition]!(row[keyName] ?? null, keyValue),
		);
}

/** Rows of these tests have no time of their own, so none of them is old. */
const isMetBy: Record<string, (value: unknown, wanted: unknown) => boolean> = {
	eq: (value, wanted) => value === wanted,
	gte: (value, wanted) => value !== null && String(value) >= String(wanted),
	lt: (value, wanted) => value !== null && Date.parse(String(value)) < Date.parse(String(wanted)),
	isNotEmpty: (value) => value !== null,
};
