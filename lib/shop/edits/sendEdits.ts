import { readShopMemory } from '../../changes/guards/guards';
import type { ShopMemory } from '../../listing/memory';
import { pauseReason } from '../documents';
import { AccountRefusedError, QuotaExceededError } from '../errors';
import {
	forgetNeverEditable,
	noteNeverEditable,
	tryToRemember,
	type MemoryPorts,
} from './neverEditable';
import { readSiblings } from './readSiblings';
import { updateListing, type EditPlan, type EditResult, type UpdatePorts } from './updateListing';

/** An edit as decided, before the shop's memory is read. */
export type PlannedEdit = Omit<EditPlan, 'lastWrittenOfferAt'>;

/** The outcome of one item's edits. */
export type EditOutcome = Pick<EditResult, 'action' | 'edits' | 'error'>;

export interface SendPorts extends MemoryPorts {
	/** Opens the way to one account. */
	portsOf: (account: string) => Promise<UpdatePorts>;
	/** Accounts that refused, with their reason; the caller keeps them for the whole run. */
	refused: Record<string, string>;
	/** Milliseconds since 1970. */
	now: () => number;
}

/** Sends a chunk's edits. An account that refuses or is paused gets no further calls. */
export class EditSender {
	/** Reset with the next chunk, which may fall into the service's next hour. */
	private readonly waiting = new Map<string, string>();
	private readonly ways = new Map<string, UpdatePorts>();

	constructor(private readonly ports: SendPorts) {}

	async send(plan: PlannedEdit): Promise<EditOutcome> {
		const { data } = this.ports;
		const paused = await pauseReason(data, plan.listing.account);
		if (paused) return { action: 'deferred', edits: plan.edits, error: paused };
		// Read now, because another workflow may have written since this run read its cache.
		const document = (await data.cache.read([plan.asin])).get(plan.asin);
		const memory = readShopMemory(document ?? null, plan.listing);
		const { action, edits, error, refusedForGood } = await this.attempt(plan, memory);
		const outcome = { action, edits, error };
		if (refusedForGood !== undefined) {
			return await this.closeItem(plan, memory, outcome, refusedForGood);
		}
		if (action === 'failed' || action === 'deferred') await this.noteUnsent(plan, memory);
		if (action === 'updated' && memory.never_editable) await forgetNeverEditable(plan, this.ports);
		return outcome;
	}

	/**
	 * Reports the refusal only the first time: after a sale or a change by hand, the item is tried
	 * and refused again.
	 */
	private async closeItem(
		plan: PlannedEdit,
		memory: ShopMemory,
		outcome: EditOutcome,
		said: string,
	): Promise<EditOutcome> {
		await noteNeverEditable(plan, said, this.ports);
		const isTold = memory.never_editable?.reason === said;
		return isTold ? { ...outcome, action: 'none', edits: {} } : outcome;
	}

	private async attempt(plan: PlannedEdit, memory: ShopMemory): Promise<Omit<EditResult, 'after'>> {
		const { account } = plan.listing;
		const reason = this.reasonToWait(account);
		if (reason) return { action: 'deferred', edits: plan.edits, error: reason };
		try {
			const current = {
				...plan,
				lastWrittenOfferAt: this.lastWrittenOfferAt(memory),
				...(await readSiblings(this.ports.data, plan)),
			};
			return await updateListing(current, await this.wayTo(account));
		} catch (error) {
			if (!(error instanceof AccountRefusedError)) throw error;
			this.stop(account, error);
			return { action: 'deferred', edits: plan.edits, error: error.message };
		}
	}

	private reasonToWait(account: string): string | undefined {
		const { refused } = this.ports;
		return Object.hasOwn(refused, account) ? refused[account] : this.waiting.get(account);
	}

	private stop(account: string, error: AccountRefusedError): void {
		if (error instanceof QuotaExceededError) this.waiting.set(account, error.message);
		else this.ports.refused[account] = error.message;
		this.ports.warn(`${account} stopped (${error.code})`, error);
	}

	/** Notes the edit, so that the watch sends it again before the next sync does. */
	private async noteUnsent(plan: PlannedEdit, memory: ShopMemory): Promise<void> {
		if (memory.unsent_since) return;
		await tryToRemember(plan, { unsent_since: this.ports.timestamp() }, this.ports);
	}

	/**
	 * Ignores a timestamp in the future: it comes from a wrong clock, and must not keep edits back until
	 * then.
	 */
	private lastWrittenOfferAt(memory: ShopMemory): string | null {
		const at = memory.last_written?.offer_fetched_at ?? null;
		return at !== null && Date.parse(at) > this.ports.now() ? null : at;
	}

	private async wayTo(account: string): Promise<UpdatePorts> {
		const way = this.ways.get(account) ?? (await this.ports.portsOf(account));
		this.ways.set(account, way);
		return way;
	}
}
