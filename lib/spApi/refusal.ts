import { z } from 'zod';
import type { Marketplace } from './marketplaces';

/** Amazon's refusal of a call, or of one product of a call. */
export interface AmazonRefusal {
	/** e.g. `InvalidInput`; made from the HTTP status if Amazon gave no code. */
	code: string;
	message: string;
	/** Recorded answers of 403 have the reason here; '' if Amazon gave none. */
	details: string;
	/** false if the answer holds no error from Amazon: the page of an intermediate server, or nothing. */
	isAmazons: boolean;
}

const Answer = z.object({ errors: z.array(z.unknown()) });
const WireError = z.object({
	code: z.string().min(1),
	message: z.string().catch(''),
	details: z.string().catch(''),
});

/** Reads the first error of an answer. @param status null if not even a status was given */
export function readRefusal(json: unknown, status: number | null): AmazonRefusal {
	const answer = Answer.safeParse(json);
	const first = WireError.safeParse(answer.success ? answer.data.errors[0] : null);
	if (first.success) return { ...first.data, isAmazons: true };
	const code = status === null ? 'NoStatus' : `HTTP${status}`;
	return { code, message: '', details: '', isAmazons: false };
}

/**
 * The subject of a refusal:
 * - `quota`: too many calls. `passing`: another attempt may be answered.
 * - `token`: the access token has expired or is unknown; a new one may work.
 * - `outage`: Amazon refuses everybody.
 * - `account`: the credential lacks a right, until a person corrects it.
 * - `question`: the same question will be refused again.
 */
export type RefusalKind = 'quota' | 'passing' | 'token' | 'outage' | 'account' | 'question';

/**
 * Decides by the status and Amazon's own message. A 400 or 403 with a page of HTML is not from Amazon's
 * API: such pages came on every call for a while (selling-partner-api-models #470 and #2590).
 */
export function kindOfRefusal(status: number, said: AmazonRefusal): RefusalKind {
	if (status === 429) return 'quota';
	if (status >= 500 || status === 408 || !said.isAmazons) return 'passing';
	if (status === 401 || status === 403) return kindOfForbidden(said);
	return 'question';
}

/**
 * The message of most 403s is the same; `details` distinguishes an expired token from a missing right.
 */
function kindOfForbidden({ message, details }: AmazonRefusal): RefusalKind {
	const words = `${message} ${details}`;
	if (/security token included in the request/i.test(words)) return 'outage';
	return /access token/i.test(words) && /expired|revoked|malformed|invalid/i.test(words)
		? 'token'
		: 'account';
}

/**
 * Returns true if Amazon says that it has no such product in this marketplace: 400 `InvalidInput` with
 * "<ASIN> is an invalid ASIN for marketplace <id>" (recorded), or 404 `NOT_FOUND` (documented for the
 * catalog). `InvalidInput` alone may be about any parameter, so its message must name the ASIN. A product
 * that another marketplace lacks may be on sale in this one.
 */
export function isUnknownProduct(
	{ code, message }: AmazonRefusal,
	status: number | null,
	asin: string,
	marketplace: Marketplace,
): boolean {
	if (!message.includes(asin) || namesAnotherMarketplace(message, marketplace)) return false;
	if (status === 404) return /^not_?found$/i.test(code);
	return status === 400 && code === 'InvalidInput' && /invalid ASIN/i.test(message);
}

/** Everything after the word counts: the catalog's refusals name a list, "in marketplace(s) [<id>]". */
function namesAnotherMarketplace(message: string, { marketplaceId }: Marketplace): boolean {
	const [, ...named] = message.split(/marketplace(?:\(s\)|s)?(?: ?ids?\b)?/i);
	const words: string[] = named.join(' ').match(/[A-Z0-9]+/gi) ?? [];
	return words.length > 0 && !words.includes(marketplaceId);
}
