import type { Simulator } from '../simulator/start';
import type { WorkflowFile } from '../demo/n8n/workflows';

export const plainLoopId = 'plainLoop0000001';

/** Nodes of the shipped loop: read, offers, decide, write, update. */
const NODES_IN_LOOP = 5;

type Node = WorkflowFile['nodes'][number];

/**
 * The shop's items through a loop of 100 with as many Set nodes as the sync has nodes there; a message
 * before and one after mark the time.
 */
export function plainLoop(simulator: Simulator): WorkflowFile {
	const shop = simulator.credentials.shops[0]!.name;
	const nodes: Node[] = [
		node('start', 'scheduleTrigger', 1.4, {
			rule: { interval: [{ field: 'minutes', minutesInterval: 1 }] },
		}),
		mark('begin', simulator),
		node('items', 'httpRequest', 4.5, { url: `${simulator.controlUrl}/listings/${shop}` }),
		node('loop', 'splitInBatches', 3, { batchSize: 100, options: {} }),
		...Array.from({ length: NODES_IN_LOOP }, (_, index) => setNode(`set ${index}`, index)),
		// One message, although all items arrive there.
		Object.assign(mark('end', simulator), { executeOnce: true }),
	];
	const chain = ['start', 'begin', 'items', 'loop'];
	const inside = Array.from({ length: NODES_IN_LOOP }, (_, index) => `set ${index}`);
	const to = (name: string) => [{ node: name, type: 'main', index: 0 }];
	const connections: Record<string, unknown> = { loop: { main: [to('end'), to(inside[0]!)] } };
	for (const names of [chain, [...inside, 'loop']]) {
		names.slice(0, -1).forEach((name, index) => {
			connections[name] = { main: [to(names[index + 1]!)] };
		});
	}
	return {
		id: plainLoopId,
		name: 'Plain nodes',
		nodes,
		connections,
		active: false,
		settings: {
			executionOrder: 'v1',
			saveDataSuccessExecution: 'none',
			saveDataErrorExecution: 'none',
		},
	} as unknown as WorkflowFile;
}

let place = 0;

const node = (name: string, type: string, typeVersion: number, parameters: object): Node =>
	({
		id: `plain-${name}`,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: [200 * place++, 0],
		parameters,
	}) as unknown as Node;

const setNode = (name: string, index: number): Node =>
	node(name, 'set', 3.5, {
		assignments: {
			assignments: [
				{ id: `a${index}`, name: `field_${index}`, value: '={{ $json.asin }}', type: 'string' },
			],
		},
		includeOtherFields: true,
		options: {},
	});

const mark = (name: string, { chatworkUrl, credentials }: Simulator): Node =>
	node(name, 'httpRequest', 4.5, {
		method: 'POST',
		url: `${chatworkUrl}/v2/rooms/${credentials.chatwork.roomId}/messages`,
		sendHeaders: true,
		headerParameters: {
			parameters: [{ name: 'x-chatworktoken', value: credentials.chatwork.apiToken }],
		},
		sendBody: true,
		contentType: 'form-urlencoded',
		bodyParameters: { parameters: [{ name: 'body', value: name }] },
		options: {},
	});
