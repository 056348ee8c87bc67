import type { IExecuteFunctions } from 'n8n-workflow';

const OUR_NODES = 'n8n-nodes-amazon-base-sync.';

const RUN_GUARD = `${OUR_NODES}runGuard`;
const TTL_CACHE = `${OUR_NODES}ttlCache`;

/**
 * Nodes that pass items on and send nothing to anybody. Code could send, but it is there to put a text into shape: one
 * that is left without its sender must not count as a message that went out.
 */
const plumbing: ReadonlySet<string> = new Set([
	'n8n-nodes-base.if',
	'n8n-nodes-base.filter',
	'n8n-nodes-base.switch',
	'n8n-nodes-base.set',
	'n8n-nodes-base.noOp',
	'n8n-nodes-base.merge',
	'n8n-nodes-base.wait',
	'n8n-nodes-base.limit',
	'n8n-nodes-base.splitOut',
	'n8n-nodes-base.dataTable',
	'n8n-nodes-base.stickyNote',
	'n8n-nodes-base.code',
	'n8n-nodes-base.aggregate',
	'n8n-nodes-base.sort',
	'n8n-nodes-base.removeDuplicates',
	'n8n-nodes-base.renameKeys',
	'n8n-nodes-base.summarize',
	'n8n-nodes-base.dateTime',
	'n8n-nodes-base.html',
	'n8n-nodes-base.markdown',
	'n8n-nodes-base.convertToFile',
	'n8n-nodes-base.splitInBatches',
]);

type Canvas = Pick<IExecuteFunctions, 'getNode' | 'getParentNodes' | 'getChildNodes'>;

/** How a workflow notes that its message went out. */
export type TellingStep =
	/** Run Guard's Mark Told, after a step that sends. */
	| 'marked'
	/** As in version 0.1: the report's list is written to the cache, and nothing else is noted. */
	| 'listed'
	/** Nothing sends or notes the message: it stays untold. */
	| 'none';

/** Finds on the canvas how the message of this node is noted as told. */
export function findTellingStep(context: Canvas): TellingStep {
	const after = context
		.getChildNodes(context.getNode().name, { includeNodeParameters: true })
		.filter(({ disabled }) => !disabled);
	const isMarked = after.some(
		({ type, parameters }) => type === RUN_GUARD && parameters?.operation === 'markTold',
	);
	if (isMarked) return after.some(({ type }) => sendsAnything(type)) ? 'marked' : 'none';
	const isListed = after.some(
		({ type, parameters }) => type === TTL_CACHE && parameters?.reportedFrom === 'list',
	);
	return isListed ? 'listed' : 'none';
}

/**
 * True if this node's input came from the report by way of an enabled node that may send a message. n8n passes items
 * through a disabled node as if it had done its work, and joins the neighbours of a node that is deleted.
 */
export function hasMessageStep(
	context: Canvas & Pick<IExecuteFunctions, 'getInputSourceData'>,
): boolean {
	const before = context.getParentNodes(context.getNode().name, { includeNodeParameters: true });
	const reports = before.filter(
		({ type, parameters }) =>
			type === RUN_GUARD && ['finish', 'failed', 'check'].includes(String(parameters?.operation)),
	);
	if (reports.length === 0) return true;
	const namesBefore = (name: string) => context.getParentNodes(name).map((parent) => parent.name);
	const earlier = new Set(reports.flatMap(({ name }) => [name, ...namesBefore(name)]));
	const { previousNode } = context.getInputSourceData();
	const passed = new Set([previousNode, ...namesBefore(previousNode)]);
	return before.some(
		({ name, type, disabled }) =>
			!disabled && passed.has(name) && !earlier.has(name) && sendsAnything(type),
	);
}

const sendsAnything = (type: string): boolean => !plumbing.has(type) && !type.startsWith(OUR_NODES);

/** The service may have taken the message although its answer never came. */
const LOST_ANSWER = /time(d )?\s?out|ETIMEDOUT|ECONNRESET|ECONNABORTED|socket hang up|50[024]/i;

/**
 * True if a run's message may have arrived although its workflow failed: its answer was lost, or a step
 * after it failed.
 */
export function mayHaveArrived(
	context: Canvas,
	{ node, reason }: { node: string | null; reason: string | null },
): boolean {
	const after = context.getChildNodes(context.getNode().name, { includeNodeParameters: true });
	const failed = after.find(({ name }) => name === node);
	if (failed && !sendsAnything(failed.type)) return true;
	return LOST_ANSWER.test(reason ?? '');
}

/** Returns the names of the nodes that come after this one. */
export const findNodesAhead = (
	context: Pick<IExecuteFunctions, 'getNode' | 'getChildNodes'>,
): ReadonlySet<string> =>
	new Set(context.getChildNodes(context.getNode().name).map(({ name }) => name));
