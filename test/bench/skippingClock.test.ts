import { lstat, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SkippingClock } from '../../bench/realWatch/skippingClock';

const DAY_MS = 24 * 3_600_000;
const START = Date.parse('2100-01-01T00:00:00Z');

const runIn = async <T>(work: () => Promise<T>): Promise<T> =>
	await new SkippingClock({ start: START, isBusy: () => false }).run(work);

describe('a clock that skips what nobody waits for', () => {
	it('jumps over a day, and gives the process its own clock back', async () => {
		const begun = Date.now();
		const [date, steady] = await runIn(async () => {
			await delay(DAY_MS);
			return [new Date(), performance.timeOrigin + performance.now()] as const;
		});
		expect(date).toBeInstanceOf(Date);
		for (const time of [date.getTime(), steady]) {
			expect(time).toBeGreaterThanOrEqual(START + DAY_MS);
			expect(time).toBeLessThan(START + DAY_MS + 10_000);
		}
		expect(Date.now() - begun).toBeLessThan(10_000);
	});

	it('wakes timers in the order of their times', async () => {
		const woken: string[] = [];
		await runIn(async () => {
			setTimeout(() => woken.push('late'), 3_000);
			const interval = setInterval(() => woken.push('again'), 1_000);
			const cleared = setTimeout(() => woken.push('never'), 500);
			clearTimeout(cleared);
			setTimeout((text: string) => woken.push(text), 1_500, 'between');
			await delay(3_500);
			clearInterval(interval);
			await delay(3_500);
		});
		expect(woken).toEqual(['again', 'between', 'again', 'late', 'again']);
	});

	it('ends a wait whose signal is aborted', async () => {
		const stop = new AbortController();
		const waited = runIn(async () => {
			setTimeout(() => stop.abort(), 1_000);
			await delay(DAY_MS, undefined, { signal: stop.signal });
		});
		await expect(waited).rejects.toMatchObject({ name: 'AbortError', code: 'ABORT_ERR' });
	});

	it('lets a file that was just made look just made', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'skipping-'));
		const file = join(folder, 'file');
		const age = await runIn(async () => {
			await delay(DAY_MS);
			await writeFile(file, '');
			return Date.now() - (await lstat(file)).mtimeMs;
		});
		expect(Math.abs(age)).toBeLessThan(10_000);
	});
});
