import type { Ledger } from '../../ledger/ledger';
import { wasToldYesterday, type NewNotice } from '../../ledger/notices/notice';

/** Whose pace was looked at. */
export interface Paced {
	account: string;
	/** The runs of one mode; another mode has another interval. */
	mode: string;
	/** Milliseconds since 1970. */
	now: number;
}

const kinds = ['long_run', 'missed_turn'] as const;

/** Names the matter of one mode. */
export const namePace = (kind: (typeof kinds)[number], mode: string): string => `${kind} ${mode}`;

/**
 * Notes whether the runs of a mode keep up with their interval. The owner hears of it once a day at most,
 * also if every second run is just within its interval: what was told is kept for a day, whatever the
 * runs in between were like.
 */
export async function notePace(
	{ notices }: Pick<Ledger, 'notices'>,
	{ account, mode, now }: Paced,
	found: readonly NewNotice[],
): Promise<void> {
	const keys = new Set<string>(kinds.map((kind) => namePace(kind, mode)));
	const isFound = new Set(found.map(({ key }) => key));
	const over = (await notices.all(account)).filter(({ key, told_at }) => {
		if (!keys.has(key)) return false;
		return told_at === null ? !isFound.has(key) : wasToldYesterday(told_at, now);
	});
	await notices.end(account, new Set(over.map(({ key }) => key)));
	if (found.length > 0) await notices.note(account, { found });
}
