import type { Run } from '../../ledger/runs/run';
import { tellUnreadable } from '../message';

/** Says which parts of the shop a job has not seen and who does not hear of it, for the owner. */
export function describeUnseen(run: Run | undefined): string[] {
	const incomplete = run?.incomplete_list;
	const unreadable = tellUnreadable(run?.unreadable ?? 0, run?.unreadable_example ?? null);
	return [
		...(run?.room_problem === undefined ? [] : [run.room_problem]),
		...(incomplete === undefined
			? []
			: [`一覧に出なかった商品には何もしていません。もう一度実行してください。${incomplete}`]),
		...(unreadable === null ? [] : [unreadable]),
	];
}
