import type { Simulator } from '../simulator/start';
import type { WorkflowFile, WorkflowNode } from '../realN8n/n8n/workflows';
import { handMade, node, schedule } from './handMade';

export const plainLoopId = 'plainLoop0000001';

/** Nodes of the shipped loop: read, offers, decide, write, update. */
const NODES_IN_LOOP = 5;

/**
 * The shop's items through a loop of 100 with as many Set nodes as the sync has nodes there; a message
 * before and one after mark the time.
 */
export function plainLoop(simulator: Simulator): WorkflowFile {
	const shop = simulator.credentials.shops[0]!.name;
	const inside = Array.from({ length: NODES_IN_LOOP }, (_, index) => `set ${index}`);
	const nodes = [
		schedule(),
		mark('begin', simulator),
		node('items', 'httpRequest', 4.5, { url: `${simulator.controlUrl}/listings/${shop}` }),
		node('loop', 'splitInBatches', 3, { batchSize: 100, options: {} }),
		...inside.map(setNode),
		// One message, although all items arrive there.
		{ ...mark('end', simulator), executeOnce: true },
	];
	const paths = [
		['start', 'begin', 'items', 'loop'],
		[...inside, 'loop'],
	];
	return handMade(plainLoopId, nodes, paths, { name: 'loop', done: 'end', round: inside[0]! });
}

const setNode = (name: string, index: number): WorkflowNode =>
	node(name, 'set', 3.5, {
		assignments: {
			assignments: [
				{ id: `a${index}`, name: `field_${index}`, value: '={{ $json.asin }}', type: 'string' },
			],
		},
		includeOtherFields: true,
		options: {},
	});

/** A Chatwork message: the simulator notes when it came. */
export const mark = (name: string, { chatworkUrl, credentials }: Simulator): WorkflowNode =>
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
