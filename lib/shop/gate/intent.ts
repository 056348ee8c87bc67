import type { Decision, HeldMove } from '../../changes/decision';
import type { Listing } from '../../listing/listing';
import type { Edits, ShopMemory } from '../../listing/memory';
import type { Offer } from '../../listing/offer';
import type { PriceOverride } from '../../listing/pricing/rule';
import type { Writer } from './stopped';

/** An edit that somebody wants to make in a shop. */
export interface Intent {
	/** Empty if no product is known. */
	asin: string;
	/** Number of the run, for the journal. */
	run: string;
	/** The item as it was when the edit was decided. */
	listing: Listing;
	edits: Edits;
	why: string[];
	writer: Writer;
	/** The item was read from the shop a moment ago, or nobody has the time to look. */
	isLooked: boolean;
	/** The decision and its grounds; null for a job, whose edits are the owner's. */
	decided: Decided | null;
	/** Of a release: the brake's runs that it ends. */
	releases?: readonly string[];
	/** Of a release: the owner had taken the item out before the brake hid it, so it is shown as it was. */
	wasTakenOut?: boolean;
	/** Of a new item: number of the rule version that its price was made by; null or absent = no version's. */
	pricedBy?: number | null;
	/** An answer that may be newer than the cache's; absent = none. */
	offer?: Offer;
}

/** A decision of a run, and what it rested on. */
export interface Decided {
	decision: Decision;
	/** null if Amazon was not asked. */
	offer: Offer | null;
	override: PriceOverride;
	/** Why a cell of those settings can't be read, for the owner; null or absent if all can. */
	ownProblem?: string | null;
	/** The rule's fault, for the owner; null if it has none. */
	ruleProblem: string | null;
}

export type EditAction = 'updated' | 'none' | 'held' | 'deferred' | 'failed';

/** The outcome of an intent. */
export interface EditResult {
	action: EditAction;
	/** The edits that were sent, or would have been. */
	edits: Edits;
	/** Why it was not carried out, for the shop owner; null if it was. */
	error: string | null;
	/** Moves that must wait, for a job; a decision carries its own. */
	held?: HeldMove[];
	/** Set if the gate decided anew, by newer facts than the intent's. */
	decision?: Decision;
	/** BASE's words if it never lets us edit this item; absent if it does. */
	refusedForGood?: string;
}

/** An edit that may be sent, with what its records need. */
export interface Plan extends Pick<
	Intent,
	'asin' | 'run' | 'listing' | 'edits' | 'why' | 'writer'
> {
	/** True for a cut, a show or a refill. */
	addsRisk: boolean;
	/** ISO 8601: when the answer behind the edit was fetched; null if there is none. */
	offerFetchedAt: string | null;
	/** The reasons behind a written price; undefined if no price is edited. */
	reasons: Decision['reasons'];
	/** A cost that only the owner's yes supports, yen; null or absent if it is supported otherwise. */
	acceptedCost?: number | null;
	/** An earlier price of ours that may still be on its way; null or absent if none is. */
	openPrice?: ShopMemory['open_price'];
	/** A stamp to keep, because somebody changed the hidden item since: it differs from the shop's. */
	signOfHand?: string;
	/** More calls of the same edit follow this one. */
	isPart?: boolean;
	/** An earlier call of the same edit moved the shop's stamp of the item. */
	isStampMoved?: boolean;
}

/** Of an intent that was not sent. */
export const unsent = ({ edits }: Intent, action: EditResult['action']): EditResult => ({
	action,
	edits,
	error: null,
});

/** @param error why it waits, for the owner */
export const deferred = (intent: Intent, error: string): EditResult => ({
	...unsent(intent, 'deferred'),
	error,
});

/** BASE's hour is nearly used up. */
export const putOff = (intent: Intent): EditResult =>
	deferred(intent, 'BASEの呼び出し回数の残りが少ないため、次回に繰り越します');
