import Bottleneck from 'bottleneck';
import * as ioredis from 'ioredis';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { clientOptions, toRedisAddress } from '../cache/redisAddress';
import type { Clustering } from '../spApi/account';
import { REDIS_CREDENTIAL } from './storeParameters';

/** Whether several workers draw Amazon's quota as one: a switch of the nodes that call Amazon. */
export const shareLimitsParameter: INodeProperties = {
	displayName: 'Share Limits Through Redis',
	name: 'shareLimits',
	type: 'boolean',
	default: false,
	description:
		'Whether several n8n workers share one quota: n8nを複数のワーカーで動かすときにオンにします (1台だけならオフ)',
};

export const shareLimitsCredential = {
	name: REDIS_CREDENTIAL,
	required: true,
	displayOptions: { show: { shareLimits: [true] } },
};

/** A limiter nobody has used for so long is forgotten by Redis, ms. */
const FORGET_AFTER_MS = 24 * 3_600_000;

const connections = new Map<string, Bottleneck.IORedisConnection>();

/** How limiters are shared, or undefined where this process is the only one. */
export async function clusteringOf(context: IExecuteFunctions): Promise<Clustering | undefined> {
	if (context.getNodeParameter('shareLimits', 0, false) !== true) return undefined;
	const address = toRedisAddress(await context.getCredentials(REDIS_CREDENTIAL));
	const key = JSON.stringify(address);
	let connection = connections.get(key);
	if (!connection) {
		const client = new ioredis.Redis(clientOptions(address));
		connection = new Bottleneck.IORedisConnection({ client, Redis: ioredis });
		// A lost Redis shows itself in the calls that wait for it; unheard, this event would end n8n.
		connection.on('error', (error: Error) => context.logger.warn(`Redis: ${error.message}`));
		connections.set(key, connection);
	}
	const shared = connection;
	return (limiterId) => ({
		id: `${address.keyPrefix}:${limiterId}`,
		datastore: 'ioredis',
		connection: shared,
		Redis: ioredis,
		timeout: FORGET_AFTER_MS,
	});
}
