import {
	asins,
	fakeAmazon,
	offerOptions,
	untilDone,
	type FakeAmazon,
	offersOf,
} from '../support/fakeAmazon';

/** A region that refuses every call for 25 minutes, as if the credential were dead. */

const MINUTE = 60_000;
const refusal = JSON.stringify({
	errors: [
		{
			code: 'Unauthorized',
			message: 'The security token included in the request is expired',
			details: '',
		},
	],
});

let amazon: FakeAmazon;
let outageEndsAt: number;

beforeEach(() => {
	jest.useFakeTimers();
	amazon = fakeAmazon({
		answer: ({ body }) =>
			Date.now() < outageEndsAt
				? { status: 403, body: refusal }
				: { body: JSON.stringify(soldOutAnswer(body)) },
	});
});
afterEach(() => jest.useRealTimers());

const soldOutAnswer = (body: unknown) => ({
	responses: (body as { requests: Array<{ uri: string }> }).requests.map(({ uri }) => ({
		status: { statusCode: 200 },
		body: { payload: { status: 'NoBuyableOffers', Summary: { TotalOfferCount: 0 } } },
		request: { Asin: uri.split('/')[5] },
	})),
});

const fetch = async (count: number) => {
	const found = offersOf(asins(count), offerOptions(amazon, { batch: true, single: false }));
	const tookMs = await untilDone(found);
	const statuses = [...(await found).values()].map(({ status }) => status);
	return { tookMs, statuses, reasons: [...(await found).values()].map(({ reason }) => reason) };
};

it('should wait out an outage of ten minutes and then get every answer', async () => {
	outageEndsAt = Date.now() + 10 * MINUTE;
	const { tookMs, statuses } = await fetch(40);
	expect(new Set(statuses)).toEqual(new Set(['out_of_stock']));
	expect(tookMs).toBeLessThan(14 * MINUTE);
});

it('should call items unknown after 20 minutes, and say that Amazon refuses everybody', async () => {
	outageEndsAt = Infinity;
	const { tookMs, statuses, reasons } = await fetch(40);
	expect(new Set(statuses)).toEqual(new Set(['unknown']));
	expect(reasons[0]).toContain('Amazonがすべての呼び出しを拒否しています');
	expect(reasons[0]).toContain('security token included in the request is expired');
	expect(tookMs).toBeGreaterThan(19 * MINUTE);
	expect(tookMs).toBeLessThan(23 * MINUTE);
});

it('should spend its patience once, not with each further call of the same outage', async () => {
	outageEndsAt = Infinity;
	await fetch(20);
	const callsBefore = amazon.calls.length;
	const { tookMs } = await fetch(20);
	expect(amazon.calls.length - callsBefore).toBe(1);
	expect(tookMs).toBeLessThan(MINUTE);
});

it('should have its patience anew once Amazon has answered', async () => {
	outageEndsAt = Date.now() + 10 * MINUTE;
	await fetch(20);
	outageEndsAt = Date.now() + 15 * MINUTE;
	const { statuses } = await fetch(20);
	expect(new Set(statuses)).toEqual(new Set(['out_of_stock']));
});
