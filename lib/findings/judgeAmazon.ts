import { makeFinding, type Finding } from './finding';
import { findUnknownFields, type KnownFields } from './unknownFields';

/** One call of an operation, as it was answered. */
export interface OperationAnswer {
	operation: string;
	/** Number of ASINs that the call asked for; 0 = it was not made. */
	asked: number;
	/** Number of ASINs that our parser could tell something about. */
	read: number;
	/** HTTP status; null if no answer came. */
	status: number | null;
	/** Amazon's or Node's code of the failure; '' if there was none. */
	code: string;
	/** true if Amazon refuses this credential the operation. */
	isForbidden: boolean;
	/** The rate that the answer states; null = none. */
	statedRate: number | null;
	json: unknown;
}

/** The known facts about an operation. */
export interface KnownOperation {
	/** Calls a second. */
	ratePerSecond: number;
	asinsPerCall: number;
	fields: KnownFields;
}

/** Judges one operation: whether it may be called and read, and the rate it states. */
export function judgeOperation(answer: OperationAnswer, row: KnownOperation): Finding[] {
	const { operation } = answer;
	if (answer.asked === 0) return [makeFinding('amazon_answer', 'no_asin', {}, operation)];
	const { code, status } = answer;
	const failure = { code, status: status ?? 0 };
	if (answer.isForbidden)
		return [makeFinding('amazon_answer', 'not_permitted', failure, operation)];
	if (code !== '') return [makeFinding('amazon_answer', 'failed', failure, operation)];
	// Amazon states no rate in a refusal, such as that of a product that it does not have.
	const hasRate = status !== null && status < 300;
	return [judgeContent(answer, row), ...(hasRate ? [judgeRate(answer, row)] : [])];
}

function judgeContent({ operation, asked, read, json }: OperationAnswer, row: KnownOperation) {
	const facts = { asked, read };
	if (read === 0) return makeFinding('amazon_answer', 'unreadable', facts, operation);
	const fields = findUnknownFields(json, row.fields);
	return fields.length > 0
		? makeFinding('amazon_answer', 'new_fields', { ...facts, fields }, operation)
		: makeFinding('amazon_answer', 'read', facts, operation);
}

/** Amazon writes its rates with up to three digits. */
const RATE_LEEWAY = 0.01;

function judgeRate({ operation, statedRate }: OperationAnswer, row: KnownOperation): Finding {
	const { ratePerSecond: built, asinsPerCall } = row;
	if (statedRate === null) return makeFinding('amazon_rate', 'unstated', { built }, operation);
	const facts = { stated: statedRate, built, asins_per_call: asinsPerCall };
	if (Math.abs(statedRate / built - 1) <= RATE_LEEWAY) {
		return makeFinding('amazon_rate', 'as_known', facts, operation);
	}
	return makeFinding('amazon_rate', statedRate > built ? 'higher' : 'lower', facts, operation);
}

/** A larger difference than the way of an answer takes, ms. */
const OFF_MS = 60_000;
/** BASE's hours and Amazon's tokens are misjudged from here on, ms. */
const WRONG_MS = 5 * 60_000;

/**
 * Judges this machine's clock by the time in an answer's header.
 * @param stated the header `Date`; undefined = no answer, or none in it
 * @param now when the answer arrived, milliseconds since 1970
 */
export function judgeClock(stated: string | undefined, now: number): Finding {
	const theirs = Date.parse(stated ?? '');
	if (Number.isNaN(theirs)) return makeFinding('clock', 'unknown');
	const off = Math.abs(now - theirs);
	const facts = { ahead_seconds: Math.round((now - theirs) / 1000) };
	return makeFinding('clock', off > WRONG_MS ? 'wrong' : off > OFF_MS ? 'off' : 'right', facts);
}
