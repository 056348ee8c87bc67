import { defaultOfferFilter } from '../../listing/offerFilter';
import type { OperationAnswer } from '../../findings/judgeAmazon';
import { priorities } from '../../quota/limiter';
import { openClient, type SpApiAccount } from '../account';
import { getCatalogItems } from '../catalog/getCatalogItems';
import type { SpApiClient } from '../client';
import { SpApiError } from '../errors';
import { operations, type SpApiOperation } from '../limits';
import { fetchOffers } from '../offers/getOffers';
import { lookAt } from '../offers/screen';
import { kindOfRefusal, readRefusal } from '../refusal';
import { parseJson } from '../../listing/input/parseJson';
import type { RawAnswer, Transport } from '../transport/transport';

/** A call that waits longer than this, for its turn and its answer, counts as failed, ms. */
const PATIENCE_MS = 120_000;
/** More ASINs than one may be unknown to Amazon in an old shop. */
const MOST_ASINS = 10;

export interface ProbeOptions {
	timestamp: () => string;
	signal?: AbortSignal;
}

/** The answers of all operations, and the header `Date` of the last answer with the time of its arrival. */
export interface ProbedOperations {
	answers: OperationAnswer[];
	date: { stated: string | undefined; at: number };
}

/** Keeps the last answer, as it came. */
class RecordingTransport implements Transport {
	last: RawAnswer | null = null;
	at = 0;

	constructor(private readonly transport: Transport) {}

	readonly call: Transport['call'] = async (request, token, onSent) => {
		this.last = null;
		this.last = await this.transport.call(request, token, onSent);
		this.at = Date.now();
		return this.last;
	};

	readonly requestToken: Transport['requestToken'] = async (form) =>
		await this.transport.requestToken(form);
}

/** Gets a new token, whether or not the present one is still good. @throws SpApiError */
export async function renewToken({ tokens }: Pick<SpApiAccount, 'tokens'>): Promise<void> {
	tokens.invalidate(await tokens.get());
	await tokens.get();
}

/**
 * Calls each operation once, through the clients and parsers of a run, within the quotas.
 * @param asins products of the shop; empty = nothing is asked
 */
export async function probeOperations(
	account: SpApiAccount,
	asins: readonly string[],
	options: ProbeOptions,
): Promise<ProbedOperations> {
	const asked = asins.slice(0, MOST_ASINS);
	const probed = await Promise.all(
		operations.map(async (operation) => await probeOne(operation, account, asked, options)),
	);
	const [newest] = probed.map(({ date }) => date).sort((one, other) => other.at - one.at);
	return {
		answers: probed.map(({ answer }) => answer),
		date: newest ?? { stated: undefined, at: 0 },
	};
}

async function probeOne(
	operation: SpApiOperation,
	account: SpApiAccount,
	asins: readonly string[],
	options: ProbeOptions,
) {
	const transport = new RecordingTransport(account.transport);
	const client = openClient({ ...account, transport }, 1);
	const { marketplace } = account;
	const asked = operation === 'getItemOffers' ? asins.slice(0, 1) : asins;
	const patience = AbortSignal.timeout(PATIENCE_MS);
	const signal = options.signal ? AbortSignal.any([options.signal, patience]) : patience;
	const outcome = await countAnswers(operation, asked, client, {
		...options,
		signal,
		marketplace,
	}).then(
		(count) => ({ count, code: '' }),
		(error: unknown) => {
			options.signal?.throwIfAborted();
			return { count: 0, code: readErrorCode(error) };
		},
	);
	const raw = transport.last;
	const answer: OperationAnswer = {
		...{ operation, asked: asked.length, read: outcome.count },
		...readFailure(raw, outcome),
		statedRate: readRate(raw),
		json: raw ? parseJson(raw.body) : undefined,
	};
	const stated = raw?.headers.date;
	return { answer, date: { stated: Array.isArray(stated) ? stated[0] : stated, at: transport.at } };
}

/** Asks through the function that a run uses, and returns of how many ASINs something became known. */
async function countAnswers(
	operation: SpApiOperation,
	asins: readonly string[],
	client: SpApiClient,
	{ timestamp, signal, marketplace }: ProbeOptions & Pick<SpApiAccount, 'marketplace'>,
): Promise<number> {
	if (asins.length === 0) return 0;
	const way = { client, marketplace, signal, priority: priorities.urgent };
	switch (operation) {
		case 'getItemOffersBatch':
		case 'getItemOffers': {
			const isBatch = operation === 'getItemOffersBatch';
			const lanes = { batch: isBatch, single: !isBatch };
			const asked = { ...way, filter: defaultOfferFilter, lanes, timestamp };
			const readings = [...(await fetchOffers(asins, asked)).values()];
			// An answer that is not sold out for sure was read all the same.
			return readings.filter(
				({ offer, isOnlyUnproved }) => offer.status !== 'unknown' || isOnlyUnproved,
			).length;
		}
		case 'getCompetitivePricing': {
			const looks = [...(await lookAt(asins, way)).values()];
			return looks.filter(({ fingerprint }) => fingerprint !== null).length;
		}
		case 'searchCatalogItems': {
			const outcomes = [...(await getCatalogItems(asins, way)).values()];
			return outcomes.filter(({ kind }) => kind !== 'failed').length;
		}
	}
}

/** A refusal that says that Amazon has no such product was read, too. */
function readFailure(
	raw: RawAnswer | null,
	{ count, code }: { count: number; code: string },
): Pick<OperationAnswer, 'status' | 'code' | 'isForbidden'> {
	if (!raw) return { status: null, code: code || 'NoAnswer', isForbidden: false };
	const { status } = raw;
	if (status < 300 || count > 0) return { status, code, isForbidden: false };
	const said = readRefusal(parseJson(raw.body), raw.status);
	const isForbidden = kindOfRefusal(raw.status, said) === 'account';
	return { status, code: said.code, isForbidden };
}

function readRate(raw: RawAnswer | null): number | null {
	const stated = Number(raw?.headers['x-amzn-ratelimit-limit']);
	return stated > 0 ? stated : null;
}

function readErrorCode(error: unknown): string {
	if (error instanceof SpApiError) return error.code;
	return error instanceof Error && error.name === 'TimeoutError' ? 'Timeout' : 'Failed';
}
