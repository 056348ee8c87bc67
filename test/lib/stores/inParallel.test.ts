import { inParallel } from '../../../lib/stores/inParallel';

describe('work in parallel', () => {
	it('should keep to its width, start in order and give results in order', async () => {
		let running = 0;
		let most = 0;
		const started: number[] = [];
		const results = await inParallel([5, 1, 4, 2, 3], 2, async (item) => {
			started.push(item);
			most = Math.max(most, ++running);
			for (let turn = 0; turn < item; turn++) await Promise.resolve();
			running--;
			return item * 10;
		});

		expect(results).toEqual([50, 10, 40, 20, 30]);
		expect(started).toEqual([5, 1, 4, 2, 3]);
		expect(most).toBe(2);
	});

	it('should start nothing more after a failure, and throw it when all has ended', async () => {
		const ended: number[] = [];
		const task = async (item: number) => {
			await Promise.resolve();
			if (item === 1) throw new Error('one');
			await Promise.resolve();
			ended.push(item);
		};

		await expect(inParallel([0, 1, 2, 3, 4, 5], 2, task)).rejects.toThrow('one');
		expect(ended).toEqual([0]);
		expect(await inParallel([], 2, task)).toEqual([]);
	});
});
