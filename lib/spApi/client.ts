import {
	SpApiCredentialError,
	SpApiError,
	SpApiRequestError,
	SpApiThrottledError,
	SpApiUnavailableError,
	credentialFields,
} from './errors';
import type { OperationLimiter, TurnRequest } from './limiter';
import type { SpApiOperation } from './limits';
import { parseJson } from './parseJson';
import { readRefusal } from './refusal';
import type { TokenSource } from './token';
import type { ApiRequest, RawAnswer, Transport } from './transport';

export interface ClientOptions {
	transport: Transport;
	tokens: TokenSource;
	limiterOf: (operation: SpApiOperation) => OperationLimiter;
	/** Further attempts after the first one; default 3. */
	retries?: number;
	/** Rejects with the signal's reason when cancelled. */
	sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
	/** 0 <= x < 1, for jitter. */
	random: () => number;
}

/** Calls made by one client, for the run's report. */
export interface CallCounts {
	calls: Partial<Record<SpApiOperation, number>>;
	/** Answers of 429. */
	rejected: number;
}

const DEFAULT_RETRIES = 3;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;

/** An answer that another attempt may better. */
class PassingTrouble {
	readonly error: SpApiError;
	constructor(error: SpApiError) {
		this.error = error;
	}
}

/**
 * Asks Amazon under its quotas. Each attempt takes a turn of the operation's limiter; 429, 5xx, lost
 * and unreadable answers are repeated a bounded number of times, an expired token once.
 */
export class SpApiClient {
	readonly counts: CallCounts = { calls: {}, rejected: 0 };
	private readonly options: ClientOptions;

	constructor(options: ClientOptions) {
		this.options = options;
	}

	/** Resolves when a call of this operation may start; see `send`. */
	async turn(operation: SpApiOperation, request: TurnRequest): Promise<void> {
		await this.options.limiterOf(operation).turn(request);
	}

	/**
	 * The JSON of a good answer. The first attempt uses a turn that the caller has taken; each
	 * repeat takes one of its own.
	 * @throws SpApiCredentialError, SpApiRequestError, SpApiThrottledError, SpApiUnavailableError,
	 * or the signal's reason
	 */
	async send(
		operation: SpApiOperation,
		request: ApiRequest,
		waiting: TurnRequest = {},
	): Promise<unknown> {
		const { retries = DEFAULT_RETRIES, sleep } = this.options;
		let refreshed = false;
		for (let attempt = 0; ; attempt++) {
			waiting.signal?.throwIfAborted();
			const token = await this.token();
			const outcome =
				token instanceof PassingTrouble ? token : await this.attempt(operation, request, token);
			if (!(outcome instanceof PassingTrouble)) return outcome.json;
			if (outcome.error.code === EXPIRED && !refreshed && typeof token === 'string') {
				refreshed = true;
				this.options.tokens.invalidate(token);
			} else {
				if (outcome.error.code === EXPIRED) throw accountRefused(outcome.error);
				if (attempt >= retries + (refreshed ? 1 : 0)) throw outcome.error;
				await sleep(this.backoffMs(attempt), waiting.signal);
			}
			await this.turn(operation, waiting);
		}
	}

	/** A token service that does not answer is as passing a trouble as any other. */
	private async token(): Promise<string | PassingTrouble> {
		try {
			return await this.options.tokens.get();
		} catch (error) {
			if (error instanceof SpApiUnavailableError) return new PassingTrouble(error);
			throw error;
		}
	}

	private async attempt(
		operation: SpApiOperation,
		request: ApiRequest,
		token: string,
	): Promise<{ json: unknown } | PassingTrouble> {
		this.counts.calls[operation] = (this.counts.calls[operation] ?? 0) + 1;
		let answer: RawAnswer;
		try {
			answer = await this.options.transport.call(request, token);
		} catch (error) {
			return new PassingTrouble(lostAnswer(error, operation));
		}
		this.reportToLimiter(operation, answer);
		return readAnswer(answer, operation);
	}

	private reportToLimiter(operation: SpApiOperation, answer: RawAnswer): void {
		const throttled = answer.status === 429;
		if (throttled) this.counts.rejected++;
		const stated = Number(answer.headers['x-amzn-ratelimit-limit']);
		this.options.limiterOf(operation).report({
			sentAt: answer.sentAt,
			answeredAt: answer.answeredAt,
			ratePerSecond: stated > 0 ? stated : undefined,
			throttled,
		});
	}

	private backoffMs(attempt: number): number {
		const full = Math.min(FIRST_BACKOFF_MS * 2 ** attempt, LONGEST_BACKOFF_MS);
		return full * (0.5 + this.options.random() / 2);
	}
}

const EXPIRED = 'TokenExpired';

function readAnswer(
	answer: RawAnswer,
	operation: SpApiOperation,
): { json: unknown } | PassingTrouble {
	const json = parseJson(answer.body);
	const { status } = answer;
	if (status >= 200 && status < 300) {
		if (json !== undefined) return { json };
		return unavailable('UnreadableAnswer', status, operation, '応答がJSONではありません');
	}
	const said = readRefusal(json, status);
	const { code, message } = said;
	if (status === 429) {
		return new PassingTrouble(
			new SpApiThrottledError(
				`Amazonの呼び出し回数の上限に達しました (${operation}, ${code})。ほかのツールが同じAmazonアカウントでSP-APIを使っていないか確認してください。`,
				{ code, status, operation },
			),
		);
	}
	if (status === 403 && /access token/i.test(message) && /expired/i.test(message)) {
		return new PassingTrouble(new SpApiError(message, { code: EXPIRED, status, operation }));
	}
	if (status === 401 || status === 403) {
		throw accountRefused(new SpApiError(message, { code, status, operation }));
	}
	if (status >= 500) return unavailable(code, status, operation, message);
	throw new SpApiRequestError(
		`Amazonがこの問い合わせを受け付けません (${operation}, HTTP ${status} ${code}: ${message})。`,
		{ code, status, operation, said },
	);
}

function unavailable(
	code: string,
	status: number | null,
	operation: SpApiOperation,
	detail: string,
): PassingTrouble {
	return new PassingTrouble(
		new SpApiUnavailableError(
			`Amazonから正しい応答がありません (${operation}, ${code}: ${detail})。次の実行で自動的にやり直します。`,
			{ code, status, operation },
		),
	);
}

function lostAnswer(error: unknown, operation: SpApiOperation): SpApiError {
	const code = (error as NodeJS.ErrnoException).code ?? 'NetworkError';
	return unavailable(code, null, operation, '応答が届きません').error;
}

function accountRefused(error: SpApiError): SpApiCredentialError {
	return new SpApiCredentialError(
		`Amazonがこのアカウントの利用を拒否しました (${error.operation}, HTTP ${error.status} ${error.code}: ${error.message})。${credentialFields.role} とアカウントの状態を確認し、必要なら ${credentialFields.refreshToken} を発行し直してください。`,
		{
			code: error.code,
			status: error.status,
			operation: error.operation,
			field: credentialFields.role,
		},
	);
}
