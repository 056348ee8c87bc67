import {
	NodeApiError,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
} from 'n8n-workflow';
import {
	BaseShopClient,
	type ClientPorts,
	type ShopAnswer,
	type ShopRequest,
} from '../../baseShop/client';
import { CallBudget } from '../../baseShop/budget';
import { AccountRefusedError, AnswerLostError, ConnectAgainError } from '../../shop/errors';
import { connectAgain, makeRefusal, refusalOfRefresh } from '../../baseShop/errors';
import type { Ledger } from '../../ledger/ledger';
import { readShortCode } from '../../stores/errors';
import { parseJson } from '../../listing/input/parseJson';
import { withoutSecrets } from '../../spApi/transport/withoutSecrets';
import { getClock, sleep } from '../clock';
import { resolveAddress, BASE } from './serviceAddress';

export const SHOP_CREDENTIAL = 'baseShopOAuth2Api';
const TIMEOUT_MS = 30_000;

/** A run of a node, or a person filling in its fields. */
type ShopContext = IExecuteFunctions | ILoadOptionsFunctions;

/** Undefined while a field's list is fetched: no run exists then that could be stopped. */
const readCancelSignal = (context: ShopContext): AbortSignal | undefined =>
	'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;

/** Opens BASE with the node's credential; n8n adds the token, refreshes it and keeps the rotated one. */
export async function openShopPorts(context: ShopContext): Promise<ClientPorts> {
	const credential = await context.getCredentials(SHOP_CREDENTIAL);
	const base = resolveAddress(BASE, credential);
	requireOwnTokenService(base, credential.accessTokenUrl);
	return {
		send: async (request) => await send(context, base, request),
		timestamp: getClock().timestamp,
		sleep: async (ms) => await sleep(ms, readCancelSignal(context)),
	};
}

/**
 * n8n renews the token at the address in the credential, which the window doesn't show. An address
 * planted there would receive the client secret and the refresh token.
 */
function requireOwnTokenService(base: string, accessTokenUrl: unknown): void {
	const [address] = String(accessTokenUrl ?? '').split('?');
	if (address === '' || address === `${base}/oauth/token`) return;
	throw new Error(
		`認証情報の Access Token URL「${address}」は使えません。認証情報を新しく作り直してください。`,
	);
}

/**
 * Opens a client that counts its calls against the account's hour, and returns the account's name: the
 * given one, or else BASE's name of the shop. For reading lists; edits reserve their calls before they
 * are sent.
 */
export async function openShopClient(
	context: IExecuteFunctions,
	given: string,
	{ quotas }: Pick<Ledger, 'quotas'>,
): Promise<{ client: BaseShopClient; account: string }> {
	const ports = await openShopPorts(context);
	const account = await findAccountName(ports, given);
	const budget = new CallBudget({ counts: quotas, account, now: getClock().now });
	const send: ClientPorts['send'] = async (request) => {
		if (request.method === 'GET') await budget.note(1);
		return await ports.send(request);
	};
	return { client: new BaseShopClient(account, { ...ports, send }), account };
}

/** An item that no shop has: BASE answers 400, upon which n8n renews the token. */
const NO_ITEM: ShopRequest = { method: 'GET', path: '/items/detail/0' };

/**
 * Has n8n renew the token now, although the present one is still good.
 * @returns `stored` = whether n8n keeps another token than before; `sendsRedirectUri` = how the credential asks
 * @throws ShopError if the token service refuses, or can't be reached
 */
export async function renewShopToken(
	context: IExecuteFunctions,
): Promise<{ stored: boolean; sendsRedirectUri: boolean }> {
	const credential = await context.getCredentials(SHOP_CREDENTIAL);
	const base = resolveAddress(BASE, credential);
	requireOwnTokenService(base, credential.accessTokenUrl);
	await attempt(context, base, NO_ITEM, false);
	const renewed = await context.getCredentials(SHOP_CREDENTIAL);
	return {
		stored: readAccessToken(renewed) !== readAccessToken(credential),
		sendsRedirectUri: asksWithRedirectUri(credential),
	};
}

const readAccessToken = ({ oauthTokenData }: ICredentialDataDecryptedObject): unknown =>
	((oauthTokenData ?? {}) as Record<string, unknown>).access_token;

/** True if the credential sends its redirect_uri along with a refresh. */
export const asksWithRedirectUri = ({ accessTokenUrl }: ICredentialDataDecryptedObject): boolean =>
	String(accessTokenUrl ?? '').includes('redirect_uri=');

/** Returns the given name, or else BASE's name of the shop. */
export const findAccountName = async (ports: ClientPorts, given: string): Promise<string> =>
	given.trim() || (await BaseShopClient.shopId(ports));

async function send(context: ShopContext, base: string, request: ShopRequest): Promise<ShopAnswer> {
	readCancelSignal(context)?.throwIfAborted();
	const answer = await attempt(context, base, request, true);
	if (!isTokenError(answer)) return await refusalWithoutSecrets(context, answer);
	// n8n considered the token fresh (it was revoked, or a clock is wrong) but BASE refused it: refresh
	// it anyway.
	return await refusalWithoutSecrets(context, await attempt(context, base, request, false));
}

/** Removes secrets from a refusal: people see its text, and it may quote the request. */
async function refusalWithoutSecrets(
	context: ShopContext,
	answer: ShopAnswer,
): Promise<ShopAnswer> {
	if (answer.status < 400 || answer.json === undefined) return answer;
	const text = withoutSecrets(JSON.stringify(answer.json), await collectSecrets(context));
	return { ...answer, json: parseJson(text) };
}

async function collectSecrets(context: ShopContext): Promise<unknown[]> {
	const { clientSecret, oauthTokenData } = await context.getCredentials(SHOP_CREDENTIAL);
	const { access_token, refresh_token } = (oauthTokenData ?? {}) as Record<string, unknown>;
	return [clientSecret, access_token, refresh_token];
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
		// n8n would send the token along with a redirect.
		disableFollowRedirect: true,
	};
	try {
		// BASE never answers 401: an expired token is one of its many 400s.
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			SHOP_CREDENTIAL,
			options,
			{ oauth2: { tokenExpiredStatusCode: 400, skipRefreshWhileTokenIsFresh } },
		)) as { statusCode: number; body: unknown };
		return { status: response.statusCode, json: parseAnswer(response.body) };
	} catch (error) {
		return answerIn(error, await collectSecrets(context));
	}
}

/** n8n throws for every status of 400 and above; BASE's own answer is inside the error. */
function answerIn(error: unknown, secrets: readonly unknown[]): ShopAnswer {
	if (error instanceof NodeApiError) {
		const status = Number(error.httpCode);
		const { data } = error.context;
		if (status >= 300 && status < 400) throw redirected(status);
		if (data !== undefined && status >= 400) return { status, json: data };
		const { body } = (error.cause ?? {}) as { body?: Record<string, unknown> };
		if (typeof body?.error === 'string') {
			const said = withoutSecrets(String(body.error_description ?? ''), secrets).slice(0, 200);
			throw refusalOfRefresh(body.error, said);
		}
		if (isRefusedRefresh(error)) {
			const said = withoutSecrets(refusedRefreshText(error), secrets).slice(0, 200);
			throw connectAgain(said, 'invalid_request');
		}
		if (status >= 400) return { status, json: undefined };
	}
	// n8n's own message, read only to tell the cases apart and never shown.
	const message = error instanceof Error ? error.message : '';
	if (/needs to be reconnected|credentials not connected/i.test(message)) {
		throw connectAgain('接続されていません', 'not_connected');
	}
	const code = readShortCode(error) || 'NetworkError';
	// Not passed on as cause: it holds the request, and with it the token.
	throw new AnswerLostError(
		`BASEから応答がありません (${code})。次の実行で自動的にやり直します。`,
		code,
	);
}

/** n8n's message about a refresh, for which it kept no answer of the token service. */
const refusedRefreshText = (error: NodeApiError): string =>
	[error.message, ...error.messages].join(' ');

/** Stops all sending in this run: every call would carry the token to the same place. */
const redirected = (status: number): AccountRefusedError =>
	new AccountRefusedError(
		`BASEが別のサイトへの転送を返しました (HTTP ${status})。トークンを守るため転送先には接続しません。次の実行で自動的にやり直します。続く場合はネットワークのプロキシ設定を確認してください。`,
		`HTTP_${status}`,
	);

/** n8n's OAuth client reports every refusal of the token service as `EAUTH`. */
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
		makeRefusal(error, String(error_description ?? '')) instanceof ConnectAgainError
	);
}

const parseAnswer = (body: unknown): unknown => (typeof body === 'string' ? parseJson(body) : body);

const stringValues = (form: Record<string, string | number>): Record<string, string> =>
	Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value)]));
