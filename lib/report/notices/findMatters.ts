import type { NewNotice, NoticeKind } from '../../ledger/notices/notice';
import { isMuchUnknown, type RunSummary } from '../summary';

/** The kinds that concern a run as a whole: what a run does not find is over. */
export const matterKinds: ReadonlySet<NoticeKind> = new Set([
	'rule',
	'unanswered',
	'wave',
	'still_hidden',
	'lost_job',
]);

/**
 * Finds what the owner should hear of a run as a whole.
 * @param ruleProblem the rule's fault, for the owner; null if it has none
 */
export function findMatters(
	ruleProblem: string | null,
	summary: RunSummary,
	run: string,
): NewNotice[] {
	const base = { item: null, run };
	const { unknown: count } = summary;
	return [
		...(ruleProblem === null
			? []
			: [
					{
						...base,
						key: `rule ${ruleProblem}`,
						kind: 'rule' as const,
						facts: { reason: ruleProblem },
					},
				]),
		...(isMuchUnknown(summary)
			? [{ ...base, key: 'unanswered', kind: 'unanswered' as const, facts: { count } }]
			: []),
	];
}
