import {
	NodeApiError,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
} from 'n8n-workflow';
import {
	BaseShopClient,
	type ClientPorts,
	type ShopAnswer,
	type ShopRequest,
} from '../baseShop/client';
import { CallBudget } from '../baseShop/budget';
import {
	AnswerLostError,
	connectAgain,
	ConnectAgainError,
	refusalOf,
	refusalOfRefresh,
} from '../baseShop/errors';
import type { Cache } from '../cache/cache';
import { parseJson } from '../spApi/parseJson';
import { clockOf, sleep } from './clock';
import { loopbackUrlOr } from './loopback';

export const SHOP_CREDENTIAL = 'baseShopOAuth2Api';
const REAL_API = 'https://api.thebase.in/1';
const TIMEOUT_MS = 30_000;

/** A run of a node, or a person filling in its fields. */
type ShopContext = IExecuteFunctions | ILoadOptionsFunctions;

/** A list for a field is fetched without a run that could be stopped. */
const cancelSignalOf = (context: ShopContext): AbortSignal | undefined =>
	'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;

/** BASE under the node's credential; n8n adds the token, refreshes it and keeps the rotated one. */
export async function shopPortsOf(context: ShopContext): Promise<ClientPorts> {
	const { apiBaseUrl } = await context.getCredentials(SHOP_CREDENTIAL);
	const base = loopbackUrlOr(REAL_API, String(apiBaseUrl ?? ''), 'API Base URL');
	return {
		send: async (request) => await send(context, base, request),
		timestamp: clockOf(context).timestamp,
		sleep: async (ms) => await sleep(ms, cancelSignalOf(context)),
	};
}

/**
 * A client that counts its calls against the account's hour, and the name of the account: as given,
 * else as BASE calls the shop. For reading lists; edits take their calls before they are sent.
 */
export async function shopClientOf(
	context: IExecuteFunctions,
	given: string,
	cache: Pick<Cache, 'quotas'>,
): Promise<{ client: BaseShopClient; account: string }> {
	const ports = await shopPortsOf(context);
	const account = await accountNameOf(ports, given);
	const budget = new CallBudget({ counts: cache.quotas, account, now: Date.now });
	const send: ClientPorts['send'] = async (request) => {
		if (request.method === 'GET') await budget.note(1);
		return await ports.send(request);
	};
	return { client: new BaseShopClient(account, { ...ports, send }), account };
}

/** As given, else as BASE calls the shop. */
export const accountNameOf = async (ports: ClientPorts, given: string): Promise<string> =>
	given.trim() || (await BaseShopClient.shopId(ports));

async function send(context: ShopContext, base: string, request: ShopRequest): Promise<ShopAnswer> {
	cancelSignalOf(context)?.throwIfAborted();
	const answer = await attempt(context, base, request, true);
	if (!isTokenError(answer)) return answer;
	// n8n took the token for fresh (revoked, or a wrong clock), BASE does not: refresh it all the same.
	return await attempt(context, base, request, false);
}

async function attempt(
	context: ShopContext,
	base: string,
	request: ShopRequest,
	skipRefreshWhileTokenIsFresh: boolean,
): Promise<ShopAnswer> {
	const options: IHttpRequestOptions = {
		method: request.method,
		url: `${base}${request.path}`,
		qs: request.query,
		body: request.form ? new URLSearchParams(stringValues(request.form)).toString() : undefined,
		headers: request.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {},
		returnFullResponse: true,
		timeout: TIMEOUT_MS,
	};
	try {
		// BASE never answers 401: a dead token is one of its many 400s.
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			SHOP_CREDENTIAL,
			options,
			{ oauth2: { tokenExpiredStatusCode: 400, skipRefreshWhileTokenIsFresh } },
		)) as { statusCode: number; body: unknown };
		return { status: response.statusCode, json: jsonOf(response.body) };
	} catch (error) {
		return answerIn(error);
	}
}

/** n8n throws for every status of 400 and more; BASE's own words are inside. */
function answerIn(error: unknown): ShopAnswer {
	if (error instanceof NodeApiError) {
		const status = Number(error.httpCode);
		const { data } = error.context;
		if (data !== undefined && status >= 400) return { status, json: data };
		const { body } = (error.cause ?? {}) as { body?: Record<string, unknown> };
		if (typeof body?.error === 'string')
			throw refusalOfRefresh(body.error, String(body.error_description ?? ''));
		if (isRefusedRefresh(error)) throw connectAgain(refusedRefreshText(error), 'invalid_request');
		if (status >= 400) return { status, json: undefined };
	}
	const message = error instanceof Error ? error.message : String(error);
	if (/needs to be reconnected|credentials not connected/i.test(message)) {
		throw connectAgain('接続されていません', 'not_connected');
	}
	const code = (error as NodeJS.ErrnoException).code ?? 'NetworkError';
	throw new AnswerLostError(
		`BASEから応答がありません (${code})。次の実行で自動的にやり直します。`,
		code,
		{
			cause: error,
		},
	);
}

/** What n8n says of a refresh for which it kept no answer of the token service. */
const refusedRefreshText = (error: NodeApiError): string =>
	[error.message, ...error.messages].join(' ').slice(0, 200);

/** n8n's OAuth client calls every refusal of the token service `EAUTH`. */
const isRefusedRefresh = (error: NodeApiError): boolean =>
	error.httpCode === 'EAUTH' ||
	/invalid_(request|grant|client)|refresh token|リフレッシュトークン/i.test(
		refusedRefreshText(error),
	);

function isTokenError({ status, json }: ShopAnswer): boolean {
	const { error, error_description } = (json ?? {}) as Record<string, unknown>;
	return (
		status === 400 &&
		typeof error === 'string' &&
		refusalOf(error, String(error_description ?? '')) instanceof ConnectAgainError
	);
}

const jsonOf = (body: unknown): unknown => (typeof body === 'string' ? parseJson(body) : body);

const stringValues = (form: Record<string, string | number>): Record<string, string> =>
	Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value)]));
