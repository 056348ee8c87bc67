import type { Alarm, ToldAlarm } from '../ledger/heartbeat';

const DAY_MS = 24 * 3_600_000;

/** A check that comes every hour must not miss the day's end by its own jitter. */
const JITTER_MS = 5 * 60_000;

export interface News {
	/** True where a message is due now. */
	hasNews: boolean;
	recovered: ToldAlarm[];
	/** Told, raised no more, and yet not over. */
	lasting: ToldAlarm[];
}

/**
 * Whether a person should hear of it: of a new alarm at once, of a lasting one a day after the last
 * message, and once of an alarm that is over.
 * @param told the alarms told so far that are still watched
 * @param isOver whether an alarm that is raised no more has really ended
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
	const isDue = ({ key }: Alarm) => (toldAt.get(key) ?? -Infinity) <= now - DAY_MS + JITTER_MS;
	return { hasNews: recovered.length > 0 || alarms.some(isDue), recovered, lasting };
}
