import type { Alarm, HeartbeatMemory, ToldAlarm, ToldNews } from '../ledger/heartbeat';
import { ownValue } from '../listing/memory';
import { isFuture } from '../listing/stamp';

const DAY_MS = 24 * 3_600_000;

/** An hourly check must not miss the end of a day because of its own jitter. */
const JITTER_MS = 5 * 60_000;

export interface News {
	/** true if a message is due now. */
	hasNews: boolean;
	recovered: ToldAlarm[];
	/** Alarms that were told and are not raised any more, but are not over. */
	lasting: ToldAlarm[];
}

/**
 * Decides whether to tell a person: a new alarm at once, a lasting one a day after the last message, and
 * one that is over once.
 * @param told the alarms told so far that are still watched
 * @param isOver whether an alarm that is not raised any more has really ended
 */
export function findNews(
	alarms: readonly Alarm[],
	told: readonly ToldAlarm[],
	now: number,
	isOver: (alarm: Alarm) => boolean,
): News {
	const toldAt = new Map(told.map((alarm) => [alarm.key, alarm.told_at]));
	const raised = new Set(alarms.map(({ key }) => key));
	const quiet = told.filter(({ key }) => !raised.has(key));
	const recovered = quiet.filter(isOver);
	const lasting = quiet.filter((alarm) => !isOver(alarm));
	const hasDue = alarms.some(({ key }) => isDue(toldAt.get(key), now));
	return { hasNews: recovered.length > 0 || hasDue, recovered, lasting };
}

/** Whether the news went out already, by another way. */
export const isTold = (
	{ alarms, recovered }: ToldNews,
	{ told }: Pick<HeartbeatMemory, 'told'>,
	now: number,
): boolean =>
	!alarms.some(({ key }) => isDue(ownValue(told, key)?.told_at, now)) &&
	!recovered.some((key) => Object.hasOwn(told, key));

/** A clock that was ahead when an alarm was told must not keep it silent. */
const isDue = (toldAt: number | undefined, now: number): boolean =>
	toldAt === undefined || toldAt <= now - DAY_MS + JITTER_MS || isFuture(toldAt, now);
