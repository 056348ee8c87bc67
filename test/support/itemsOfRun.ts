import type { Run } from '../../lib/ledger/runs/run';
import type { RunItem } from '../../lib/report/summary';
import type { EngineRun } from './n8nEngine';
import { withStoredData } from './withStoredData';

/** All items of a sync: those that came out of its loop, and those that it left as they were. */
export async function itemsOfRun(done: EngineRun): Promise<RunItem[]> {
	const moved = done.output('BASEを更新').filter((json) => json.slice === undefined);
	return [...(await readUnmoved(done)), ...moved] as unknown as RunItem[];
}

async function readUnmoved(done: EngineRun): Promise<object[]> {
	const [round] = done.output('古い順に並べる');
	const { slice, run } = (round ?? {}) as { slice?: { of: number }; run?: Run };
	if (!slice || !run) return [];
	const { account, id } = run;
	return await withStoredData(async ({ unmoved }) => {
		const items = await unmoved.read({ account, run: id }, slice.of);
		return items.map((item) => ({ run, ...item }));
	});
}
