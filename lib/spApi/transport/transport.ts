import { request as httpsRequest, type Agent } from 'node:https';
import { SellingPartner } from 'amazon-sp-api';
import { LostAnswerError, openAgent } from './agents';
import { loopbackUrl } from './loopback';
import type { Marketplace } from '../marketplaces';
import { withoutSecrets } from './withoutSecrets';

/** An answer as it came, before it is parsed. */
export interface RawAnswer {
	status: number;
	headers: Readonly<Record<string, string | string[] | undefined>>;
	body: string;
	/** When the connection was established and the request sent, ms. */
	sentAt: number;
	/** When the last byte arrived, ms. */
	answeredAt: number;
}

export interface ApiRequest {
	method: 'GET' | 'POST';
	/** Path without query, e.g. `/catalog/2022-04-01/items`. */
	path: string;
	query?: Record<string, string | number | string[]>;
	body?: unknown;
}

/** The two kinds of calls to Amazon, as a port: tests put a fake here. */
export interface Transport {
	/** @param onSent called when the connection stands and the request leaves */
	call(request: ApiRequest, accessToken: string, onSent?: () => void): Promise<RawAnswer>;
	requestToken(form: Record<string, string>): Promise<RawAnswer>;
}

export interface TransportOptions {
	marketplace: Marketplace;
	clientId: string;
	clientSecret: string;
	refreshToken: string;
	/** Base URL of a simulator on this machine; empty for Amazon itself. */
	endpointOverride?: string;
	/** An answer that is not complete after this time counts as lost, ms. */
	deadlineMs?: number;
	now: () => number;
}

const TOKEN_HOST = 'api.amazon.com';
const TOKEN_PATH = '/auth/o2/token';
const DEFAULT_DEADLINE_MS = 30_000;

/**
 * Returns host and port of an endpoint override, or null if there is none. Only this machine is accepted,
 * because a typo would otherwise send a client secret to a stranger.
 * @throws Error that names the found value and the allowed ones.
 */
export function readLoopback(override: string | undefined): { host: string; port: number } | null {
	if (!override?.trim()) return null;
	const url = loopbackUrl(override.trim());
	if (!url) {
		throw new Error(
			`Endpoint Override「${override}」は使えません。このパソコン自身 (例 http://127.0.0.1:4010) だけを指定できます。本番のAmazonに接続するときは空にしてください。`,
		);
	}
	return { host: url.hostname.replace(/[[\]]/g, ''), port: Number(url.port || 80) };
}

/**
 * Creates amazon-sp-api in a safe configuration: no retries, no throttling and no token handling by
 * itself (its 429 retry is unbounded, its token refresh not single-flight, its ETIMEDOUT retry spins),
 * credentials passed explicitly, raw answers. A truncated answer never settles its promise, so each call
 * has its own connection that we watch, and a deadline.
 */
export function createTransport(options: TransportOptions): Transport {
	const loopback = readLoopback(options.endpointOverride);
	const { now, deadlineMs = DEFAULT_DEADLINE_MS, clientSecret, refreshToken } = options;
	const secrets = [clientSecret, refreshToken];
	const connection = { loopback, now, deadlineMs };
	const apiHost = `sellingpartnerapi-${options.marketplace.region}.amazon.com`;
	return {
		call: async (request, accessToken, onSent) =>
			await overOneConnection({ ...connection, host: apiHost, onSent }, async (agent) => {
				const partner = new SellingPartner({
					region: options.marketplace.region,
					refresh_token: options.refreshToken,
					access_token: accessToken,
					credentials: {
						SELLING_PARTNER_APP_CLIENT_ID: options.clientId,
						SELLING_PARTNER_APP_CLIENT_SECRET: options.clientSecret,
					},
					options: {
						auto_request_tokens: false,
						auto_request_throttled: false,
						retry_remote_timeout: false,
						timeouts: { deadline: deadlineMs },
						https_proxy_agent: agent,
					},
				});
				const answer = await (partner as unknown as PathCaller).callAPI({
					api_path: request.path,
					method: request.method,
					query: request.query,
					body: request.body,
					options: { raw_result: true },
				});
				// answer.request holds the access token in its headers: it must not leave this function.
				const { statusCode: status, headers, chunks } = answer;
				// Its own `body` decodes each chunk separately, which breaks a character between two of
				// them.
				const text = Buffer.concat(chunks).toString('utf8');
				return { status, headers, body: withoutSecrets(text, [accessToken, ...secrets]) };
			}),
		requestToken: async (form) =>
			await overOneConnection({ ...connection, host: TOKEN_HOST }, async (agent) => {
				const answer = await postForm(form, agent);
				return { ...answer, body: withoutSecrets(answer.body, secrets) };
			}),
	};
}

/** amazon-sp-api's calls by path; its typings only know calls by operation name. */
interface PathCaller {
	callAPI(call: {
		api_path: string;
		method: string;
		query?: ApiRequest['query'];
		body?: unknown;
		options: { raw_result: true };
	}): Promise<{ statusCode: number; headers: RawAnswer['headers']; chunks: Buffer[] }>;
}

interface ConnectionOptions {
	/** The destination of the call; it decides whether a proxy is used. */
	host: string;
	loopback: { host: string; port: number } | null;
	now: () => number;
	deadlineMs: number;
	onSent?: () => void;
}

async function overOneConnection(
	connection: ConnectionOptions,
	send: (agent: Agent) => Promise<Pick<RawAnswer, 'status' | 'headers' | 'body'>>,
): Promise<RawAnswer> {
	const startedAt = connection.now();
	const { agent, connectedAt, closed } = openAgent(
		connection.host,
		connection.loopback,
		connection.now,
		connection.onSent,
	);
	const deadline = Promise.withResolvers<never>();
	const timer = setTimeout(
		() =>
			deadline.reject(
				new LostAnswerError('DEADLINE', `No complete answer in ${connection.deadlineMs} ms`),
			),
		connection.deadlineMs + 500,
	);
	try {
		const answer = await Promise.race([send(agent), deadline.promise, closed]);
		return { ...answer, sentAt: connectedAt() ?? startedAt, answeredAt: connection.now() };
	} finally {
		clearTimeout(timer);
		agent.destroy();
	}
}

/** amazon-sp-api hides a token's lifetime, so the token service is called directly. */
async function postForm(
	form: Record<string, string>,
	agent: Agent,
): Promise<Pick<RawAnswer, 'status' | 'headers' | 'body'>> {
	const body = new URLSearchParams(form).toString();
	return await new Promise((resolve, reject) => {
		const request = httpsRequest(
			{
				host: TOKEN_HOST,
				path: TOKEN_PATH,
				method: 'POST',
				agent,
				headers: {
					'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
					'content-length': Buffer.byteLength(body),
				},
			},
			(response) => {
				response.setEncoding('utf8');
				let text = '';
				response.on('data', (chunk: string) => (text += chunk));
				response.on('error', reject);
				response.on('end', () =>
					resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
				);
			},
		);
		request.on('error', reject);
		request.end(body);
	});
}
