import { z } from 'zod';

/** Amazon's words for a call, or one product of a call, that it does not answer. */
export interface AmazonRefusal {
	/** e.g. `InvalidInput`; made from the HTTP status where Amazon gave no code. */
	code: string;
	message: string;
}

const Answer = z.object({ errors: z.array(z.unknown()) });
const WireError = z.object({ code: z.string().catch(''), message: z.string().catch('') });

/** The first error of an answer. @param status null where not even a status was given */
export function readRefusal(json: unknown, status: number | null): AmazonRefusal {
	const answer = Answer.safeParse(json);
	const first = WireError.safeParse(answer.success ? answer.data.errors[0] : null);
	const { code, message } = first.success ? first.data : { code: '', message: '' };
	return { code: code || (status === null ? 'NoStatus' : `HTTP${status}`), message };
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
