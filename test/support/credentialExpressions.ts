import {
	Workflow,
	type ICredentialType,
	type INode,
	type INodeParameters,
	type INodeTypes,
} from 'n8n-workflow';

const nodeTypes = {
	getByNameAndVersion: () => ({ description: { properties: [] } }),
	getKnownTypes: () => ({}),
} as unknown as INodeTypes;

const node = (): INode => ({
	id: 'n',
	name: 'n',
	typeVersion: 1,
	type: 'mock',
	position: [0, 0],
	parameters: {},
});

async function evaluate<T>(work: (workflow: Workflow) => T): Promise<T> {
	const workflow = new Workflow({ nodes: [node()], connections: {}, active: false, nodeTypes });
	await workflow.expression.acquireIsolate();
	try {
		return work(workflow);
	} finally {
		await workflow.expression.releaseIsolate();
	}
}

/** A credential as n8n reads it: what was filled in over the defaults, expressions evaluated. */
export async function resolveCredential(
	type: ICredentialType,
	filledIn: INodeParameters,
): Promise<INodeParameters> {
	const defaults = type.properties.map(({ name, default: value }) => [name, value] as const);
	const data = { ...Object.fromEntries(defaults), ...filledIn } as INodeParameters;
	return await evaluate(
		({ expression }) =>
			expression.getComplexParameterValue(
				node(),
				data,
				'internal',
				{},
				undefined,
				undefined,
				data,
			) as INodeParameters,
	);
}

/** The base URL to which n8n's own test of a credential goes; undefined where there is none. */
export async function resolveTestUrl(
	type: ICredentialType,
	filledIn: INodeParameters,
): Promise<string | undefined> {
	const baseUrl = type.test?.request.baseURL;
	if (baseUrl === undefined) return undefined;
	const credential = await resolveCredential(type, filledIn);
	return await evaluate(({ expression }) =>
		String(
			expression.getSimpleParameterValue(node(), baseUrl, 'internal', {
				$credentials: credential as never,
			}),
		),
	);
}
