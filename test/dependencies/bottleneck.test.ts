import Bottleneck from 'bottleneck';

/** The behaviour of bottleneck 2.19 (2019) that lib/quota/limiter.ts relies on: docs/adr/0001-old-dependencies.md. */

const SPACING_MS = 60;
/** A timer of Node may fire a moment early. */
const EARLY_MS = 2;

/** Returns when each job started, ms after they were asked for: a late one brings the next one closer to it. */
const noteStarts = async (limiter: Bottleneck, jobs: number, work = async () => {}) => {
	const begun = performance.now();
	const starts: number[] = [];
	await Promise.all(
		Array.from({ length: jobs }, async () => {
			await limiter.schedule(async () => {
				starts.push(performance.now());
				await work();
			});
		}),
	);
	return starts.map((start) => start - begun);
};

describe('bottleneck', () => {
	it('should start no job before its time, minTime after the one before it', async () => {
		const starts = await noteStarts(new Bottleneck({ minTime: SPACING_MS, maxConcurrent: 1 }), 4);
		starts.forEach((start, place) => {
			expect(start).toBeGreaterThanOrEqual(place * SPACING_MS - EARLY_MS);
		});
	});

	it('should start a job only after the one before has ended, with maxConcurrent 1', async () => {
		let running = 0;
		const limiter = new Bottleneck({ minTime: 0, maxConcurrent: 1 });
		await noteStarts(limiter, 4, async () => {
			expect(++running).toBe(1);
			await new Promise((resolve) => setTimeout(resolve, 5));
			running--;
		});
	});

	it('should serve in the order of asking', async () => {
		const limiter = new Bottleneck({ minTime: 1, maxConcurrent: 1 });
		const served: number[] = [];
		await Promise.all([1, 2, 3, 4].map((job) => limiter.schedule(async () => served.push(job))));
		expect(served).toEqual([1, 2, 3, 4]);
	});

	it("should hand on a job's own error, and go on", async () => {
		const limiter = new Bottleneck({ minTime: 1, maxConcurrent: 1 });
		const error = new RangeError('of the job');
		await expect(limiter.schedule(async () => Promise.reject(error))).rejects.toBe(error);
		await expect(limiter.schedule(async () => 'next')).resolves.toBe('next');
	});

	it('should take a new minTime while it runs', async () => {
		const limiter = new Bottleneck({ minTime: 1, maxConcurrent: 1 });
		await limiter.schedule(async () => undefined);
		await limiter.updateSettings({ minTime: SPACING_MS });
		await limiter.schedule(async () => undefined);
		const [, second] = await noteStarts(limiter, 2);
		expect(second).toBeGreaterThanOrEqual(SPACING_MS - EARLY_MS);
	});
});
