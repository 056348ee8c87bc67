const HOUR = 3_600_000;

/**
 * A time of day that a test can move on in the middle of a run, as when the machine sleeps: for this file. What
 * took `Date.now` before the time moved sees it move too. Each test begins at the real time.
 */
export function useMovableClock(): { passHours: (hours: number) => void } {
	let passed = 0;
	beforeAll(() => {
		const realNow = Date.now;
		jest.spyOn(Date, 'now').mockImplementation(() => realNow() + passed);
	});
	afterEach(() => {
		passed = 0;
	});
	return { passHours: (hours) => void (passed += hours * HOUR) };
}
