import { z } from 'zod';
import { Identifier, Request } from './foreignAnswer';

/** Sorts the sub-answers of a batch by ASIN; their order is free. */

const SubResponse = z.object({
	status: z.object({ statusCode: z.number() }).nullish(),
	body: z.object({ payload: z.unknown(), errors: z.unknown() }).nullish(),
	request: Request.nullish(),
});

export type SubResponse = z.infer<typeof SubResponse>;

const BatchAnswer = z.object({ responses: z.array(z.unknown()) });
const Payload = z.object({ ASIN: z.unknown(), Identifier: z.unknown() });

export function answersByAsin(json: unknown): Map<string, SubResponse[]> {
	const answers = new Map<string, SubResponse[]>();
	const answer = BatchAnswer.safeParse(json);
	for (const entry of answer.success ? answer.data.responses : []) {
		const sub = SubResponse.safeParse(entry);
		const asin = sub.success ? readAsin(sub.data) : null;
		if (sub.success && asin !== null) {
			answers.set(asin, [...(answers.get(asin) ?? []), sub.data]);
		}
	}
	return answers;
}

/** Returns the ASIN of an answer: from the request it repeats, else from the payload. */
function readAsin({ request, body }: SubResponse): string | null {
	const payload = Payload.safeParse(body?.payload);
	const identifier = payload.success ? Identifier.safeParse(payload.data.Identifier) : null;
	const stated = [
		request?.Asin,
		payload.success ? payload.data.ASIN : null,
		identifier?.success ? identifier.data.ASIN : null,
	];
	return stated.find((asin): asin is string => typeof asin === 'string' && asin !== '') ?? null;
}
