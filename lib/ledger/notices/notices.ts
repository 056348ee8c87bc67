import type { ListedNames } from '../../listing/listing';
import { randomUUID } from 'node:crypto';
import { toStamp } from '../../listing/stamp';
import { changeRecord } from '../../stores/changeRecord';
import type { JsonObject, Store } from '../../stores/store';
import {
	isNothing,
	joinChanges,
	updateChange,
	withoutTold,
	type ItemChange,
	type SeenItem,
} from './itemChange';
import { isDue, type NewNotice, type Notice, type NoticeKind, type NoticeOf } from './notice';
import { nameAccount } from '../nameAccount';

/** The findings of a run. */
export interface Findings {
	found: readonly NewNotice[];
	/**
	 * The items that the run looked at, by the name that ends the keys of their notices: a matter of
	 * theirs that was not found again is over.
	 */
	seen?: ReadonlyMap<string, SeenItem>;
	/**
	 * All items of the shop, by that name, if the run saw it whole: a matter of any other item is over, but
	 * for what happened to it.
	 */
	listed?: ListedNames;
	/** Found again, although it was told before this package kept notices. */
	isTold?: (notice: NewNotice) => boolean;
	/** Number of the run, if these are all its findings; absent = they are not. */
	run?: string;
}

/** The notices of an account that a message may carry. */
export interface DueNotices {
	/** Those that are not due as well. */
	all: Notice[];
	/** In the order in which they were found. */
	due: Notice[];
	/** When the last message went out, ISO 8601 with offset; null = none yet. */
	last_told_at: string | null;
}

/** Notices that count as told once their message went out. */
export interface NoticesToTell {
	account: string;
	ids: string[];
	/** Keys of the orders that the message tells of; absent = none. */
	orders?: string[];
	/** Numbers of the runs that the message tells of; absent before Finish. */
	runs?: string[];
}

/** The run whose message carries notices. */
export interface Sender {
	run: string;
	/** The run's task: of each there is one run at a time. */
	task: string;
}

interface NoticesRecord {
	notices: Notice[];
	last_told_at: string | null;
	/** Numbers of the last runs whose findings were noted. */
	noted_runs: string[];
}

/** Another run's message is taken for lost after this time: a step of n8n waits 5 minutes at most. */
const ON_ITS_WAY_MS = 10 * 60_000;

/** More than ever end without a message of their own. */
const KEPT_RUNS = 50;

/**
 * Everything that the owner of each shop account should hear of. A notice counts as told when its message
 * went out, and not before. What was on its way when a run ended may have arrived: it is told again, and
 * says so.
 */
export class Notices {
	constructor(
		private readonly store: Store,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
	) {}

	async all(account: string): Promise<Notice[]> {
		return (await this.read(account)).notices;
	}

	/** Returns when a message of the account last went out, ISO 8601 with offset; null = never. */
	async lastTold(account: string): Promise<string | null> {
		return (await this.read(account)).last_told_at;
	}

	/** Notes the findings of a run. Finding the same again changes nothing. */
	async note(
		account: string,
		{ found, seen, listed, isTold = () => false, run }: Findings,
	): Promise<void> {
		await this.change(account, (record) => {
			const isFirst = record.noted_runs.length === 0;
			const added = new Map(found.map((notice) => [notice.key, notice]));
			const kept = record.notices.flatMap((notice): Notice[] => {
				const again = added.get(notice.key);
				added.delete(notice.key);
				const state = seen?.get(nameItem(notice.key));
				if (again) return noteAgain(notice, again, state);
				if (state) return updateSeen(notice, state);
				return isDelisted(notice, listed) ? [] : [notice];
			});
			const news = [...added.values()].map((notice) =>
				this.makeNotice(notice, isFirst && isTold(notice)),
			);
			const noted_runs = run === undefined ? record.noted_runs : [...record.noted_runs, run];
			return {
				...record,
				notices: [...kept, ...news],
				noted_runs: noted_runs.slice(-KEPT_RUNS),
			};
		});
	}

	/** Returns whether all findings of a run were noted, before it ended or was broken off. */
	async hasNoted(account: string, run: string): Promise<boolean> {
		return (await this.read(account)).noted_runs.includes(run);
	}

	/** Forgets the matters of some kinds that are not among those found: they are over. */
	async endOthers(
		account: string,
		kinds: ReadonlySet<NoticeKind>,
		found: readonly NewNotice[],
	): Promise<void> {
		const keys = new Set(found.map(({ key }) => key));
		const all = await this.all(account);
		const over = all.filter(({ key, kind }) => kinds.has(kind) && !keys.has(key));
		await this.end(account, new Set(over.map(({ key }) => key)));
	}

	/** Forgets matters that are over. */
	async end(account: string, keys: ReadonlySet<string>): Promise<void> {
		if (keys.size === 0) return;
		await this.change(account, (record) =>
			record.notices.some(({ key }) => keys.has(key))
				? { ...record, notices: record.notices.filter(({ key }) => !keys.has(key)) }
				: record,
		);
	}

	/**
	 * Returns the notices that the message of a run may carry now. Those that are on their way in the
	 * message of another task are left out; an earlier run of the same task is over.
	 */
	async due(account: string, { task }: Sender): Promise<DueNotices> {
		const { notices, last_told_at } = await this.read(account);
		const now = this.now();
		const isFree = ({ offered }: Notice) =>
			offered === null ||
			offered.task === task ||
			Math.abs(now - Date.parse(offered.at)) > ON_ITS_WAY_MS;
		const due = notices.filter((each) => isDue(each, now) && isFree(each));
		return { all: notices, due, last_told_at };
	}

	/** Notes that a message with these notices is about to go out. */
	async offer(account: string, ids: ReadonlySet<string>, sender: Sender): Promise<void> {
		if (ids.size === 0) return;
		const at = toStamp(this.now());
		await this.change(account, (record) => ({
			...record,
			notices: record.notices.map((notice) => {
				if (!ids.has(notice.id)) return notice;
				const maybe_told = notice.maybe_told || isLost(notice, sender);
				return { ...notice, maybe_told, offered: { ...sender, at, facts: notice.facts } };
			}),
		}));
	}

	/** Notes that the message with these notices went out. */
	async tell(account: string, ids: ReadonlySet<string>): Promise<void> {
		const last_told_at = toStamp(this.now());
		await this.change(account, (record) => {
			const notices = record.notices.flatMap((notice): Notice[] => {
				if (!ids.has(notice.id)) return [notice];
				if (isChange(notice)) return this.leaveRest(notice);
				if (onceOnly.has(notice.kind)) return [];
				return [{ ...notice, told_at: last_told_at, offered: null, maybe_told: false }];
			});
			return { ...record, notices, last_told_at };
		});
	}

	/** Notes that the message of a run certainly did not go out. */
	async withdraw(account: string, run: string): Promise<void> {
		await this.change(account, (record) =>
			record.notices.some(({ offered }) => offered?.run === run)
				? {
						...record,
						notices: record.notices.map((notice) =>
							notice.offered?.run === run ? { ...notice, offered: null } : notice,
						),
					}
				: record,
		);
	}

	private makeNotice(notice: NewNotice, isTold: boolean): Notice {
		const at = toStamp(this.now());
		return {
			...notice,
			...{ id: randomUUID(), at, told_at: isTold ? at : null, offered: null, maybe_told: false },
		};
	}

	/** News that went on while its message was on the way remains to be told. */
	private leaveRest(notice: NoticeOf<'change'>): Notice[] {
		const rest = withoutTold(notice.facts, asTold(notice).facts);
		if (isNothing(rest)) return [];
		return [this.makeNotice({ ...pickNew(notice), facts: rest }, false)];
	}

	/** Changes the record; `change` returns the one that it was given if there is nothing to write. */
	private async change(
		account: string,
		change: (record: NoticesRecord) => NoticesRecord,
	): Promise<void> {
		await changeRecord<NoticesRecord>(this.store, 'notices', nameAccount(account), (current) => {
			const before = readRecord(current);
			const after = change(before);
			return after === before ? undefined : after;
		});
	}

	private async read(account: string): Promise<NoticesRecord> {
		const name = nameAccount(account);
		return readRecord((await this.store.read('notices', [name])).get(name));
	}
}

/** The kinds that are over once they were told. */
const onceOnly: ReadonlySet<NoticeKind> = new Set(['run_ended', 'run_recovered', 'answer']);

/** The item's name ends the keys of its notices: `held owners_price 3640 @12/34`. */
const nameItem = (key: string): string => key.slice(key.lastIndexOf('@') + 1);

const isChange = (notice: Notice): notice is NoticeOf<'change'> => notice.kind === 'change';

/** The notice as the message on its way has it. */
const asTold = (notice: NoticeOf<'change'>): NoticeOf<'change'> =>
	notice.offered === null
		? notice
		: { ...notice, facts: notice.offered.facts as NoticeOf<'change'>['facts'] };

const pickNew = ({ key, kind, facts, item, run }: NoticeOf<'change'>) => ({
	...{ key, kind, facts, item, run },
});

/** Deleted in the shop, so nothing of it is left to settle. */
const isDelisted = (notice: Notice, listed: ListedNames | undefined): boolean =>
	listed !== undefined &&
	notice.item !== null &&
	!isChange(notice) &&
	!listed.has(nameItem(notice.key));

/** Nothing is left to tell, and no message may have told an earlier state. */
const isForgotten = ({ offered, maybe_told }: Notice, facts: ItemChange): boolean =>
	isNothing(facts) && offered === null && !maybe_told;

function noteAgain(notice: Notice, again: NewNotice, state: SeenItem | undefined): Notice[] {
	if (!isChange(notice) || again.kind !== 'change') {
		// The owner heard of it while it was not on sale.
		const told_at = isOnSale(again) && !isOnSale(notice) ? null : notice.told_at;
		return [{ ...notice, ...again, told_at }];
	}
	const joined = joinChanges(notice.facts, again.facts);
	// Amazon may be back where it was, although the shop was edited again.
	const facts = state ? updateChange(joined, state) : joined;
	return isForgotten(notice, facts) ? [] : [{ ...notice, ...again, facts }];
}

const isOnSale = ({ facts }: NewNotice): boolean => 'isOnSale' in facts && facts.isOnSale;

/** News of an item is brought up to date; any other matter that was not found again is over. */
function updateSeen(notice: Notice, state: SeenItem): Notice[] {
	if (!isChange(notice)) return [];
	const facts = updateChange(notice.facts, state);
	return isForgotten(notice, facts) ? [] : [{ ...notice, facts }];
}

/** True if an earlier message had the notice and nobody noted whether it went out. */
export const isLost = ({ offered }: Notice, { run }: Pick<Sender, 'run'>): boolean =>
	offered !== null && offered.run !== run;

const readRecord = (record: NoticesRecord | JsonObject | undefined): NoticesRecord => ({
	notices: (record?.notices ?? []) as Notice[],
	last_told_at: (record?.last_told_at ?? null) as string | null,
	noted_runs: (record?.noted_runs ?? []) as string[],
});
