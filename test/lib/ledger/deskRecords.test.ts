import { DeskRecords } from '../../../lib/ledger/desk/deskRecords';
import { MemoryStore } from '../../support/memoryStore';

const MINUTE = 60_000;

let now: number;
let desk: DeskRecords;

beforeEach(() => {
	now = Date.UTC(2026, 10, 29);
	desk = new DeskRecords(new MemoryStore(), () => now);
});

describe('the visits of a shop', () => {
	it('should be none before the first', async () => {
		expect(await desk.visit('shop')).toBeNull();
	});

	it('should be one while the owner looks again and again', async () => {
		await desk.visit('shop');
		now += 20 * MINUTE;
		expect(await desk.visit('shop')).toBeNull();
		now += 20 * MINUTE;
		expect(await desk.visit('shop')).toBeNull();
	});

	it('should end half an hour after the last look', async () => {
		await desk.visit('shop');
		now += 20 * MINUTE;
		await desk.visit('shop');
		const ended = now;
		now += 600 * MINUTE;
		expect(await desk.visit('shop')).toBe(ended);
		now += 5 * MINUTE;
		expect(await desk.visit('shop')).toBe(ended);
	});

	it('should be kept apart by shop', async () => {
		await desk.visit('shop');
		now += 600 * MINUTE;
		expect(await desk.visit('other')).toBeNull();
	});
});

it('should keep the last job of each shop', async () => {
	const job = {
		...{ kind: 'brake' as const, run: '20261129-0900-abcd', asked_at: '2026-11-29T00:00:00Z' },
		...{ items: 3, reason: '', until: null },
	};
	expect(await desk.lastJob('shop')).toBeNull();
	expect(await desk.noteJob('shop', job, null)).toBe(true);
	const next = { ...job, run: '20261129-0910-abcd' };
	expect(await desk.noteJob('shop', next, job.run)).toBe(true);
	expect((await desk.lastJob('shop'))?.run).toBe('20261129-0910-abcd');
	expect(await desk.lastJob('other')).toBeNull();
});

it('should note no job that another one came before', async () => {
	const make = (run: string) => ({
		...{ kind: 'brake' as const, run, asked_at: '2026-11-29T00:00:00Z' },
		...{ items: 3, reason: '', until: null },
	});
	const [one, two] = [make('20261129-0900-aaaa'), make('20261129-0900-bbbb')];
	const noted = await Promise.all([
		desk.noteJob('shop', one, null),
		desk.noteJob('shop', two, null),
	]);
	expect(noted.filter(Boolean)).toHaveLength(1);
});
