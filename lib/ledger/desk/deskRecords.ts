import { randomBytes } from 'node:crypto';
import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';
import { listKinds, type ItemLists, type ListKind } from './itemLists';

interface SecretRecord {
	/** 32 random bytes in hex. */
	secret: string;
}

const SECRET_KEY = '.secret';

/** The last job, with the numbers of those before it, oldest first. */
interface JobRecord extends DeskJob {
	earlier: string[];
}

const MOST_EARLIER = 20;

/** Times: milliseconds since 1970. */
interface VisitRecord {
	/** The end of the visit before; null = there was none. */
	before: number | null;
	seen_at: number;
}

interface StopRecord {
	count: number;
}

const SAME_VISIT_MS = 30 * 60_000;

/** A job that the owner started at the desk and that goes on in the background. */
export interface DeskJob {
	kind: 'brake' | 'release' | 'undo' | 'recode' | 'delete';
	/** Number of its run, given before it begins. */
	run: string;
	/** ISO 8601 with offset. */
	asked_at: string;
	/** Items that it was to work on, by the list that the page showed. */
	items: number;
	/** The owner's words; empty = none. */
	reason: string;
	/** Day of return of closed days, ISO 8601 with offset; null = until it is released. */
	until: string | null;
	/** Numbers of the only items that a brake hides, or that are deleted; absent = all that are on sale. */
	chosen?: number[];
	/** Number of the run that an undo puts back; absent for any other job. */
	undoes?: string;
	/** The item that gets another ASIN, and that ASIN; absent for any other job. */
	recodes?: { item_id: number; asin: string };
}

/**
 * The desk's own records. They are in no backup: whoever reads the secret could sign forms, and a new one only
 * makes the pages that are open at that moment expire.
 */
export class DeskRecords {
	constructor(
		private readonly store: Store,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
	) {}

	/**
	 * Notes that the owner looks at a shop's start.
	 * @returns when they looked before, milliseconds since 1970; null if they never did. Looks within half an hour
	 * are one visit
	 */
	async visit(account: string): Promise<number | null> {
		const now = this.now();
		const visit = await changeRecord<VisitRecord>(
			this.store,
			'desk',
			`visit/${account}`,
			(found) => {
				const isSame = found !== undefined && now - found.seen_at < SAME_VISIT_MS;
				const before = isSame ? found.before : (found?.seen_at ?? null);
				return { before, seen_at: now };
			},
		);
		return visit?.before ?? null;
	}

	/**
	 * Notes the job that the owner has just started, unless another one was started since the page was made.
	 * @param last number of the last job that the page knew; null = none
	 * @returns false if nothing was noted
	 */
	async noteJob(account: string, job: DeskJob, last: string | null): Promise<boolean> {
		let isNoted = false;
		await changeRecord<JobRecord>(this.store, 'desk', nameJob(account), (found) => {
			isNoted = (found?.run ?? null) === last;
			const earlier = found ? [...found.earlier, found.run].slice(-MOST_EARLIER) : [];
			return isNoted ? { ...job, earlier } : undefined;
		});
		return isNoted;
	}

	/** True if the owner started this run at the desk, lately. */
	async isJob(account: string, run: string): Promise<boolean> {
		const found = (await this.store.read('desk', [nameJob(account)])).get(nameJob(account));
		const job = found as JobRecord | undefined;
		return job !== undefined && (job.run === run || job.earlier.includes(run));
	}

	/** Returns the job that the owner started last; null if they never did. */
	async lastJob(account: string): Promise<DeskJob | null> {
		const found = (await this.store.read('desk', [nameJob(account)])).get(nameJob(account));
		if (!found) return null;
		const { earlier: _, ...job } = found as unknown as JobRecord;
		return job;
	}

	/** Notes that a form of the desk stopped a shop: the same form must not stop it again once it goes on. */
	async noteStop(account: string): Promise<void> {
		await changeRecord<StopRecord>(this.store, 'desk', nameStops(account), (found) => ({
			count: (found?.count ?? 0) + 1,
		}));
	}

	/** Returns how often forms of the desk stopped a shop. */
	async countStops(account: string): Promise<number> {
		const found = (await this.store.read('desk', [nameStops(account)])).get(nameStops(account));
		return (found as StopRecord | undefined)?.count ?? 0;
	}

	/** Keeps the lists of items that were counted. */
	async noteLists(account: string, lists: ItemLists): Promise<void> {
		await changeRecord<ItemLists>(this.store, 'desk', nameLists(account), () => lists);
	}

	/** Returns the lists that were counted last; null if they never were, or if an older version counted them. */
	async lists(account: string): Promise<ItemLists | null> {
		const found = (await this.store.read('desk', [nameLists(account)])).get(nameLists(account));
		const lists = found as ItemLists | undefined;
		return lists && listKinds.every((kind) => lists.seals?.[kind] !== undefined) ? lists : null;
	}

	/**
	 * Takes the items that the owner has just spoken about out of a list. Until it is counted anew, nobody can speak
	 * about all that are left.
	 * @param names of their open words; null = all of them
	 */
	async leaveOut(
		account: string,
		kind: ListKind,
		names: ReadonlySet<string> | null,
	): Promise<void> {
		await changeRecord<ItemLists>(this.store, 'desk', nameLists(account), (found) => {
			const listed = found?.items[kind] ?? [];
			const left = listed.filter(({ word }) => !word || names?.has(word.name) === false);
			if (!found || left.length === listed.length) return undefined;
			const count = names ? found.counts[kind] - (listed.length - left.length) : left.length;
			return {
				...found,
				counts: { ...found.counts, [kind]: count },
				items: { ...found.items, [kind]: left },
				seals: { ...found.seals, [kind]: '' },
			};
		});
	}

	/** Returns the secret that signs the desk's forms; the first call makes it. */
	async readSecret(): Promise<string> {
		const record = await changeRecord<SecretRecord>(this.store, 'desk', SECRET_KEY, (found) =>
			found ? undefined : { secret: randomBytes(32).toString('hex') },
		);
		return record!.secret;
	}
}

const nameLists = (account: string): string => `lists/${account}`;

const nameStops = (account: string): string => `stops/${account}`;

const nameJob = (account: string): string => `job/${account}`;
