import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureN8n } from '../realN8n/install/install';
import { buildPackage, packPackage } from '../realN8n/install/packageUnderTest';
import { silentProgress } from '../realN8n/machine/progress';
import { setStage, type Stage } from '../realN8n/n8n/stage';
import { readWorkflow, syncWorkflow } from '../realN8n/n8n/workflows';
import { startSimulator, type Simulator } from '../simulator/start';
import { rounded, type Figure, type Measure } from './figure';
import { nodesRival, nodesRivalId } from './nodesRivalWorkflow';
import { onceAMinute, runOnce, until } from './published';

/** Real speed, as for the other rivals: a Wait node of 10 seconds could not be made shorter alike. */
const ITEMS = 200;

interface Run {
	seconds: number;
	calls: number;
	throttled: number;
	edits: number;
}

/**
 * The same shop put right twice on the same n8n: by the shipped sync, and by a workflow of n8n's own
 * HTTP Request and Code nodes. Each has a simulator of its own, made from the same seed.
 */
export const measureNodesRival: Measure = async (say) => {
	await ensureN8n(silentProgress);
	await buildPackage();
	const folder = mkdtempSync(join(tmpdir(), 'bench-rival-'));
	const simulators = [
		await startSimulator({ products: ITEMS, speed: 1 }),
		await startSimulator({ products: ITEMS, speed: 1 }),
	] as const;
	let stage: Stage | undefined;
	try {
		const [forOurs, forRival] = simulators;
		stage = await setStage({
			simulator: forOurs,
			tarball: await packPackage(join(folder, 'package')),
			userFolder: join(folder, 'home'),
			workflow: onceAMinute(await readWorkflow(syncWorkflow)),
			others: [nodesRival(forRival)],
			settings: { dry_run: false },
		});
		say(`price-stock-sync.json over ${ITEMS} items at real speed`);
		const ours = await runOf(stage, 'priceStockSync01', forOurs, () => endOfSync(forOurs));
		say('the same by HTTP Request, Code and Wait nodes');
		const rival = await runOf(stage, nodesRivalId, forRival, () => endOfRival(forRival));
		return figuresOf(ours, rival);
	} finally {
		await stage?.stop();
		for (const simulator of simulators) await simulator.stop();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
};

/** The sync's only message comes at its end. */
const endOfSync = ({ counters }: Simulator): number | null =>
	counters.of('chatwork', 'postMessage').last;

/** The rival sends one at its beginning too. */
function endOfRival({ counters }: Simulator): number | null {
	const { calls, last } = counters.of('chatwork', 'postMessage');
	return calls >= 2 ? last : null;
}

/** From the first look at the shop to the message. */
async function runOf(
	stage: Stage,
	id: string,
	{ counters }: Simulator,
	end: () => number | null,
): Promise<Run> {
	const list = () => counters.of('base', 'items');
	await runOnce(stage, id, () => list().calls > 0);
	await until(() => end() !== null, `${id} ends`);
	const amazon = counters.snapshot().totals.amazon;
	return {
		seconds: ((end() ?? 0) - (list().first ?? 0)) / 1000,
		calls: amazon.calls,
		throttled: amazon.throttled,
		edits: counters.of('base', 'items/edit').calls,
	};
}

function figuresOf(ours: Run, rival: Run): Figure[] {
	const told = ({ seconds, calls, edits }: Run) =>
		`${rounded(seconds)} s, ${calls} calls to Amazon, ${edits} edits`;
	return [
		{
			id: 'rival_n8n_nodes_elapsed',
			value: rounded(rival.seconds / ours.seconds),
			unit: '',
			bound: null,
			against: 'the shipped sync on the same n8n',
			how: `${ITEMS} items at real speed: ${told(rival)}; ours ${told(ours)}`,
		},
		{
			id: 'rival_n8n_nodes_rejected',
			value: rival.throttled,
			unit: 'calls',
			bound: null,
			against: `all its ${rival.calls} calls; ours ${ours.throttled}`,
			how: 'one call in 10 s by a Wait node, with the retries of the HTTP Request node',
		},
	];
}
