import type { Alarm } from './health';
import { changeRecord } from '../stores/changeRecord';
import type { Store } from '../stores/store';

/** An alarm that a person has been told of. Times: milliseconds since 1970. */
export interface ToldAlarm extends Alarm {
	told_at: number;
}

export interface HeartbeatMemory {
	/** When the heartbeat first looked, by the workflow name it looked for. */
	first_looked_at: Record<string, number>;
	/** By the alarm's key. */
	told: Record<string, ToldAlarm>;
}

/** What a message that went out has told. */
export interface ToldNews {
	alarms: Alarm[];
	/** Keys of alarms that are over. */
	recovered: string[];
}

const NAME = 'heartbeat';

/** What the heartbeat has told of, so that each alarm is told once, then daily, then as over. */
export class Heartbeat {
	constructor(
		private readonly store: Store,
		private readonly now: () => number,
	) {}

	async get(): Promise<HeartbeatMemory> {
		const found = await this.store.read('watch', [NAME]);
		return { ...nothingTold, ...(found.get(NAME) as Partial<HeartbeatMemory> | undefined) };
	}

	/** When the heartbeat for this workflow name began: now, where it never looked before. */
	async looked(workflow: string): Promise<number> {
		const now = this.now();
		const { first_looked_at: past } = await this.get();
		if (past[workflow] !== undefined) return past[workflow];
		await this.#change((memory) => ({
			...memory,
			first_looked_at: { ...memory.first_looked_at, [workflow]: now },
		}));
		return now;
	}

	/** To be called once the message is out: a message that was lost is told again. */
	async told({ alarms, recovered }: ToldNews): Promise<void> {
		const told_at = this.now();
		const news = Object.fromEntries(alarms.map((alarm) => [alarm.key, { ...alarm, told_at }]));
		await this.#change((memory) => {
			const told = { ...memory.told, ...news };
			for (const key of recovered) delete told[key];
			return { ...memory, told };
		});
	}

	async #change(change: (memory: HeartbeatMemory) => HeartbeatMemory): Promise<void> {
		await changeRecord<HeartbeatMemory>(this.store, 'watch', NAME, (current) =>
			change({ ...nothingTold, ...current }),
		);
	}
}

const nothingTold: HeartbeatMemory = { first_looked_at: {}, told: {} };

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
export function newsOf(
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
