import type { Ledger } from '../../ledger/ledger';
import type { Edits } from '../../listing/memory';

/** Who wants to write: a run by itself, or a job that the owner started. */
export type Writer = 'run' | 'brake' | 'release' | 'undo' | 'owner';

/** Why nothing may be written to a shop now, for the owner. */
export interface Stop {
	by: 'owner' | 'brake' | 'undo' | 'dry';
	reason: string;
}

/** An edit, and who wants to write it. */
export interface StoppedEdit {
	/** null for texts, pictures and new items. */
	edits: Edits | null;
	writer: Writer;
	/** The brake's runs that a release knows of; absent = none. */
	releases?: readonly string[];
}

/**
 * The first check of the gate, read anew in the moment of sending. A brake or closed days let hides through; a
 * pause lets only the owner's own jobs through.
 * @returns null if the edits may go
 */
export async function findStop(
	{ pauses, brakes }: Pick<Ledger, 'pauses' | 'brakes'>,
	account: string,
	{ edits, writer, releases = [] }: StoppedEdit,
): Promise<Stop | null> {
	const [pause, brake] = await Promise.all([pauses.get(account), brakes.get(account)]);
	// A brake that was pulled again while it was being released holds.
	const isReleased = writer === 'release' && brake?.runs.every((run) => releases.includes(run));
	if (brake && !isReleased && !onlyHides(edits)) {
		return { by: 'brake', reason: pause?.reason ?? '緊急停止' };
	}
	if (!pause || writer !== 'run' || (pause.by === 'brake' && onlyHides(edits))) return null;
	return { by: pause.by, reason: pause.reason };
}

/**
 * The first check of a run, too: a run that began live may last for hours after the owner went back to dry runs, at the
 * desk or by the settings of the schedule. Whoever starts a run by hand beside a dry schedule means it.
 * @param run number of the run; null = not known
 * @returns null for the owner's own jobs, and for a shop without rules of its own
 */
export async function findDry(
	{ rules, history }: Pick<Ledger, 'rules' | 'history'>,
	account: string,
	{ writer, run }: { writer: Writer; run: string | null },
): Promise<Stop | null> {
	if (writer !== 'run') return null;
	const { version, values, isDryBySettings } = await rules.open(account);
	if (version === 0) return null;
	if (!values.live) return { by: 'dry', reason: 'テストに戻されたため' };
	if (!isDryBySettings || !run) return null;
	const isByHand = (await history.get(run))?.is_manual === true;
	return isByHand ? null : { by: 'dry', reason: '「設定」の dry_run がオンになったため' };
}

/**
 * True if the edits hide the item or empty its rows, and do nothing else. The stock of a plain item may be the owner's
 * own, typed a moment ago.
 */
export const onlyHides = (edits: Edits | null): boolean =>
	edits !== null &&
	edits.price === undefined &&
	edits.stock === undefined &&
	edits.visible !== true &&
	Object.values(edits.row_stocks ?? {}).every((to) => to === 0);

/** Says why an edit waits, for the owner. */
export const describeStop = (account: string, { reason }: Stop): string =>
	`ショップ ${account} への書き込みは停止中です (${reason})`;
