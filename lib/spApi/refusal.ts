import { z } from 'zod';

/** Amazon's words for a call, or one product of a call, that it does not answer. */
export interface AmazonRefusal {
	/** e.g. `InvalidInput`; made from the HTTP status where Amazon gave no code. */
	code: string;
	message: string;
	/** Where recorded answers of 403 have the reason; '' where Amazon gave none. */
	details: string;
	/** False where the answer holds no error of Amazon's: a page of some server on the way, or nothing. */
	isAmazons: boolean;
}

const Answer = z.object({ errors: z.array(z.unknown()) });
const WireError = z.object({
	code: z.string().min(1),
	message: z.string().catch(''),
	details: z.string().catch(''),
});

/** The first error of an answer. @param status null where not even a status was given */
export function readRefusal(json: unknown, status: number | null): AmazonRefusal {
	const answer = Answer.safeParse(json);
	const first = WireError.safeParse(answer.success ? answer.data.errors[0] : null);
	if (first.success) return { ...first.data, isAmazons: true };
	const code = status === null ? 'NoStatus' : `HTTP${status}`;
	return { code, message: '', details: '', isAmazons: false };
}

/**
 * What a refusal is about:
 * - `quota`: too many calls. `passing`: another attempt may be answered.
 * - `token`: the access token has ended or is not known; a new one may do.
 * - `outage`: Amazon refuses everybody.
 * - `account`: the credential lacks a right, until a person mends it.
 * - `question`: the same question will be refused again.
 */
export type RefusalKind = 'quota' | 'passing' | 'token' | 'outage' | 'account' | 'question';

/**
 * Told by the status and by Amazon's own words. A 400 or 403 that is a page of HTML is no word of Amazon's:
 * such pages came on every call for a while (selling-partner-api-models #470 and #2590).
 */
export function kindOfRefusal(status: number, said: AmazonRefusal): RefusalKind {
	if (status === 429) return 'quota';
	if (status >= 500 || status === 408 || !said.isAmazons) return 'passing';
	if (status === 401 || status === 403) return kindOfForbidden(said);
	return 'question';
}

/** The message of most 403s is the same; `details` tells an ended token from a missing right. */
function kindOfForbidden({ message, details }: AmazonRefusal): RefusalKind {
	const words = `${message} ${details}`;
	if (/security token included in the request/i.test(words)) return 'outage';
	return /access token/i.test(words) && /expired|revoked|malformed|invalid/i.test(words)
		? 'token'
		: 'account';
}

/**
 * True where Amazon says that it has no such product in this marketplace: 400 `InvalidInput` with
 * "<ASIN> is an invalid ASIN for marketplace <id>" (recorded), or 404 `NOT_FOUND` (documented for the
 * catalog). `InvalidInput` alone may be about any parameter, so its words must name the ASIN.
 */
export function isUnknownProduct(
	{ code, message }: AmazonRefusal,
	status: number | null,
	asin: string,
): boolean {
	if (!message.includes(asin)) return false;
	if (status === 404) return /^not_?found$/i.test(code);
	return status === 400 && code === 'InvalidInput' && /invalid ASIN/i.test(message);
}
