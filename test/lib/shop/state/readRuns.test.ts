import type { Ledger } from '../../../../lib/ledger/ledger';
import type { RunRecord } from '../../../../lib/ledger/runs/runRecords';
import { readRuns } from '../../../../lib/shop/state/readRuns';

const record = (id: string, started_at: string) =>
	({ id, started_at, account: 'shop' }) as RunRecord;

describe('the list of runs', () => {
	it('should begin with the newest, also of two in the same minute', async () => {
		const records = [
			record('20261129-1845-0000', '2026-11-29T18:45:00+09:00'),
			record('20261129-1846-1111', '2026-11-29T18:46:40+09:00'),
			record('20261129-1846-ffff', '2026-11-29T18:46:10+09:00'),
		];
		const history = {
			ids: async () => records.map(({ id }) => id),
			read: async (ids: string[]) => ids.map((id) => records.find((each) => each.id === id)!),
		};
		const list = await readRuns('shop', { before: '', most: 10 }, { history } as unknown as Ledger);
		expect(list.records.map(({ id }) => id.slice(-4))).toEqual(['1111', 'ffff', '0000']);
	});
});
