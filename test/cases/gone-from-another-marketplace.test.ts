import { asins, fakeAmazon, offerOptions, offersOf, untilDone } from '../support/fakeAmazon';
import type { Offer } from '../../lib/listing/offer';

/** A product that Amazon.com lacks may be on sale on Amazon.co.jp. */

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const [asin] = asins(1) as [string];

async function ask(marketplaceId: string, lane: 'batch' | 'single'): Promise<Offer> {
	const message = `${asin} is an invalid ASIN for marketplace ${marketplaceId}`;
	const errors = [{ code: 'InvalidInput', message, details: '' }];
	const sub = { status: { statusCode: 400 }, body: { errors }, request: { Asin: asin } };
	const amazon = fakeAmazon({
		answer: ({ path }) =>
			path.startsWith('/batches')
				? { body: JSON.stringify({ responses: [sub] }) }
				: { status: 400, body: JSON.stringify({ errors }) },
	});
	const lanes = { batch: lane === 'batch', single: lane === 'single' };
	const work = offersOf([asin], offerOptions(amazon, lanes));
	await untilDone(work);
	return (await work).get(asin)!;
}

it.each(['batch', 'single'] as const)('should be unknown by the %s operation', async (lane) => {
	expect((await ask('ATVPDKIKX0DER', lane)).status).toBe('unknown');
	expect((await ask('A1VC38T7YXB528', lane)).status).toBe('gone');
});
