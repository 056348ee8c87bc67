import type { Run } from '../ledger/runs/run';
import { formatMoment } from './formatTime';
import type { RunFacts } from './message';

/** The parts of a report's items that describe their run. */
export interface ReportedItem {
	account: string;
	rule_problem?: string;
	beside_book?: true;
}

/** Names the shop that a report is about; empty if none is known. */
export const nameAccount = (run: Run | undefined, items: readonly ReportedItem[]): string =>
	items[0]?.account ?? run?.account ?? '';

/**
 * The facts about the run itself for a message.
 * @param run undefined without a Run Guard before it: then everything is a dry run
 * @param deskUrl address of the desk; empty = the message has no links
 */
export function makeRunFacts(
	run: Run | undefined,
	items: readonly ReportedItem[],
	now: number,
	deskUrl = '',
): RunFacts {
	const startedAt = run ? Date.parse(run.started_at) : now;
	return {
		workflow: run?.workflow ?? '',
		account: nameAccount(run, items),
		deskUrl,
		dryRun: run?.dry_run ?? true,
		startedAt: formatMoment(startedAt),
		durationMs: Math.max(now - startedAt, 0),
		runId: run?.id ?? '-',
		ruleProblem: items.find((item) => item.rule_problem !== undefined)?.rule_problem ?? null,
		isBesideBook: items.some((item) => item.beside_book),
		rules: run?.rules ?? null,
		listings: run?.total ?? null,
		unmapped: run?.unmapped ?? 0,
		unreadable: run?.unreadable ?? 0,
		unreadableExample: run?.unreadable_example ?? null,
		resumes: run?.resumes,
		roomProblem: run?.room_problem,
	};
}
