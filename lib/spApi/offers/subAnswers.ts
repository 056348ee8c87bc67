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
const Subject = z.object({ request: z.unknown(), body: z.unknown() });
const Body = z.object({ payload: z.unknown() });
const Payload = z.object({ ASIN: z.unknown(), Identifier: z.unknown() });

/**
 * Returns the sub-answers of each ASIN, null for a malformed one: beside it, nobody can tell whether another
 * one about the same ASIN is true.
 */
export function answersByAsin(json: unknown): Map<string, Array<SubResponse | null>> {
	const answers = new Map<string, Array<SubResponse | null>>();
	const answer = BatchAnswer.safeParse(json);
	for (const entry of answer.success ? answer.data.responses : []) {
		const asin = readAsin(entry);
		if (asin === null) continue;
		const sub = SubResponse.safeParse(entry);
		answers.set(asin, [...(answers.get(asin) ?? []), sub.success ? sub.data : null]);
	}
	return answers;
}

/** Returns the ASIN of an answer, however malformed: from the request it repeats, else from the payload. */
function readAsin(entry: unknown): string | null {
	const { request, body } = readParts(Subject, entry);
	const payload = readParts(Payload, readParts(Body, body).payload);
	const stated = [
		readParts(Request, request).Asin,
		payload.ASIN,
		readParts(Identifier, payload.Identifier).ASIN,
	];
	return stated.find((asin): asin is string => typeof asin === 'string' && asin !== '') ?? null;
}

/** Returns the fields of an object; none if it is something else. */
function readParts<Parts extends object>(schema: z.ZodType<Parts>, json: unknown): Partial<Parts> {
	const read = schema.safeParse(json);
	return read.success ? read.data : {};
}
