import type { Struck } from '../faults';
import { json, readForm, type Reply, type Request } from '../http';
import type { Random } from '../world/random';
import { consentPage, refusalPage } from './consentPage';
import { BaseRefusal, invalidRefreshToken } from './errors';
import type { BaseTokens, Grant } from './tokens';

export interface ShopClient {
	shop: string;
	clientId: string;
	clientSecret: string;
}

interface Code extends Grant {
	clientId: string;
	redirectUri: string;
	endsAt: number;
}

export const knownScopes = [
	'read_users',
	'read_users_mail',
	'read_items',
	'read_orders',
	'read_savings',
	'write_items',
	'write_orders',
] as const;

const codeLifeMs = 600_000;

/** Client id and secret, from the body or from a Basic header. */
function clientOf(request: Request, form: URLSearchParams): { id: string; secret: string } {
	const header = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
	if (header === undefined) {
		return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
	}
	const [id = '', secret = ''] = Buffer.from(header, 'base64').toString('utf8').split(':');
	return { id: decodeURIComponent(id), secret: decodeURIComponent(secret) };
}

/** BASE's sign-in: consent page, codes, and the exchange of codes and refresh tokens. */
export class BaseOAuth {
	private readonly codes = new Map<string, Code>();

	constructor(
		private readonly clients: readonly ShopClient[],
		private readonly tokens: BaseTokens,
		private readonly random: Random,
		private readonly now: () => number,
	) {}

	/** GET /1/oauth/authorize: the page with the button. */
	authorize({ query }: Request): Reply {
		const checked = this.checkAuthorization(query);
		if ('reason' in checked) return { status: 400, body: refusalPage(checked.reason) };
		return { status: 200, body: consentPage(checked.shop, checked.scopes, query) };
	}

	/** What the button leads to: back to the app with a code. */
	approve({ query }: Request): Reply {
		const checked = this.checkAuthorization(query);
		if ('reason' in checked) return { status: 400, body: refusalPage(checked.reason) };
		const code = this.random.text(32, '0123456789abcdef');
		this.codes.set(code, { ...checked, endsAt: this.now() + codeLifeMs });
		const target = new URL(checked.redirectUri);
		target.searchParams.set('code', code);
		const state = query.get('state');
		if (state !== null) target.searchParams.set('state', state);
		return { status: 302, headers: { location: target.href }, body: '' };
	}

	/** POST /1/oauth/token. BASE does not say which scopes it gave. */
	token(request: Request, struck: Struck): Reply {
		if (request.method !== 'POST') throw new BaseRefusal('access_denied');
		if (struck.has('databaseError')) throw new BaseRefusal('server_error');
		const form = readForm(request);
		const { id, secret } = clientOf(request, form);
		const client = this.clients.find((known) => known.clientId === id);
		if (id === '' || secret === '') {
			throw new BaseRefusal('invalid_request', 'client_idもしくはclient_secretがありません。');
		}
		if (!client || client.clientSecret !== secret) throw new BaseRefusal('unauthorized_client');
		const grantType = form.get('grant_type');
		if (grantType === 'refresh_token') {
			if (struck.has('revokeRefreshToken')) throw invalidRefreshToken();
			const redirectUri = form.get('redirect_uri') ?? request.query.get('redirect_uri');
			if (struck.has('strictRedirectUri') && !redirectUri) {
				throw new BaseRefusal('invalid_request');
			}
			return json(this.tokens.exchange(form.get('refresh_token') ?? '', client.shop));
		}
		if (grantType !== 'authorization_code') {
			throw new BaseRefusal('invalid_request', '不正なgrant_typeです。');
		}
		return json(this.tokens.issue(this.takeCode(form, client)));
	}

	/** The shop of a client id, whether the secret is right or not; null for an unknown one. */
	shopOf(request: Request): string | null {
		const { id } = clientOf(request, readForm(request));
		return this.clients.find((client) => client.clientId === id)?.shop ?? null;
	}

	/** A code works once, for the client and the address it was made for. */
	private takeCode(form: URLSearchParams, client: ShopClient): Code {
		const text = form.get('code') ?? '';
		const code = this.codes.get(text);
		this.codes.delete(text);
		const isGood =
			code !== undefined &&
			code.clientId === client.clientId &&
			code.redirectUri === form.get('redirect_uri');
		if (!isGood) throw new BaseRefusal('invalid_request', '不正な認可コードです。');
		if (this.now() < code.endsAt) return code;
		throw new BaseRefusal('invalid_request', '認可コードの有効期限が切れています。');
	}

	private checkAuthorization(query: URLSearchParams): Omit<Code, 'endsAt'> | { reason: string } {
		const clientId = query.get('client_id') ?? '';
		const redirectUri = query.get('redirect_uri') ?? '';
		const client = this.clients.find((known) => known.clientId === clientId);
		if (!client) return { reason: 'client_idが不正です。' };
		if (!URL.canParse(redirectUri) || !/^https?:/.test(redirectUri)) {
			return { reason: 'redirect_uriが不正です。' };
		}
		if (query.get('response_type') !== 'code') return { reason: 'response_typeが不正です。' };
		const scopes = (query.get('scope') ?? 'read_users').split(/[\s,]+/).filter(Boolean);
		const isKnown = (scope: string): boolean => (knownScopes as readonly string[]).includes(scope);
		if (!scopes.every(isKnown)) return { reason: 'scopeが不正です。' };
		return { shop: client.shop, clientId, redirectUri, scopes };
	}
}
