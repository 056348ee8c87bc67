import type { JournalEntry } from '../lib/ledger/journal';
import type { SlimItem } from '../lib/n8n/items/slimItem';
import type { Truth } from '../simulator/world/product';
import type { Happening, Shown } from './happenings';
import type { JobResult } from './job';
import type { WorkflowName } from './plan';

export type Document = Record<string, unknown> & {
	reported?: Record<string, { price: number | null; in_stock: boolean | null; at: string }>;
};

/** Everything that can be seen of the world and of what the sync keeps, at one moment. */
export interface Snapshot {
	/** By item id. */
	shown: Map<number, Shown>;
	/** By ASIN; read from the files themselves. */
	documents: Map<string, Document>;
	/** Files of the cache that are no document and do not belong there. */
	strangers: string[];
	/** Every edit of every run so far. */
	journal: JournalEntry[];
	/** By item id: writes that the shop has carried out. */
	writes: Map<number, number>;
	/** Calls that services refused so far, throttled ones among them. */
	rejected: { amazon: number; base: number; chatwork: number; throttled: number };
	/** Access tokens given out so far. */
	tokens: { amazon: number; base: number };
	/** Calls that a fault struck so far. */
	faulted: number;
	/** Messages that arrived so far. */
	messages: string[];
}

/** One run and the world around it. */
export interface Cycle {
	number: number;
	workflow: WorkflowName;
	before: Snapshot;
	after: Snapshot;
	/** By ASIN: what a correct client would conclude while the run went on. */
	truth: Map<string, Truth>;
	/** Since the last run's end, in order. */
	happenings: readonly Happening[];
	/** Null where the run was killed. */
	result: JobResult | null;
	/** Nothing went wrong in it by design: what it promises must hold. */
	isHealthy: boolean;
	/** Answers that were wrong by design: prices and stamps prove nothing. */
	isLiedTo: boolean;
	/** Something struck that may have kept a message, or its noting, from arriving. */
	mayRepeat: boolean;
	/** Items that the owner hid and nobody but the owner may show. */
	ownersHidden: ReadonlySet<number>;
	/** A clock was wrong not long ago: tokens of that time may seem good though they are over. */
	wasSetBack: boolean;
	/** The latest time that any run so far took for now, ms. */
	latestClock: number;
}

/**
 * After a wrong clock an answer may count as fresh though it is hours old: the run took it for what the
 * stamp says, and the next one puts it right.
 */
export const seemedFresh = (
	{ wasSetBack }: Cycle,
	item: Pick<SlimItem, 'offer_source'> | undefined,
): boolean => wasSetBack && item?.offer_source === 'cache';

/** A promise that was not kept. */
export interface Broken {
	invariant: string;
	detail: string;
}
