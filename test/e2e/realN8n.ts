import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setStage, type Stage, type StageOptions } from '../../realN8n/n8n/stage';
import {
	readWorkflow,
	type Settings,
	syncWorkflow,
	type WorkflowFile,
} from '../../realN8n/n8n/workflows';
import type { SimulatorOptions } from '../../simulator/options';
import { type Simulator, startSimulator } from '../../simulator/start';
import { preparedHome } from './prepare';
import { openFolder, type Stored } from '../support/stored';
import { expectTruthfulTable } from './truthfulTable';

export const shopName = 'demo-shop';

export interface RealN8n {
	simulator: Simulator;
	stage: Stage;
	/** Where the shipped sync keeps its cache. */
	cacheFolder: string;
	/** What the sync remembers, read by the package's own room from n8n's folder. */
	cache: Stored;
	/** Ends the story. Whatever happened in it, n8n's table of the products shows the store then. */
	close(): Promise<void>;
}

/** Every item is asked for in each run, by the batch operation alone: so calls can be counted. */
export const countable: Settings = {
	manual_limit: 0,
	ttl_hours: 0,
	use_single_operation: false,
};

interface MoreOptions extends Pick<StageOptions, 'credentials' | 'others' | 'port'> {
	/** false: the watch does not start by its schedule; it would ask Amazon at each ten-minute mark. */
	watches?: boolean;
}

const withoutWatch = (workflow: WorkflowFile): WorkflowFile => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		node.name === '見張りの時刻' ? { ...node, disabled: true } : node,
	),
});

/** A real n8n with the packed package and the shipped sync, in a temporary folder of its own. */
export async function realN8n(
	options: SimulatorOptions,
	settings: Settings,
	{ watches = true, ...more }: MoreOptions = {},
): Promise<RealN8n> {
	const folder = mkdtempSync(join(tmpdir(), 'real-n8n-'));
	const sync = await readWorkflow(syncWorkflow);
	const simulator = await startSimulator(options);
	const tidyUp = async (): Promise<void> => {
		await simulator.stop();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	};
	try {
		const stage = await setStage({
			simulator,
			home: preparedHome(),
			settings,
			...more,
			userFolder: join(folder, 'home'),
			workflow: watches ? sync : withoutWatch(sync),
		});
		const cacheFolder = join(stage.n8nFolder, 'amazon-base-sync', 'default');
		const cache = openFolder({ folder: cacheFolder, now: Date.now });
		return {
			simulator,
			stage,
			cacheFolder,
			cache,
			close: async () => {
				try {
					await expectTruthfulTable(stage, cache);
				} finally {
					await stage.stop();
					await tidyUp();
				}
			},
		};
	} catch (error) {
		await tidyUp();
		throw error;
	}
}
