import type { Ledger } from '../ledger/ledger';
import type { Run } from '../ledger/runs/run';
import { describeUnreadable, unreadableKey, type UnreadableItem } from '../listing/unreadable';

/**
 * Notes the unreadable items for the message of the run: their number, one example, and whether they
 * are news to the owner.
 */
export async function noteUnreadable(
	{ lists }: Pick<Ledger, 'lists'>,
	{ account, workflow }: { account: string; workflow: string },
	items: readonly UnreadableItem[],
): Promise<Pick<Run, 'unreadable' | 'unreadable_example' | 'unreadable_is_news'>> {
	const [example] = items;
	const keys = items.map(unreadableKey);
	return {
		unreadable: items.length,
		unreadable_example: example ? describeUnreadable(example) : null,
		unreadable_is_news: await lists.noteUnreadable(account, workflow, keys),
	};
}
