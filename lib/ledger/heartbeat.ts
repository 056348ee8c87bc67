import { ownValue } from '../listing/memory';
import { changeRecord } from '../stores/changeRecord';
import type { Store } from '../stores/store';

export type AlarmKind = 'never_ran' | 'no_success' | 'nothing_known' | 'too_old' | 'only_dry';

/** The owner's expectations of the runs. */
export interface HealthRules {
	/** A part of the workflow's name; empty = every workflow. */
	workflow: string;
	/** Accounts, names or ids of workflows that need no watching any more. */
	ignored: readonly string[];
	/** How far apart the runs start, ms; null = as their own schedule puts them. */
	intervalMs: number | null;
	/** Number of intervals that may pass without a success. */
	periods: number;
	maximumAgeMs: number;
}

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
	/** The expectations that each heartbeat judges by, by the workflow name that it looks for. */
	rules: Record<string, NotedRules>;
}

/** The expectations of a heartbeat, with the time of its last look, milliseconds since 1970. */
export type NotedRules = HealthRules & { noted_at: number };

/** A heartbeat that has not looked for so long is no longer in use. */
const FORGOTTEN_MS = 8 * 24 * 3_600_000;

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
		const past = ownValue((await this.get()).first_looked_at, workflow);
		if (past !== undefined && past <= now) return past;
		await this.#change((memory) => ({
			...memory,
			first_looked_at: { ...memory.first_looked_at, [workflow]: now },
		}));
		return now;
	}

	/**
	 * Notes a look and its expectations, so that the desk judges by the same ones.
	 * @returns when the heartbeat for this workflow name began
	 */
	async look(rules: HealthRules): Promise<number> {
		const noted = { ...rules, noted_at: this.now() };
		await this.#change((memory) => ({
			...memory,
			rules: { ...memory.rules, [rules.workflow]: noted },
		}));
		return await this.looked(rules.workflow);
	}

	/** Returns the expectations of all heartbeats that are at work. */
	async readRules(): Promise<HealthRules[]> {
		const noted = Object.values((await this.get()).rules);
		return noted
			.filter(({ noted_at }) => this.now() - noted_at < FORGOTTEN_MS)
			.map(({ noted_at: _, ...rules }) => rules);
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

const nothingTold: HeartbeatMemory = { first_looked_at: {}, told: {}, rules: {} };
