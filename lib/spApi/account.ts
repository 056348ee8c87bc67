import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { SpApiClient } from './client';
import { OperationLimiter, type Clustering } from '../quota/limiter';
import { rateLimits, type SpApiOperation } from './limits';
import { findMarketplace, type Marketplace } from './marketplaces';
import { Outage } from './transport/outage';
import { TokenSource } from './transport/token';
import { createTransport, type Transport } from './transport/transport';

/** The credential's fields, as the shop owner fills them in. */
export interface SpApiCredential {
	/** Country code of `marketplaces`, default JP. */
	marketplace: string;
	clientId: string;
	clientSecret: string;
	refreshToken: string;
	/** Base URL of a simulator on this machine; empty for Amazon itself. */
	endpointOverride?: string;
}

/** Tells one Amazon account from another, and stays when a secret or a refresh token is issued anew. */
export interface AccountIdentity {
	/** A digest of the app's client id; a simulator has one of its own. */
	account: string;
	marketplace: string;
}

/** The state that every execution in this process shares for one credential: its token and its quotas. */
export interface SpApiAccount {
	identity: AccountIdentity;
	marketplace: Marketplace;
	transport: Transport;
	tokens: TokenSource;
	limiterOf: (operation: SpApiOperation) => OperationLimiter;
	outage: Outage;
}

/** Returns how several processes share the bucket of one limiter. */
export type ClusteringOf = (limiterId: string) => Clustering;

const accounts = new Map<string, SpApiAccount>();

/**
 * Returns the account of a credential. The same credential always gives the same account, because
 * otherwise two executions would each assume that they had Amazon's whole quota.
 */
export function makeAccount(
	credential: SpApiCredential,
	clusteringOf?: ClusteringOf,
): SpApiAccount {
	const key = accountKey(credential) + (clusteringOf ? '/shared' : '');
	const known = accounts.get(key);
	if (known) return known;
	const account = openAccount(credential, key, clusteringOf);
	accounts.set(key, account);
	return account;
}

/** Opens a separate client for one execution: shared quotas, its own counts. */
export function openClient(account: SpApiAccount, retries?: number): SpApiClient {
	return new SpApiClient({
		transport: account.transport,
		tokens: account.tokens,
		limiterOf: account.limiterOf,
		outage: account.outage,
		retries,
		sleep: async (ms, signal) => await delay(ms, undefined, { signal }),
		random: Math.random,
	});
}

/** Returns a digest, because a key may appear in a Redis key or a log and must not reveal a secret. */
function accountKey(credential: SpApiCredential): string {
	const identity = [
		credential.marketplace,
		credential.clientId,
		credential.clientSecret,
		credential.refreshToken,
		credential.endpointOverride ?? '',
	];
	return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 24);
}

function identify({ marketplace, clientId, endpointOverride }: SpApiCredential): AccountIdentity {
	const isSimulator = (endpointOverride ?? '').trim() !== '';
	const app = JSON.stringify([clientId, isSimulator]);
	return { account: createHash('sha256').update(app).digest('hex').slice(0, 16), marketplace };
}

/**
 * A clock that runs evenly when the machine's clock is set, ms: quotas depend on the time between two
 * calls.
 */
const steadyNow = (): number => performance.timeOrigin + performance.now();

function openAccount(
	credential: SpApiCredential,
	key: string,
	clusteringOf?: ClusteringOf,
): SpApiAccount {
	const marketplace = findMarketplace(credential.marketplace);
	const transport = createTransport({ ...credential, marketplace, now: steadyNow });
	const limiters = new Map<SpApiOperation, OperationLimiter>();
	const ports = { now: steadyNow, sleep: async (ms: number) => await delay(ms) };
	return {
		identity: identify(credential),
		marketplace,
		transport,
		outage: new Outage(),
		tokens: new TokenSource({ ...credential, requestToken: transport.requestToken, now: Date.now }),
		limiterOf: (operation) => {
			let limiter = limiters.get(operation);
			if (!limiter) {
				limiter = new OperationLimiter(
					rateLimits[operation],
					ports,
					clusteringOf?.(`spapi-${key}-${operation}`),
				);
				limiters.set(operation, limiter);
			}
			return limiter;
		},
	};
}
