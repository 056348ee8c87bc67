import { z } from 'zod';
import { SpApiUnavailableError, tokenError } from '../errors';
import { parseJson } from '../../listing/input/parseJson';
import type { Transport } from './transport';

/** Time between refresh and expiry, so that a call that waits for its turn still has a valid token. */
const EARLY_MS = 60_000;
/** ... but never earlier than this share of its life: tests and simulators issue short ones. */
const EARLY_SHARE = 0.05;

const TokenAnswer = z.object({
	access_token: z.string().min(1),
	expires_in: z.number().positive(),
});
const TokenRefusal = z.object({ error: z.string(), error_description: z.string().catch('') });

export interface TokenOptions {
	clientId: string;
	clientSecret: string;
	refreshToken: string;
	requestToken: Transport['requestToken'];
	now: () => number;
}

/**
 * The access token of one credential (Login with Amazon, 3,600 s). Callers share one pending refresh; a
 * failed one is forgotten, so that the next call can try again.
 */
export class TokenSource {
	private current: { value: string; goodUntil: number } | null = null;
	private inFlight: Promise<string> | null = null;
	private readonly options: TokenOptions;

	constructor(options: TokenOptions) {
		this.options = options;
	}

	/** @throws SpApiCredentialError if Amazon refuses the credential permanently. */
	async get(): Promise<string> {
		if (this.current && this.options.now() < this.current.goodUntil) return this.current.value;
		this.inFlight ??= this.refresh().finally(() => {
			this.inFlight = null;
		});
		return await this.inFlight;
	}

	/** Drops a token that Amazon called expired. Does nothing if a newer one is here already. */
	invalidate(token: string): void {
		if (this.current?.value === token) this.current = null;
	}

	private async refresh(): Promise<string> {
		const { clientId, clientSecret, refreshToken, requestToken, now } = this.options;
		const answer = await requestToken({
			grant_type: 'refresh_token',
			client_id: clientId,
			client_secret: clientSecret,
			refresh_token: refreshToken,
		}).catch((error: NodeJS.ErrnoException) => {
			// Not passed on as cause: it could hold the request, and with it the secret.
			throw tokenError(error.code ?? 'NetworkError', '応答がありません', null);
		});
		const json = parseJson(answer.body);
		const token = TokenAnswer.safeParse(json);
		if (token.success) {
			const lifeMs = token.data.expires_in * 1000;
			const early = Math.min(EARLY_MS, lifeMs * EARLY_SHARE);
			this.current = { value: token.data.access_token, goodUntil: now() + lifeMs - early };
			return token.data.access_token;
		}
		const refusal = TokenRefusal.safeParse(json);
		if (refusal.success) {
			throw tokenError(refusal.data.error, refusal.data.error_description, answer.status);
		}
		throw new SpApiUnavailableError(
			`Amazonのトークンサービスの応答を読めません (HTTP ${answer.status})。時間をおいて再実行してください。`,
			{ code: 'UnreadableToken', status: answer.status, operation: null },
		);
	}
}
