/** Moves this process's time of day on, from where it stands; `jest.restoreAllMocks` puts it back. */
export function passHours(hours: number): void {
	const start = Date.now() + hours * 3_600_000 - performance.now();
	jest.spyOn(Date, 'now').mockImplementation(() => start + performance.now());
}
