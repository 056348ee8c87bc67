import type { RedisOptions } from 'ioredis';
import { StoreError } from '../errors';

/** The address and login of a Redis: the fields of the ttlCacheRedis credential. */
export interface RedisAddress {
	host: string;
	port: number;
	/** Number of the database, 0 by default. */
	database: number;
	/** Empty: Redis's default user. */
	username: string;
	/** Empty: none. */
	password: string;
	tls: boolean;
	/** true if the server's certificate is checked against the known authorities. */
	verifyCertificate: boolean;
	/** Added before every key, so that one Redis can also serve other purposes. */
	keyPrefix: string;
}

const CONNECT_TIMEOUT_MS = 10_000;
const DISCONNECT_TIMEOUT_MS = 500;
const LONGEST_RETRY_MS = 2000;
/** With the waits between them about 30 seconds: enough for a Redis that restarts. */
const MOST_RETRIES = 18;
const PATIENCE_MS = 30_000;
/** A command waits in the queue while a Redis restarts; after this time the host counts as silent. */
const COMMAND_TIMEOUT_MS = 40_000;

/** Converts a ttlCacheRedis credential's data. Throws StoreError that names the wrong field. */
export function toRedisAddress(data: Readonly<Record<string, unknown>>): RedisAddress {
	return {
		host: requireHost(data.host),
		port: requireNumber(data.port, 'Port', 1, 65_535),
		database: requireNumber(data.database ?? 0, 'Database', 0, 65_535),
		username: readText(data.username),
		password: readText(data.password),
		tls: data.tls === true,
		verifyCertificate: data.acceptAny !== true,
		keyPrefix: requireText(data.keyPrefix ?? 'amazon-base-sync', 'Key Prefix'),
	};
}

/** For messages: never with user name or password. */
export const describePlace = ({ host, port, database, tls }: RedisAddress): string =>
	`${tls ? 'rediss' : 'redis'}://${host}:${port}/${database}`;

/**
 * Returns a client's options. The client gives up (its status is `end`) if the password is refused, or
 * after about 30 seconds of trying; by itself ioredis would try for ever.
 */
export function clientOptions(address: RedisAddress): RedisOptions {
	const { host, port, database, username, password, tls, verifyCertificate } = address;
	return {
		host,
		port,
		db: database,
		...(username === '' ? {} : { username }),
		...(password === '' ? {} : { password }),
		...(tls ? { tls: { servername: host, rejectUnauthorized: verifyCertificate } } : {}),
		connectTimeout: CONNECT_TIMEOUT_MS,
		commandTimeout: COMMAND_TIMEOUT_MS,
		disconnectTimeout: DISCONNECT_TIMEOUT_MS,
		maxRetriesPerRequest: MOST_RETRIES,
		...boundedRetries(),
	};
}

/**
 * ioredis reports a refusal to one callback and asks another whether to reconnect, so they share a
 * memory.
 */
function boundedRetries(): Pick<RedisOptions, 'reconnectOnError' | 'retryStrategy'> {
	let isRefused = false;
	let lostSince = 0;
	return {
		reconnectOnError: (error) => {
			if (isRefusal(error)) isRefused = true;
			return afterFailover(error);
		},
		retryStrategy: (attempt) => {
			const wasRefused = isRefused;
			isRefused = false;
			if (attempt === 1) lostSince = performance.now();
			const isOver = attempt > MOST_RETRIES || performance.now() - lostSince > PATIENCE_MS;
			return wasRefused || isOver ? null : Math.min(50 * 2 ** attempt, LONGEST_RETRY_MS);
		},
	};
}

/** A server that needs no password also refuses one; ioredis then continues without it. */
const NEEDS_NO_PASSWORD = /no password is set|without any password configured/;

function isRefusal(error: Error): boolean {
	if (NEEDS_NO_PASSWORD.test(error.message)) return false;
	const { command } = error as { command?: { name?: unknown } };
	return command?.name === 'auth' || /^(WRONGPASS|NOAUTH) /.test(error.message);
}

/**
 * A primary that became a replica refuses every write; ioredis would stay with it for ever (ioredis
 * #144). A new connection reaches the server now at the address. 2: and the command is sent again.
 */
const afterFailover = ({ message }: Error): 2 | false =>
	message.startsWith('READONLY') ? 2 : false;

const readText = (value: unknown): string => (typeof value === 'string' ? value : '');

function requireText(value: unknown, label: string): string {
	const text = readText(value).trim();
	if (text === '') throw new StoreError(`Redis の ${label} が空です`);
	return text;
}

/** A person who pastes a whole URL here also pastes its password, so the value is not quoted. */
function requireHost(value: unknown): string {
	const host = requireText(value, 'Host');
	if (!/[@/\s]/.test(host)) return host;
	throw new StoreError(
		'Redis の Host にはホスト名だけを入れてください (例 localhost)。URL のパスワードは Password に、ポートは Port に入れます',
	);
}

function requireNumber(value: unknown, label: string, least: number, most: number): number {
	const number = typeof value === 'string' ? Number(value) : value;
	if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) {
		return number;
	}
	throw new StoreError(`Redis の ${label} は ${least} から ${most} の整数です (${String(value)})`);
}
