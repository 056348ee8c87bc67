import type { Simulator } from '../simulator/start';
import { credentialIds, credentialRows, type CredentialRow } from '../realN8n/n8n/credentials';
import { turnedTo } from '../realN8n/n8n/stage';
import {
	readWorkflow,
	syncWorkflow,
	type Settings,
	type WorkflowFile,
} from '../realN8n/n8n/workflows';

export const REDIS_CREDENTIAL = { id: 'ttlCacheRedis001', name: 'TTL Cache Redis' };
const SECOND_SHOP = { id: 'baseShopDemo0002', name: 'BASE Shop 2' };
/** Nodes that keep something between runs. */
const storing = /\.(runGuard|baseListings|ttlCache|detectChanges|baseUpdate|changeReport)$/;

/** One shop of the queue: a workflow of its own with a BASE credential of its own. */
export interface QueueShop {
	name: string;
	cacheName: string;
	workflow: WorkflowFile;
}

/** The credentials of two shops, one Amazon account, one Chatwork and the Redis that all share. */
export function queueCredentials(simulator: Simulator, redisPort: number): CredentialRow[] {
	const [, second] = simulator.credentials.shops;
	if (!second) throw new Error('The simulator has no second shop');
	const onlySecond = { ...simulator.credentials, shops: [second] };
	const secondShop = credentialRows({ ...simulator, credentials: onlySecond })
		.filter(({ id }) => id === credentialIds.shop)
		.map((row) => ({ ...row, ...SECOND_SHOP }));
	return [...credentialRows(simulator), ...secondShop, redisCredential(redisPort)];
}

export const redisCredential = (port: number): CredentialRow => ({
	...REDIS_CREDENTIAL,
	type: 'ttlCacheRedis',
	data: { host: '127.0.0.1', port, database: 1, keyPrefix: 'amazon-base-sync' },
});

/** The shipped sync twice, as a person would copy it: store Redis, limits shared, other credential. */
export async function queueShops(simulator: Simulator, settings: Settings): Promise<QueueShop[]> {
	const shipped = turnedTo(simulator, await readWorkflow(syncWorkflow), settings);
	return simulator.credentials.shops.map(({ name }, index) => {
		const cacheName = `shop-${index + 1}`;
		const workflow = throughRedis(shipped, cacheName);
		return {
			name,
			cacheName,
			workflow: index === 0 ? workflow : copyForSecondShop(workflow),
		};
	});
}

export type Node = WorkflowFile['nodes'][number] & {
	credentials?: Record<string, { id: string; name: string }>;
};

export const changed = (workflow: WorkflowFile, change: (node: Node) => void): WorkflowFile => {
	const copy = structuredClone(workflow);
	for (const node of copy.nodes) change(node);
	return copy;
};

/** The store is Redis, and so is the place of the shared limits. */
export const throughRedis = (workflow: WorkflowFile, cacheName: string): WorkflowFile =>
	changed(workflow, (node) => {
		const shares = node.type.endsWith('.spApiBatchOffers');
		if (!shares && !storing.test(node.type)) return;
		Object.assign(node.parameters, { store: 'redis', cacheName });
		if (shares) Object.assign(node.parameters, { shareLimits: true });
		node.credentials = { ...node.credentials, ttlCacheRedis: REDIS_CREDENTIAL };
	});

const copyForSecondShop = (workflow: WorkflowFile): WorkflowFile => ({
	...changed(workflow, (node) => {
		if (node.credentials?.baseShopOAuth2Api) node.credentials.baseShopOAuth2Api = SECOND_SHOP;
	}),
	id: 'priceStockSync02',
	name: `${workflow.name} (2)`,
});
