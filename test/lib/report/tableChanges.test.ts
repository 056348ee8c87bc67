import type { EditIntent } from '../../../lib/ledger/journal';
import type { RunRecord } from '../../../lib/ledger/runs/runRecords';
import { findEditChanges } from '../../../lib/report/tables/editChanges';
import { findRunChanges } from '../../../lib/report/tables/runChanges';
import type { TableChanges } from '../../../lib/report/tables/tableChanges';
import { MemoryStore } from '../../support/memoryStore';
import { figures } from '../../support/runFigures';
import { openStored, type Stored } from '../../support/stored';

const HOUR = 3_600_000;
const BEGIN = Date.parse('2026-11-24T12:00:00Z');

let now: number;
let stored: Stored;

beforeEach(() => {
	now = BEGIN;
	stored = openStored({ store: new MemoryStore(), now: () => now });
});

const ports = () => ({ ledger: stored, now: () => now });
const stamp = () => new Date(now).toISOString();
const mark = async (table: string, { batch }: TableChanges) =>
	await stored.tables.mark(table, batch ?? '');

const record = (id: string, fields: Partial<RunRecord> = {}): RunRecord => ({
	...{ id, name: 'sync/shop', account: 'shop', mode: 'sync', total: 300, workflow_id: 'w1' },
	...{ workflow: '同期', execution: '71', is_manual: false, dry_run: false },
	...{ started_at: stamp(), state: 'running', closed_at: null, node: null },
	...{ reason: null, edits: null },
	...fields,
});

describe('the table of runs', () => {
	const ended = (id: string, fields: Partial<RunRecord> = {}) =>
		record(id, {
			...{ state: 'finished', closed_at: stamp(), edits: 3, figures, telling: 'due' },
			...fields,
		});
	const changes = async (isEmpty = false) => await findRunChanges(ports(), isEmpty);

	it('should leave out what runs, and what an earlier version left', async () => {
		await stored.history.open(record('20261124-2100-aaa'));
		await stored.history.open(record('20261124-2101-bbb', { state: 'failed', closed_at: stamp() }));
		expect(await changes(true)).toMatchObject({ inserts: [], updates: [], batch: null });
	});

	it('should fill an empty table, and write nothing twice', async () => {
		await stored.history.open(ended('20261124-2100-aaa'));
		const first = await changes(true);
		expect(first).toMatchObject({
			clearFrom: null,
			inserts: [
				{
					...{ run: '20261124-2100-aaa', started_at: '2026-11-24 21:00', result: '成功' },
					...{ notified: '未通知', oldest_age_minutes: 10 },
				},
			],
		});
		expect(await mark('sync_runs', first)).toBe(1);
		expect((await changes()).batch).toBeNull();
	});

	it('should update a row once its message went out', async () => {
		await stored.history.open(ended('20261124-2100-aaa'));
		await mark('sync_runs', await changes(true));
		await stored.history.tell('20261124-2100-aaa', 'told');
		const { inserts, updates } = await changes();
		expect([inserts, updates]).toMatchObject([[], [{ notified: '通知済み' }]]);
	});

	it('should put a row out again until it was marked', async () => {
		await mark('sync_runs', await changes(true));
		await stored.history.open(ended('20261124-2100-aaa'));
		await mark('sync_runs', await changes(true));
		now += HOUR;
		await stored.history.open(ended('20261124-2200-bbb'));
		const lost = await changes();
		expect((await changes()).updates).toMatchObject([{ run: '20261124-2200-bbb' }]);
		expect(await mark('sync_runs', lost)).toBe(0);
	});

	it('should replace the rows of its own runs in a table of an earlier version', async () => {
		await stored.history.open(ended('20261124-2100-aaa'));
		expect(await changes()).toMatchObject({ clearFrom: '2026-11-24 21:00', inserts: [{}] });
	});

	it.each<[string, Partial<RunRecord>, Record<string, unknown>]>([
		['skipped', { reason: '営業時間外です' }, { result: '見送り: 営業時間外です', total: null }],
		['failed', { reason: '503' }, { result: '失敗: 503', edited: 3, total: 300 }],
		['dead', {}, { result: '失敗: 途中で終わりました', edited: 3 }],
	])('should say how a run ended: %s', async (state, fields, row) => {
		const ending = { state: state as RunRecord['state'], figures: undefined, ...fields };
		await stored.history.open(ended('20261124-2100-aaa', ending));
		expect((await changes(true)).inserts).toMatchObject([row]);
	});
});

describe('the table of edits', () => {
	const RUN = '20261124-2100-aaa';
	const intent = (item_id: number): EditIntent => ({
		...{ run: RUN, account: 'shop', item_id, asin: 'B000000001', why: ['1,000円 × 1.3'] },
		...{ field_edits: { price: { from: 1200, to: 1300 } }, at: stamp() },
	});
	const answer = async (id: string) =>
		await stored.journal.answer(id, { outcome: 'applied', detail: null, at: stamp() });
	const changes = async (isEmpty = false) => await findEditChanges(ports(), isEmpty);
	const itemsOf = (rows: TableChanges['inserts']) => rows.map(({ item_id }) => item_id);

	it('should wait for the answer while the run goes on', async () => {
		await stored.history.open(record(RUN));
		await answer(await stored.journal.intend(intent(1)));
		const open = await stored.journal.intend(intent(2));
		const first = await changes(true);
		expect(first.inserts).toEqual([
			{
				...{ at: stamp(), run: RUN, account: 'shop', item_id: 1, asin: 'B000000001' },
				...{ field: 'price', old: '1200', new: '1300', outcome: 'applied', why: '1,000円 × 1.3' },
			},
		]);
		await mark('edits', first);
		expect((await changes()).batch).toBeNull();
		await answer(open);
		expect(itemsOf((await changes()).inserts)).toEqual([2]);
	});

	it('should say of an edit without an answer that nobody knows, once its run has ended', async () => {
		await stored.history.open(record(RUN, { state: 'dead', closed_at: stamp() }));
		await stored.journal.intend(intent(1));
		expect((await changes(true)).inserts).toMatchObject([{ outcome: 'unknown' }]);
	});

	it('should update rows that an unmarked offer may have written, and insert the others', async () => {
		await stored.history.open(record(RUN));
		await answer(await stored.journal.intend(intent(1)));
		await mark('edits', await changes(true));
		await answer(await stored.journal.intend(intent(2)));
		await changes();
		await answer(await stored.journal.intend(intent(3)));
		const { updates, inserts } = await changes();
		expect([itemsOf(updates), itemsOf(inserts)]).toEqual([[2], [3]]);
	});

	it('should not open the journal of a run again that ended an hour ago', async () => {
		await stored.history.open(record(RUN, { state: 'finished', closed_at: stamp() }));
		await answer(await stored.journal.intend(intent(1)));
		now += 2 * HOUR;
		await mark('edits', await changes(true));
		const open = jest.spyOn(stored.journal, 'ofRun');
		expect((await changes()).batch).toBeNull();
		expect(open).not.toHaveBeenCalled();
	});

	it('should write everything again into a table that was cleared', async () => {
		await answer(await stored.journal.intend(intent(1)));
		await mark('edits', await changes(true));
		expect(await changes(true)).toMatchObject({ clearFrom: null, inserts: [{ item_id: 1 }] });
	});
});
