import { changeRecord } from '../stores/changeRecord';
import type { Store } from '../stores/store';

export const alarmKinds = [
	'never_ran',
	'no_success',
	'nothing_known',
	'too_old',
	'only_dry',
] as const;

export type AlarmKind = (typeof alarmKinds)[number];

export interface Alarm {
	/** Identifies the alarm over time: the schedule and the kind. */
	key: string;
	kind: AlarmKind;
	workflow: string;
	account: string;
	/** When it arose, milliseconds since 1970. */
	since: number;
}

/** An alarm that was reported to a person. Times: milliseconds since 1970. */
export interface ToldAlarm extends Alarm {
	told_at: number;
}

export interface HeartbeatMemory {
	/** When the heartbeat first looked, by the workflow name it looked for. */
	first_looked_at: Record<string, number>;
	/** By the alarm's key. */
	told: Record<string, ToldAlarm>;
}

/** The content of a sent message. */
export interface ToldNews {
	alarms: Alarm[];
	/** Keys of alarms that are over. */
	recovered: string[];
}

const NAME = 'heartbeat';

/** The reported alarms, so that each alarm is told once, then daily, then as over. */
export class Heartbeat {
	constructor(
		private readonly store: Store,
		private readonly now: () => number,
	) {}

	async get(): Promise<HeartbeatMemory> {
		const found = await this.store.read('watch', [NAME]);
		return { ...nothingTold, ...(found.get(NAME) as Partial<HeartbeatMemory> | undefined) };
	}

	/**
	 * Returns when the heartbeat for this workflow name began: now, if it never looked before, or if the
	 * clock was ahead when it did.
	 */
	async looked(workflow: string): Promise<number> {
		const now = this.now();
		const past = (await this.get()).first_looked_at[workflow];
		if (past !== undefined && past <= now) return past;
		await this.#change((memory) => ({
			...memory,
			first_looked_at: { ...memory.first_looked_at, [workflow]: now },
		}));
		return now;
	}

	/** Call it after the message was sent: a lost message is told again. */
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
