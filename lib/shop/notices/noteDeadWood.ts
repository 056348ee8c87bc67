import type { NewNotice } from '../../ledger/notices/notice';
import { findDeadWood } from '../deadWood/findDeadWood';
import type { ShopData } from '../shopData';

const KEY = 'dead_wood';

/** Told again after this time, so that the same hour a week later tells it. */
const WEEK_MS = 7 * 24 * 3_600_000 - 3_600_000;

/**
 * Notes once a week how many items Amazon has not sold for long. A notice that was told is kept for that week; a
 * clock that was ahead must not keep the owner from hearing of it.
 * @param now milliseconds since 1970
 */
export async function noteDeadWood(
	data: ShopData,
	{ account, run }: { account: string; run: string },
	now: number,
): Promise<void> {
	const { notices } = data.ledger;
	const before = (await notices.all(account)).find(({ key }) => key === KEY);
	const toldAt = before?.told_at ?? null;
	if (toldAt !== null && Math.abs(now - Date.parse(toldAt)) < WEEK_MS) return;
	const deadWood = await findDeadWood(account, { data, now });
	const count = deadWood?.items.length ?? 0;
	if (toldAt !== null || count === 0) await notices.end(account, new Set([KEY]));
	if (!deadWood || count === 0) return;
	const facts = { count, days: deadWood.days };
	const found: NewNotice = { key: KEY, kind: 'dead_wood', item: null, run, facts };
	await notices.note(account, { found: [found] });
}
