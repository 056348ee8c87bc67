import { runWorkflow } from './n8nEngine';
import { shippedWorkflow } from './shopWorld';

export type Tables = Map<string, Array<Record<string, unknown>>>;

const MARK = 4;

/** Runs the shipped tables.json once, as its schedule does, and gives the number of rows written by table. */
export async function mirrorTables(tables: Tables): Promise<Record<string, number>> {
	const run = await runWorkflow(shippedWorkflow('tables.json'), {
		...{ credentials: {}, tables, startNode: '定期実行' },
	});
	if (run.error !== undefined) throw new Error(run.error);
	const marks = ['商品の変化', '書き込みの変化', '履歴の変化'].flatMap((node) =>
		run.output(node, MARK),
	);
	return Object.fromEntries(marks.map(({ table, rows }) => [String(table), Number(rows)]));
}
