import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	WebhookContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	Workflow,
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type ICredentialsHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWebhookData,
	type IWebhookResponseData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { addChatworkToken } from '../../lib/n8n/connections/chatworkToken';
import { BaseListings } from '../../nodes/BaseListings/BaseListings.node.js';
import { BaseOrders } from '../../nodes/BaseOrders/BaseOrders.node.js';
import { BaseUpdate } from '../../nodes/BaseUpdate/BaseUpdate.node.js';
import { ChangeReport } from '../../nodes/ChangeReport/ChangeReport.node.js';
import { ConnectionCheck } from '../../nodes/ConnectionCheck/ConnectionCheck.node.js';
import { DetectChanges } from '../../nodes/DetectChanges/DetectChanges.node.js';
import { RunGuard } from '../../nodes/RunGuard/RunGuard.node.js';
import { ShopDesk } from '../../nodes/ShopDesk/ShopDesk.node.js';
import { SpApiBatchOffers } from '../../nodes/SpApiBatchOffers/SpApiBatchOffers.node.js';
import { SpApiCatalogItems } from '../../nodes/SpApiCatalogItems/SpApiCatalogItems.node.js';
import { TtlCache } from '../../nodes/TtlCache/TtlCache.node.js';
import { plainNodes } from './plainNodes';

/**
 * Runs workflows through n8n's own engine (n8n-core) inside the test process: our nodes are the real
 * ones, n8n's own simple nodes are stand-ins (plainNodes.ts).
 */

const PACKAGE = 'n8n-nodes-amazon-base-sync';

const ourNodes: Record<string, INodeType> = {
	[`${PACKAGE}.runGuard`]: new RunGuard(),
	[`${PACKAGE}.baseListings`]: new BaseListings(),
	[`${PACKAGE}.baseOrders`]: new BaseOrders(),
	[`${PACKAGE}.ttlCache`]: new TtlCache(),
	[`${PACKAGE}.spApiBatchOffers`]: new SpApiBatchOffers(),
	[`${PACKAGE}.spApiCatalogItems`]: new SpApiCatalogItems(),
	[`${PACKAGE}.detectChanges`]: new DetectChanges(),
	[`${PACKAGE}.baseUpdate`]: new BaseUpdate(),
	[`${PACKAGE}.changeReport`]: new ChangeReport(),
	[`${PACKAGE}.shopDesk`]: new ShopDesk(),
	[`${PACKAGE}.connectionCheck`]: new ConnectionCheck(),
};

export type Credentials = Record<string, ICredentialDataDecryptedObject>;

export interface EngineRun {
	status: IRun['status'];
	/** Message of the error that ended the run; undefined where it ended well. */
	error?: string;
	/** Node where it ended with an error. */
	lastNode?: string;
	/** Items of a node's output, all rounds together; [] where it never ran. */
	output(node: string, index?: number): Array<INodeExecutionData['json']>;
	/** True where the node ran at all. */
	ran(node: string): boolean;
	raw: IRun;
}

export interface EngineOptions {
	credentials: Credentials;
	mode?: WorkflowExecuteMode;
	/** Node to start from; default: the manual trigger, else the first node. */
	startNode?: string;
	/** Handed the running execution, to cancel it. */
	onStart?: (cancel: () => void) => void;
	/** Node after which n8n stops the execution, as if it had been killed there. */
	killedAfter?: string;
	/** n8n's number of the execution; `test-execution`. */
	executionId?: string;
	/** Data Tables of the stand-in, kept by the test over several runs. */
	tables?: Map<string, Array<Record<string, unknown>>>;
}

/** n8n's user folder for one test file; our nodes keep their stores below it. */
export function useTemporaryUserFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'abs-n8n-'));
	process.env.N8N_USER_FOLDER = folder;
	return folder;
}

export async function runWorkflow(
	source: Pick<IWorkflowBase, 'nodes' | 'connections'> & Partial<IWorkflowBase>,
	options: EngineOptions,
): Promise<EngineRun> {
	const { mode = 'trigger', executionId } = options;
	const workflow = new Workflow({
		id: source.id ?? 'test',
		name: source.name ?? 'test',
		nodes: source.nodes.map(withoutPauses),
		connections: source.connections,
		active: false,
		nodeTypes: nodeTypes(options.tables ?? new Map()),
		settings: { timezone: 'Asia/Tokyo', ...source.settings },
	});
	const startNode = workflow.getNode(options.startNode ?? startOf(source.nodes));
	if (!startNode) throw new Error('No start node');
	const data = additionalData(options.credentials, source as IWorkflowBase, mode, executionId);
	let kill = (): void => undefined;
	if (options.killedAfter !== undefined) {
		data.hooks?.addHandler('nodeExecuteAfter', (name) => {
			if (name === options.killedAfter) kill();
		});
	}
	const execution = new WorkflowExecute(data, mode, createRunExecutionData({})).run({
		workflow,
		startNode,
	});
	kill = () => execution.cancel();
	options.onStart?.(kill);
	const run = await execution;
	return describe(run);
}

/** As often as the node says, n8n tries again, but at once: its pause of 5 s is n8n's own affair. */
const withoutPauses = (node: INode): INode => ({
	...structuredClone(node),
	...(node.retryOnFail ? { waitBetweenTries: 1 } : {}),
});

/** A workflow of nodes in a row, for trying a single node as a person would. */
export function inARow(
	...nodes: Array<Partial<INode> & { type: string }>
): Pick<IWorkflowBase, 'nodes' | 'connections'> {
	const named = nodes.map((node, index) => ({
		id: `n${index}`,
		name: node.name ?? `n${index}`,
		typeVersion: 1,
		position: [index * 200, 0] as [number, number],
		parameters: {},
		credentials: connected(node.type),
		...node,
	}));
	const connections: IWorkflowBase['connections'] = {};
	named.slice(0, -1).forEach((node, index) => {
		const next = named[index + 1];
		if (next) connections[node.name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	});
	return { nodes: named, connections };
}

/** As if a person had chosen a credential in each field that wants one. */
function connected(type: string): INode['credentials'] {
	const wanted = ourNodes[type]?.description.credentials ?? [];
	return Object.fromEntries(wanted.map(({ name }) => [name, { id: `${name}-test`, name }]));
}

/** What a node's field offers to a person who opens its list. */
export async function searchList(
	wanted: { type: string; parameters: INode['parameters'] },
	method: string,
	{ credentials = {}, filter }: { credentials?: Credentials; filter?: string } = {},
): Promise<Array<{ name: string; value: unknown }>> {
	const { nodes, connections } = inARow(wanted);
	const workflow = new Workflow({
		nodes,
		connections,
		active: false,
		nodeTypes: nodeTypes(new Map()),
		settings: { timezone: 'Asia/Tokyo' },
	});
	const node = workflow.getNode('n0');
	const search = ourNodes[wanted.type]?.methods?.listSearch?.[method];
	if (!node || !search) throw new Error(`${wanted.type} has no list ${method}`);
	const data = additionalData(credentials, { nodes, connections } as IWorkflowBase, 'internal');
	data.currentNodeParameters = node.parameters;
	const context = new LoadOptionsContext(workflow, node, data, '');
	return (await search.call(context, filter)).results;
}

/** A request as n8n's server hands it to a node that answers the web, and the answer that the node writes. */
export interface WebRequest {
	request: object;
	response: object;
}

/** Has a node answer a web request, with n8n's own context for it. */
export async function callWebhook(
	source: Pick<IWorkflowBase, 'nodes' | 'connections'>,
	name: string,
	{ request, response }: WebRequest,
	credentials: Credentials,
): Promise<IWebhookResponseData> {
	const workflow = new Workflow({ ...source, active: true, nodeTypes: nodeTypes(new Map()) });
	const node = workflow.getNode(name)!;
	const { method } = request as { method: string };
	const webhooks = ourNodes[node.type]!.description.webhooks!;
	const webhookDescription = webhooks.find(({ httpMethod }) => httpMethod === method)!;
	const data = additionalData(credentials, source as IWorkflowBase, 'webhook');
	Object.assign(data, { httpRequest: request, httpResponse: response });
	const webhookData = { webhookDescription } as IWebhookData;
	const context = new WebhookContext(workflow, node, data, 'webhook', webhookData, [], null);
	return await ourNodes[node.type]!.webhook!.call(context);
}

export const everyNode: readonly INodeType[] = Object.values(ourNodes);

/** A node that hands out the given items. */
export const itemsNode = (items: object[], name = 'items'): Partial<INode> & { type: string } => ({
	name,
	type: 'test.items',
	parameters: { items: JSON.stringify(items) },
});

const startOf = (nodes: INode[]): string =>
	(nodes.find((node) => node.type.endsWith('manualTrigger')) ?? nodes[0])?.name ?? '';

function nodeTypes(tables: Map<string, Array<Record<string, unknown>>>): INodeTypes {
	const known: Record<string, INodeType> = { ...plainNodes(tables), ...ourNodes };
	const find = (type: string): INodeType => {
		const found = known[type];
		if (!found) throw new Error(`Unknown node type ${type}`);
		return found;
	};
	return {
		getByName: find,
		getByNameAndVersion: find,
		getKnownTypes: () => ({}),
	} as unknown as INodeTypes;
}

function additionalData(
	credentials: Credentials,
	workflowData: IWorkflowBase,
	mode: WorkflowExecuteMode,
	executionId = 'test-execution',
): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper: credentialsHelper(credentials),
		hooks: new ExecutionLifecycleHooks(mode, executionId, workflowData),
		executionId,
		restApiUrl: '',
		instanceBaseUrl: '',
		webhookBaseUrl: '',
		webhookWaitingBaseUrl: 'http://127.0.0.1/waiting',
		webhookTestBaseUrl: '',
		formWaitingBaseUrl: 'http://127.0.0.1/form',
		variables: {},
		currentNodeParameters: undefined,
		executionTimeoutTimestamp: undefined,
		logAiEvent: () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** Credentials from memory; a refreshed OAuth2 token is kept there, as n8n keeps it in its database. */
function credentialsHelper(credentials: Credentials): ICredentialsHelper {
	const get = (type: string) => {
		const found = credentials[type];
		if (!found) throw new Error(`No credential of type ${type}`);
		return found;
	};
	return {
		getParentTypes: (type: string) => (type === 'baseShopOAuth2Api' ? ['oAuth2Api'] : []),
		getDecrypted: async (_data: unknown, _node: unknown, type: string) =>
			structuredClone(get(type)),
		getCredentials: async () => undefined,
		authenticate: async (
			data: ICredentialDataDecryptedObject,
			type: string,
			request: IHttpRequestOptions,
		) => (type === 'chatworkTokenApi' ? addChatworkToken(data, request) : request),
		isCredentialUsableByNode: () => true,
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		updateCredentials: async () => undefined,
		updateCredentialsOauthTokenData: async (
			_node: unknown,
			type: string,
			data: ICredentialDataDecryptedObject,
		) => {
			credentials[type] = { ...get(type), oauthTokenData: data.oauthTokenData ?? '' };
		},
	} as unknown as ICredentialsHelper;
}

function describe(run: IRun): EngineRun {
	const { resultData } = run.data;
	const rounds = (node: string) => resultData.runData[node] ?? [];
	return {
		status: run.status,
		error: resultData.error?.message,
		lastNode: resultData.lastNodeExecuted,
		output: (node, index = 0) =>
			rounds(node).flatMap((round) => (round.data?.main?.[index] ?? []).map((item) => item.json)),
		ran: (node) => rounds(node).length > 0,
		raw: run,
	};
}
