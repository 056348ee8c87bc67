import { readShopMemory } from '../../changes/guards/guard';
import { findOpenPriceNow, findSignOfHand } from '../../changes/guards/ownersHand';
import type { Listing } from '../../listing/listing';
import { ownValue, type ShopMemory } from '../../listing/memory';
import {
	AccountRefusedError,
	AnswerLostError,
	ItemGoneError,
	NeverEditableError,
	QuotaExceededError,
	ShopError,
} from '../errors';
import { isRecoded } from './isRecoded';
import { findHiddenItems, type ListLook } from './hiddenItems';
import { dropMoved, hideWithLastRow, isApplied, splitEdits } from './editParts';
import { FactsReader } from './facts/factsReader';
import { deferred, putOff, unsent, type EditResult, type Intent, type Plan } from './intent';
import { judge, nameBasis, type Facts, type Judgement } from './judge';
import {
	forgetNeverEditable,
	noteNeverEditable,
	tryToRemember,
	type MemoryPorts,
} from './records/neverEditable';
import { readSiblings } from './readSiblings';
import { describeStop, findDry, findStop, onlyHides } from './stopped';
import { writeEdits, type UpdatePorts } from './writeEdits';

export interface GatePorts extends MemoryPorts {
	/** Opens the way to one account. */
	portsOf: (account: string) => Promise<UpdatePorts>;
	/**
	 * Accounts that refused, with their reason; the caller keeps them for the whole run. Without a prototype, which
	 * an account might be named after; so are the hides.
	 */
	refused: Record<string, string>;
	/** Hides by account; the caller keeps them for the whole run. */
	hides: Record<string, HideCount>;
	/** Milliseconds since 1970. */
	now: () => number;
}

/** Hides of a run to one account, and its last look at the list. */
export type HideCount = ListLook & { hides: number };

/** An intent that passed all checks. */
interface Passed {
	intent: Intent;
	judged: Judgement;
	/** The item as it was read last. */
	listing: Listing;
	memory: ShopMemory;
}

/**
 * The one way of every edit to a shop. In the moment of sending it reads anew whether the shop is stopped, what
 * is known of the product, the ruling version and, where risk is added, the item itself; and it sends what is
 * right by that, which may be something else than was decided, or nothing.
 */
export class Gate {
	/** Reset with the next chunk, which may fall into the service's next hour. */
	private readonly waiting = new Map<string, string>();
	private readonly ways = new Map<string, UpdatePorts>();
	private readonly facts: FactsReader;

	constructor(private readonly ports: GatePorts) {
		this.facts = new FactsReader(ports);
	}

	/** @throws AccountRefusedError of a job, which waits or ends; a run's edits are deferred instead */
	async send(intent: Intent): Promise<EditResult> {
		const { listing, edits, asin, writer } = intent;
		const stop = await this.findStop(intent, edits);
		if (stop !== null) return deferred(intent, stop);
		const reason = writer === 'run' ? this.reasonToWait(listing.account) : undefined;
		if (reason !== undefined) return await this.noteUnsent(intent, deferred(intent, reason));
		const facts = await this.facts.read(asin, listing);
		const memory = readShopMemory(facts.document, listing);
		const result = await this.attempt(intent, facts);
		if (result.refusedForGood !== undefined) {
			return await this.closeItem(intent, memory, result, result.refusedForGood);
		}
		if (result.action === 'failed' || result.action === 'deferred') {
			return await this.noteUnsent(intent, result);
		}
		if (result.action === 'updated' && memory.never_editable) {
			await forgetNeverEditable(intent, this.ports);
		}
		return result;
	}

	/** Judges an intent without sending anything. */
	async check(intent: Intent): Promise<Judgement> {
		return judge(intent, intent.listing, await this.facts.read(intent.asin, intent.listing));
	}

	/** Adds the chunk's edits to the counts of the shop, at its end. */
	async close(): Promise<void> {
		await this.facts.close();
	}

	private async attempt(intent: Intent, facts: Facts): Promise<EditResult> {
		const { account } = intent.listing;
		try {
			return await this.pass(intent, facts, await this.wayTo(account));
		} catch (error) {
			if (error instanceof QuotaExceededError) {
				await (await this.wayTo(account)).budget.exhausted(error.window);
			}
			if (error instanceof AccountRefusedError && intent.writer === 'run') {
				this.stop(account, error);
				return deferred(intent, error.message);
			}
			if (error instanceof AccountRefusedError || !(error instanceof ShopError)) throw error;
			const failed: EditResult = {
				...unsent(intent, 'failed'),
				error: describeFailure(error, intent),
			};
			return error instanceof NeverEditableError
				? { ...failed, refusedForGood: error.said }
				: failed;
		}
	}

	private async pass(intent: Intent, facts: Facts, way: UpdatePorts): Promise<EditResult> {
		if (isRecoded(intent.listing, intent.listing, intent.asin)) return deferred(intent, RECODED);
		const judged = judge(intent, intent.listing, facts);
		const first = splitEdits(judged.edits);
		if (first.length === 0) return withoutEdits(intent, judged);
		const memory = readShopMemory(facts.document, intent.listing);
		const write = async (judgement: Judgement, listing: Listing) =>
			await this.write({ intent, judged: judgement, listing, memory }, way);
		const hidden = await this.findHidden(intent, judged, memory, way);
		if (hidden !== null) {
			if (hidden.has(intent.listing.item_id)) return withoutEdits(intent, judged);
			if (!(await way.budget.take(1, 'lowers_risk'))) return putOff(intent);
			return await write(judged, intent.listing);
		}
		const urgency = judged.addsRisk ? 'adds_risk' : 'lowers_risk';
		const calls = first.length + (intent.isLooked ? 0 : 1);
		const askedAt = this.ports.now();
		if (!(await way.budget.take(calls, urgency))) return putOff(intent);
		// A job may have waited for the next hour: what was known before is old.
		if (this.isLongAgo(askedAt)) {
			const latest = await this.facts.read(intent.asin, intent.listing);
			return await this.pass({ ...intent, isLooked: false }, latest, way);
		}
		if (intent.isLooked) {
			// Whoever asked for the calls may have waited a little all the same.
			const latest = judged.addsRisk ? await this.check(intent) : judged;
			return await write(latest, intent.listing);
		}
		const listing = await this.look(intent, way);
		if (isRecoded(listing, intent.listing, intent.asin)) return deferred(intent, RECODED);
		const { closedRows, comingRows } = await readSiblings(this.ports.data, { listing });
		// A look may take minutes: the owner, or another run, may have said something else meanwhile.
		const anew = judge(intent, listing, await this.facts.read(intent.asin, listing));
		// A job puts back what it saw: what changed since is somebody's newer word.
		if (intent.decided === null) anew.edits = dropMoved(anew.edits, intent.listing, listing);
		anew.edits = hideWithLastRow(listing, anew.edits, comingRows);
		const more = splitEdits(anew.edits).length - first.length;
		if (more > 0 && !(await way.budget.take(more, urgency))) return putOff(intent);
		const hasOpenRow = listing.variations.some(
			({ variation_id, stock }) => stock > 0 && closedRows.includes(variation_id),
		);
		if (anew.edits.visible === true && hasOpenRow) return deferred(intent, OPEN_ROW);
		return await write(anew, listing);
	}

	/** Returns the hidden items of the shop, if a hide need not look at its own item; null if it must. */
	private async findHidden(
		{ listing, isLooked }: Intent,
		{ edits }: Judgement,
		{ last_written: written }: ShopMemory,
		{ client }: UpdatePorts,
	): Promise<ReadonlySet<number> | null> {
		const isHide = edits.visible === false && Object.keys(edits).length === 1;
		if (isLooked || !isHide || listing.variation) return null;
		const { account } = listing;
		const count = this.countHides(account);
		if (count.hides < MANY_HIDES) return null;
		const { data, now, warn } = this.ports;
		const ports = { client, account, ledger: data.ledger, now, warn };
		const hidden = await findHiddenItems(count, ports);
		// Another run may have shown the item after that look.
		const latest = Math.max(
			Date.parse(listing.read_at),
			Date.parse(written?.at ?? listing.read_at),
		);
		return latest > count.lookedAt ? null : hidden;
	}

	private countHides(account: string): HideCount {
		const { hides } = this.ports;
		const count = ownValue(hides, account) ?? { hides: 0, lookedAt: 0, hidden: null };
		hides[account] = count;
		return count;
	}

	/** Reads the item as the shop shows it now, for the row that the intent is about. */
	private async look({ listing: before }: Intent, { client }: UpdatePorts): Promise<Listing> {
		const shown = await client.getItem(before.item_id);
		if (shown.item_id !== before.item_id) {
			throw new AnswerLostError(
				`商品 ${before.item_id} の代わりに、別の商品 ${shown.item_id} の応答が返りました。変更していません。`,
				'other_item',
			);
		}
		const { variation } = before;
		if (!variation) return shown;
		const row = shown.variations.find((each) => each.variation_id === variation.variation_id);
		return { ...shown, variation: { ...variation, stock: row?.stock ?? variation.stock } };
	}

	private async write(
		{ intent, judged, listing, memory }: Passed,
		way: UpdatePorts,
	): Promise<EditResult> {
		const parts = splitEdits(judged.edits).filter((part) => !isApplied(part, listing));
		if (parts.length === 0) return withoutEdits(intent, judged);
		const { edits, addsRisk, why, offerFetchedAt, reasons, decision, held, acceptedCost } = judged;
		const { asin, run, writer } = intent;
		const plan: Plan = {
			...{ asin, run, writer, listing, edits, addsRisk, why, offerFetchedAt, reasons },
			...{ acceptedCost, openPrice: findOpenPriceNow(listing, memory) },
			...findSignOfHand(listing, memory),
		};
		const judgedAt = this.ports.now();
		// The clock is looked at last: a machine may sleep while the store answers.
		const findReason = async (part: Plan['edits']) =>
			(await this.findStop(intent, part)) ??
			(!onlyHides(part) && ((await this.isOvertaken(intent, judged)) || this.isLongAgo(judgedAt))
				? TOO_LATE
				: null);
		const result = await writeEdits(plan, parts, way, findReason);
		if (result.action === 'updated') await this.noteUpdated(listing, judged);
		return { ...result, held, ...(decision ? { decision } : {}) };
	}

	/** True if the rules, or what is known of the product, changed since the judgement. */
	private async isOvertaken({ asin, listing }: Intent, { basis }: Judgement): Promise<boolean> {
		return nameBasis(await this.facts.read(asin, listing)) !== basis;
	}

	private async noteUpdated(listing: Listing, judged: Judgement): Promise<void> {
		await this.facts.count(listing, judged);
		if (judged.edits.visible === false) this.countHides(listing.account).hides++;
	}

	private async findStop(
		{ listing, writer, releases, run }: Intent,
		edits: Plan['edits'],
	): Promise<string | null> {
		const { account } = listing;
		const { ledger } = this.ports.data;
		const stop =
			(await findStop(ledger, account, { edits, writer, releases })) ??
			(await findDry(ledger, account, { writer, run }));
		return stop && describeStop(account, stop);
	}

	/**
	 * Reports the refusal only the first time: after a sale or a change by hand, the item is tried
	 * and refused again.
	 */
	private async closeItem(
		intent: Intent,
		memory: ShopMemory,
		{ action, edits, error }: EditResult,
		said: string,
	): Promise<EditResult> {
		await noteNeverEditable(intent, said, this.ports);
		// A job says it each time: the owner waits for its result.
		const isTold = intent.writer === 'run' && memory.never_editable?.reason === said;
		return isTold ? { action: 'none', edits: {}, error } : { action, edits, error };
	}

	/** True if nobody would still go by what was seen then: the machine slept, or a job waited. */
	private isLongAgo(at: number): boolean {
		return this.ports.now() - at > LONG_MS;
	}

	private reasonToWait(account: string): string | undefined {
		const { refused } = this.ports;
		return ownValue(refused, account) ?? this.waiting.get(account);
	}

	private stop(account: string, error: AccountRefusedError): void {
		if (error instanceof QuotaExceededError) this.waiting.set(account, error.message);
		else this.ports.refused[account] = error.message;
		this.ports.warn(`${account} stopped (${error.code})`, error);
	}

	/** Notes a run's edit, so that the watch sends it again before the next sync does. */
	private async noteUnsent(intent: Intent, result: EditResult): Promise<EditResult> {
		if (intent.writer !== 'run') return result;
		const { asin, listing } = intent;
		const documents = await this.ports.data.cache.read(asin === '' ? [] : [asin]);
		if (!readShopMemory(documents.get(asin) ?? null, listing).unsent_since) {
			await tryToRemember(intent, { unsent_since: this.ports.timestamp() }, this.ports);
		}
		return result;
	}

	private async wayTo(account: string): Promise<UpdatePorts> {
		const way = this.ways.get(account) ?? (await this.ports.portsOf(account));
		this.ways.set(account, way);
		return way;
	}
}

/** A look and a call that is lost take less, ms. */
const LONG_MS = 5 * 60_000;

/**
 * From this many hides on in a run, items are looked at by the list, which costs BASE's hour one call for a
 * hundred of them: at a call each, half the hour would go into looking while sold-out items stay on sale.
 */
const MANY_HIDES = 200;

const TOO_LATE = '確かめてから送るまでに時間がたったため、確かめ直してから送ります';

const RECODED =
	'商品コードが別の商品に変わったため、変更していません。次の実行で、今のコードの商品として確かめます';

const OPEN_ROW =
	'Amazonで在庫を確認できていないほかのバリエーションに在庫があるため、その在庫を0にしてから公開します';

/** Nothing is left to send: it waits, the shop shows it already, or newer facts make it needless. */
function withoutEdits(intent: Intent, { held, edits, decision }: Judgement): EditResult {
	const isHeld = held.some(({ quiet }) => !quiet);
	const isShown = Object.keys(edits).length > 0;
	return {
		action: isHeld ? 'held' : 'none',
		edits: intent.edits,
		error: isHeld ? null : isShown ? 'ショップはすでにその状態です' : OVERTAKEN,
		held,
		...(decision ? { decision } : {}),
	};
}

const OVERTAKEN = 'より新しい情報では変更の必要がないため、取り消しました';

const describeFailure = (error: ShopError, { listing }: Intent): string =>
	error instanceof ItemGoneError
		? `BASEの管理画面で削除された商品です (商品ID ${listing.item_id}、${error.code})`
		: error.message;
