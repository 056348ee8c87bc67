import { openRedis, type Stored } from '../test/support/stored';

/** Opens what a shop keeps on the Redis that `redisCredential` names. */
export const openShopStore = (port: number, cacheName: string): Stored =>
	openRedis({
		address: {
			...{ host: '127.0.0.1', port, database: 1, username: '', password: '' },
			...{ tls: false, verifyCertificate: true, keyPrefix: 'amazon-base-sync' },
		},
		cacheName,
		now: Date.now,
	});

/**
 * Ends the lease of a run whose worker died: it would end by itself 10 minutes after its last chunk, and a story
 * does not wait so long.
 * @returns the holder; null = there was no lease
 */
export async function endLease(
	{ runs, leases }: Pick<Stored, 'runs' | 'leases'>,
	workflowId: string,
): Promise<string | null> {
	const [name = ''] = (await runs.ofWorkflow(workflowId)).keys();
	const lease = await leases.current(name);
	if (lease === null) return null;
	await leases.release(name, lease.holder);
	return lease.holder;
}
