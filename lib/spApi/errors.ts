import type { AmazonRefusal } from './refusal';

/**
 * One class for each case that a caller can handle. Messages are for the shop owner (Japanese), with
 * Amazon's own code added. None of them ever carries a token, a secret or a request header.
 */

export interface SpApiErrorFacts {
	/** Amazon's own code, e.g. `QuotaExceeded`, `invalid_grant`; or Node's, e.g. `ECONNRESET`. */
	code: string;
	/** HTTP status; null if no answer came. */
	status: number | null;
	/** The failed call; null for the token service. */
	operation: string | null;
}

export class SpApiError extends Error {
	readonly code: string;
	readonly status: number | null;
	readonly operation: string | null;

	constructor(message: string, facts: SpApiErrorFacts) {
		super(message);
		this.name = new.target.name;
		this.code = facts.code;
		this.status = facts.status;
		this.operation = facts.operation;
	}
}

/**
 * The credential is refused permanently: nothing works until a person corrects it. The whole run stops.
 */
export class SpApiCredentialError extends SpApiError {
	/** Label of the credential's field to look at. */
	readonly field: string;

	constructor(message: string, facts: SpApiErrorFacts & { field: string }) {
		super(message, facts);
		this.field = facts.field;
	}
}

/** Amazon answered 429 more often than we were willing to wait. */
export class SpApiThrottledError extends SpApiError {}

/** 5xx, network, cut or unreadable answers, more often than we retry. */
export class SpApiUnavailableError extends SpApiError {}

/** 4xx: Amazon will answer the same question in the same way. */
export class SpApiRequestError extends SpApiError {
	/** Amazon's own answer, for a caller that knows what was asked. */
	readonly said: AmazonRefusal;

	constructor(message: string, facts: SpApiErrorFacts & { said: AmazonRefusal }) {
		super(message, facts);
		this.said = facts.said;
	}
}

export const credentialFields = {
	clientId: 'Client ID',
	clientSecret: 'Client Secret',
	refreshToken: 'Refresh Token',
	role: 'アプリのロール (Selling Partner Central)',
} as const;

/** Maps the token service's error code to the credential field that a person must check. */
export function tokenError(code: string, description: string, status: number | null): SpApiError {
	const facts = { code, status, operation: null };
	if (code === 'invalid_client') {
		return new SpApiCredentialError(
			`Amazonがこのアプリを受け付けません (${code}: ${description})。認証情報「Amazon SP-API」の ${credentialFields.clientId} と ${credentialFields.clientSecret} を確認してください。`,
			{ ...facts, field: `${credentialFields.clientId} / ${credentialFields.clientSecret}` },
		);
	}
	if (code === 'invalid_grant' || code === 'unauthorized_client') {
		return new SpApiCredentialError(
			`Amazonのリフレッシュトークンが無効か取り消されています (${code}: ${description})。認証情報「Amazon SP-API」の ${credentialFields.refreshToken} を発行し直してください。`,
			{ ...facts, field: credentialFields.refreshToken },
		);
	}
	return new SpApiUnavailableError(
		`Amazonのトークンを取得できません (${code}: ${description})。時間をおいて再実行してください。`,
		facts,
	);
}
