import { DeskJobs } from '../../../lib/ledger/desk/deskJobs';
import { MemoryStore } from '../../support/memoryStore';

let deskJobs: DeskJobs;

beforeEach(() => {
	deskJobs = new DeskJobs(new MemoryStore());
});

it('should keep the last job of each shop', async () => {
	const job = {
		...{ kind: 'brake' as const, run: '20261129-0900-abcd', asked_at: '2026-11-29T00:00:00Z' },
		...{ items: 3, reason: '', until: null },
	};
	expect(await deskJobs.last('shop')).toBeNull();
	expect(await deskJobs.note('shop', job, null)).toBe(true);
	const next = { ...job, run: '20261129-0910-abcd' };
	expect(await deskJobs.note('shop', next, job.run)).toBe(true);
	expect((await deskJobs.last('shop'))?.run).toBe('20261129-0910-abcd');
	expect(await deskJobs.last('other')).toBeNull();
});

it('should note no job that another one came before', async () => {
	const make = (run: string) => ({
		...{ kind: 'brake' as const, run, asked_at: '2026-11-29T00:00:00Z' },
		...{ items: 3, reason: '', until: null },
	});
	const [one, two] = [make('20261129-0900-aaaa'), make('20261129-0900-bbbb')];
	const noted = await Promise.all([
		deskJobs.note('shop', one, null),
		deskJobs.note('shop', two, null),
	]);
	expect(noted.filter(Boolean)).toHaveLength(1);
});
