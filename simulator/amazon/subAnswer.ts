import type { ModelError } from './errors';
import type { OffersPayload } from './itemOffers';
import { japan } from './marketplace';

/** What Amazon says of one ASIN, alone or as a part of a batch. */
export interface SubAnswer {
	status: number;
	body: { payload?: OffersPayload; errors?: ModelError[] };
}

export const refusedAnswer = (status: number, code: string, message: string): SubAnswer => ({
	status,
	body: { errors: [{ code, message, details: '' }] },
});

export const invalidAsin = (asin: string): SubAnswer =>
	refusedAnswer(400, 'InvalidInput', `${asin} is an invalid ASIN for marketplace ${japan}`);
