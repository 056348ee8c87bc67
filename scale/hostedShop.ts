import type { CredentialRow } from '../realN8n/n8n/credentials';
import { credentialRows } from '../realN8n/n8n/credentials';
import { turnedTo } from '../realN8n/n8n/stage';
import { readWorkflow, syncWorkflow, type WorkflowFile } from '../realN8n/n8n/workflows';
import { changed, redisCredential, throughRedis, type Node } from '../queue/twoShops';
import { startSimulator, type Simulator } from '../simulator/start';

export type StoreName = 'file' | 'redis';

/** A shop as somebody hosts it for its owner: an Amazon account, a BASE shop and a workflow of its own. */
export interface HostedShop {
	label: string;
	items: number;
	store: StoreName;
	cacheName: string;
	/** Of the Redis that holds its store. */
	storePort: number | null;
	simulator: Simulator;
	workflow: WorkflowFile;
	credentials: CredentialRow[];
}

export interface ShopOptions {
	/** Tells its workflow and credentials from those of other shops; 0 to 9999. */
	number: number;
	items: number;
	/** Of the Redis for its store; null = the store is a folder. */
	storePort: number | null;
	/** How much faster than Amazon's real quotas. */
	speed: number;
	/** How old a price may be until it is asked for again, hours; 0 = every item in each run. */
	ttlHours: number;
	/** Both operations of offers, as shipped, or the batch operation alone: without a quota the single one would be asked for nearly all. */
	usesSingle: boolean;
}

/** Opens the shop's own simulator: one Amazon account never shares its quota with another. */
export async function openShop(options: ShopOptions): Promise<HostedShop> {
	const { number, items, storePort, speed } = options;
	const store = storePort === null ? 'file' : 'redis';
	const simulator = await startSimulator({ products: items, plain: true, speed, tokenSpeed: 1 });
	const suffix = String(number).padStart(4, '0');
	const cacheName = `shop-${suffix}`;
	const ownId = (id: string): string => `${id.slice(0, 12)}${suffix}`;
	const shipped = await readWorkflow(syncWorkflow);
	const settings = {
		dry_run: false,
		ttl_hours: options.ttlHours,
		use_single_operation: options.usesSingle,
	};
	const turned = turnedTo(simulator, asImportedByHand(shipped), settings);
	const stored = store === 'redis' ? throughRedis(turned, cacheName) : inFolder(turned, cacheName);
	return {
		...{ label: `${items} items, ${store}`, items, store, cacheName, storePort, simulator },
		workflow: {
			...changed(stored, (node) => renameCredentials(node, ownId)),
			id: ownId(shipped.id),
			name: `${shipped.name} (${suffix})`,
		},
		credentials: [
			...credentialRows(simulator),
			...(storePort === null ? [] : [redisCredential(storePort)]),
		].map((row) => ({ ...row, id: ownId(row.id) })),
	};
}

/** The editor's import leaves the settings of a workflow behind: n8n then saves each run, whole. */
const asImportedByHand = (workflow: WorkflowFile): WorkflowFile => ({
	...workflow,
	settings: { executionOrder: 'v1', timezone: 'Asia/Tokyo' },
});

/** The file store is the default of each node; only its name is the shop's own. */
const inFolder = (workflow: WorkflowFile, cacheName: string): WorkflowFile =>
	changed(throughRedis(workflow, cacheName), (node) => {
		if (node.parameters.store !== 'redis') return;
		delete node.parameters.store;
		delete node.parameters.shareLimits;
		delete node.credentials?.ttlCacheRedis;
	});

function renameCredentials(node: Node, ownId: (id: string) => string): void {
	for (const credential of Object.values(node.credentials ?? {})) {
		credential.id = ownId(credential.id);
	}
}
