import Bottleneck from 'bottleneck';
import * as ioredis from 'ioredis';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import {
	clientOptions,
	describePlace,
	toRedisAddress,
	type RedisAddress,
} from '../../stores/redis/redisAddress';
import { connectAnew, requireAnswer } from '../../stores/redis/requireAnswer';
import { makeRedisError } from '../../stores/redis/redisError';
import { RedisLastCall } from '../../quota/redisLastCall';
import type { ClusteringOf } from '../../spApi/account';
import { whileRunning } from '../cancel';
import { logWarning } from '../log';
import { REDIS_CREDENTIAL } from '../parameters/storeParameters';

/** A switch of the nodes that call Amazon: whether several workers share Amazon's quota. */
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
	displayName: 'Redis',
	required: true,
	displayOptions: { show: { shareLimits: [true] } },
};

/** Redis forgets a limiter that nobody has used for this time, ms. */
const FORGET_AFTER_MS = 24 * 3_600_000;

/** Bottleneck's own connection, with the two clients that its typings leave out. */
type SharedConnection = Bottleneck.IORedisConnection &
	Readonly<{ client: ioredis.Redis; subscriber: ioredis.Redis }>;

const connections = new Map<string, SharedConnection>();

/**
 * Returns how limiters are shared, or undefined if this process is the only one.
 * @throws StoreUnavailableError if the Redis can't be used: Bottleneck itself would wait for it for ever
 */
export async function openClustering(
	context: IExecuteFunctions,
): Promise<ClusteringOf | undefined> {
	if (context.getNodeParameter('shareLimits', 0, false) !== true) return undefined;
	const address = toRedisAddress(await context.getCredentials(REDIS_CREDENTIAL));
	const place = describePlace(address);
	const connection = connectionTo(address, context);
	await whileRunning(context, async () => {
		await requireAnswer(connection.client, place);
		await connectAnew(connection.subscriber);
	});
	return (limiterId) => {
		const id = `${address.keyPrefix}:${limiterId}`;
		return {
			bottleneck: {
				id,
				datastore: 'ioredis',
				connection,
				Redis: ioredis,
				timeout: FORGET_AFTER_MS,
			},
			lastCall: new RedisLastCall(connection.client, `${id}:last-call`),
		};
	};
}

function connectionTo(
	address: RedisAddress,
	context: Pick<IExecuteFunctions, 'logger'>,
): SharedConnection {
	const key = JSON.stringify(address);
	const known = connections.get(key);
	if (known) return known;
	const client = new ioredis.Redis(clientOptions(address));
	const connection = new Bottleneck.IORedisConnection({
		client,
		Redis: ioredis,
	}) as SharedConnection;
	// A lost Redis shows in the calls that wait for it; without a listener this event would end n8n.
	connection.on('error', (error: Error) =>
		logWarning(context, makeRedisError(describePlace(address), error).message),
	);
	connections.set(key, connection);
	return connection;
}
