import { editKinds, type EditKind } from '../../changes/decision';
import type { Ledger } from '../../ledger/ledger';
import type { NewNotice } from '../../ledger/notices/notice';

/** More edits of a kind than this within hours are unusual: 10, or 1 in 20 of the listings. */
const MOST_EDITS = 10;
const UNUSUAL_PERCENT = 5;

/**
 * Finds the kinds of which far more edits were made within the last hours than usual, by all runs together. They
 * are no reason to stop, but the owner has to hear of them.
 */
export async function findWaves(
	{ waves, lists }: Pick<Ledger, 'waves' | 'lists'>,
	account: string,
	run: string,
): Promise<NewNotice[]> {
	const [recent, list] = await Promise.all([waves.recent(account), lists.get(account)]);
	const limit = Math.max(MOST_EDITS, Math.floor(((list?.count ?? 0) * UNUSUAL_PERCENT) / 100));
	const countOf = (kind: EditKind) => recent.get(kind)?.count ?? 0;
	return editKinds
		.filter((kind) => countOf(kind) > limit)
		.map((kind) => ({
			...{ key: `wave ${kind}`, kind: 'wave', item: null, run },
			facts: { kind, count: countOf(kind) },
		}));
}
