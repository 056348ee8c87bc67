import {
	SpApiCredentialError,
	SpApiError,
	SpApiRequestError,
	SpApiThrottledError,
	SpApiUnavailableError,
	credentialFields,
	type SpApiErrorFacts,
} from './errors';
import type { OperationLimiter, TurnRequest } from '../quota/limiter';
import type { SpApiOperation } from './limits';
import { parseJson } from '../listing/input/parseJson';
import { Outage } from './transport/outage';
import { kindOfRefusal, readRefusal, type AmazonRefusal } from './refusal';
import type { TokenSource } from './transport/token';
import type { ApiRequest, RawAnswer, Transport } from './transport/transport';

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
	/** Shared by all clients of a credential; by default each client has its own. */
	outage?: Outage;
}

/** Calls made by one client, for the run's report. */
export interface CallCounts {
	calls: Partial<Record<SpApiOperation, number>>;
	/** Number of 429 answers. */
	rejected: number;
}

const DEFAULT_RETRIES = 3;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;

/** A failure that another attempt may fix. */
class RetryableFailure {
	constructor(
		readonly kind: 'passing' | 'token' | 'outage',
		readonly error: SpApiError,
		/** When the answer arrived, ms; 0 if none came. */
		readonly answeredAt = 0,
	) {}
}

/**
 * Calls Amazon within its quotas. Each attempt takes a turn of the operation's limiter. 429, 5xx, lost
 * and unreadable answers are repeated a limited number of times, an expired token once. An outage of a
 * whole region is waited out for some minutes.
 */
export class SpApiClient {
	readonly counts: CallCounts = { calls: {}, rejected: 0 };
	private readonly options: ClientOptions;
	private readonly outage: Outage;

	constructor(options: ClientOptions) {
		this.options = options;
		this.outage = options.outage ?? new Outage();
	}

	/** Resolves when a call of this operation may start; see `send`. */
	async turn(operation: SpApiOperation, request: TurnRequest): Promise<void> {
		await this.options.limiterOf(operation).turn(request);
	}

	/** Returns the time between two calls of this operation at its whole quota, ms. */
	intervalOf(operation: SpApiOperation): number {
		return this.options.limiterOf(operation).intervalMs;
	}

	/**
	 * Returns the JSON of a good answer. The first attempt uses a turn that the caller has taken; each
	 * repeat takes its own.
	 * @throws SpApiCredentialError, SpApiRequestError, SpApiThrottledError, SpApiUnavailableError, or the
	 * signal's reason
	 */
	async send(
		operation: SpApiOperation,
		request: ApiRequest,
		waiting: TurnRequest = {},
	): Promise<unknown> {
		const tries: Tries = { failures: 0, outages: 0, refreshed: false };
		for (;;) {
			waiting.signal?.throwIfAborted();
			const token = await this.token();
			const outcome =
				token instanceof RetryableFailure ? token : await this.attempt(operation, request, token);
			if (!(outcome instanceof RetryableFailure)) return outcome.json;
			await this.recover(outcome, tries, token, waiting.signal);
			await this.turn(operation, waiting);
		}
	}

	/** Prepares the next attempt: a new token, or a wait. @throws the failure if no attempt is left */
	private async recover(
		{ kind, error, answeredAt }: RetryableFailure,
		tries: Tries,
		token: string | RetryableFailure,
		signal: AbortSignal | undefined,
	): Promise<void> {
		const { retries = DEFAULT_RETRIES, sleep } = this.options;
		if (kind === 'token' && typeof token === 'string') {
			if (tries.refreshed) throw accountRefused(error);
			tries.refreshed = true;
			this.options.tokens.invalidate(token);
			return;
		}
		if (kind === 'outage') {
			const waitMs = this.outage.waitAfter(answeredAt, tries.outages++);
			if (waitMs === null) throw error;
			await sleep(waitMs, signal);
			return;
		}
		if (tries.failures >= retries) throw error;
		await sleep(this.backoffMs(tries.failures++), signal);
	}

	/** A token service that does not answer counts as a passing failure like any other. */
	private async token(): Promise<string | RetryableFailure> {
		try {
			return await this.options.tokens.get();
		} catch (error) {
			if (error instanceof SpApiUnavailableError) return new RetryableFailure('passing', error);
			throw error;
		}
	}

	private async attempt(
		operation: SpApiOperation,
		request: ApiRequest,
		token: string,
	): Promise<{ json: unknown } | RetryableFailure> {
		this.counts.calls[operation] = (this.counts.calls[operation] ?? 0) + 1;
		let answer: RawAnswer;
		try {
			answer = await this.options.transport.call(request, token, () =>
				this.options.limiterOf(operation).sent(),
			);
		} catch (error) {
			return lostAnswer(error, operation);
		}
		this.reportToLimiter(operation, answer);
		const outcome = readAnswer(answer, operation);
		if (!(outcome instanceof RetryableFailure)) this.outage.end();
		return outcome;
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

/** The history of one call so far. */
interface Tries {
	/** Attempts that failed and were repeated. */
	failures: number;
	/** Waits for the end of an outage. */
	outages: number;
	/** true once a new token was requested. */
	refreshed: boolean;
}

function readAnswer(
	answer: RawAnswer,
	operation: SpApiOperation,
): { json: unknown } | RetryableFailure {
	const json = parseJson(answer.body);
	const { status } = answer;
	if (status >= 200 && status < 300) {
		if (json !== undefined) return { json };
		return unavailable('UnreadableAnswer', status, operation, '応答がJSONではありません');
	}
	const said = readRefusal(json, status);
	const facts = { code: said.code, status, operation };
	switch (kindOfRefusal(status, said)) {
		case 'quota':
			return new RetryableFailure('passing', throttled(facts));
		case 'passing':
			return unavailable(said.code, status, operation, said.message || '応答に理由がありません');
		case 'token':
			return new RetryableFailure('token', new SpApiError(readWords(said), facts));
		case 'outage':
			return new RetryableFailure('outage', outageError(said, facts), answer.answeredAt);
		case 'account':
			throw accountRefused(new SpApiError(readWords(said), facts));
		case 'question':
			throw new SpApiRequestError(
				`Amazonがこの問い合わせを受け付けません (${operation}, HTTP ${status} ${said.code}: ${readWords(said)})。`,
				{ ...facts, said },
			);
	}
}

const readWords = ({ message, details }: AmazonRefusal): string =>
	[message, details].filter((words) => words !== '').join(' ');

function throttled(facts: SpApiErrorFacts): SpApiThrottledError {
	return new SpApiThrottledError(
		`Amazonの呼び出し回数の上限に達しました (${facts.operation}, ${facts.code})。ほかのツールが同じAmazonアカウントでSP-APIを使っていないか確認してください。`,
		facts,
	);
}

function outageError(said: AmazonRefusal, facts: SpApiErrorFacts): SpApiUnavailableError {
	return new SpApiUnavailableError(
		`Amazonがすべての呼び出しを拒否しています (${facts.operation}, HTTP ${facts.status} ${said.code}: ${readWords(said)})。認証情報ではなくAmazon側の障害とみられます。20分待っても戻らない分は、次の実行で自動的にやり直します。`,
		facts,
	);
}

function unavailable(
	code: string,
	status: number | null,
	operation: SpApiOperation,
	detail: string,
): RetryableFailure {
	return new RetryableFailure(
		'passing',
		new SpApiUnavailableError(
			`Amazonから正しい応答がありません (${operation}, ${code}: ${detail})。次の実行で自動的にやり直します。`,
			{ code, status, operation },
		),
	);
}

function lostAnswer(error: unknown, operation: SpApiOperation): RetryableFailure {
	const code = (error as NodeJS.ErrnoException).code ?? 'NetworkError';
	return unavailable(code, null, operation, '応答が届きません');
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
