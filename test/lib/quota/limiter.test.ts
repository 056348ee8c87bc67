import { setTimeout as sleep } from 'node:timers/promises';
import { OperationLimiter } from '../../../lib/quota/limiter';
import { rateLimits } from '../../../lib/spApi/limits';

const HOUR_MS = 3_600_000;

describe('OperationLimiter', () => {
	afterEach(() => jest.restoreAllMocks());

	/** A limiter whose calls may follow each other every 20 ms. */
	const limiter = () =>
		new OperationLimiter(
			{ ...rateLimits.getItemOffers, ratePerSecond: 50 },
			{ now: () => performance.now(), sleep: async (ms) => await sleep(ms) },
		);

	it.each([-9, 9])(
		'should go on at its pace when the clock is set by %i hours',
		async (hours) => {
			const turns = limiter();
			await turns.turn();
			const realNow = Date.now;
			jest.spyOn(Date, 'now').mockImplementation(() => realNow() + hours * HOUR_MS);
			const startedAt = performance.now();
			await turns.turn();
			await turns.turn();
			// Set back by 9 hours, the third turn would come in 9 hours; forward, at once.
			expect(performance.now() - startedAt).toBeGreaterThanOrEqual(20);
		},
		20_000,
	);

	it('should keep the distance to a call that left late', async () => {
		const turns = limiter();
		await turns.turn();
		const second = turns.turn();
		// A token and a connection took most of the interval.
		await sleep(15);
		const sentAt = performance.now();
		turns.sent();
		await second;
		expect(performance.now() - sentAt).toBeGreaterThanOrEqual(20);
	});
});
