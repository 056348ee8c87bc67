import type { Listing } from '../../listing/listing';
import { dropMoved, hideWithLastRow, isApplied, splitEdits } from './editParts';
import { FactsReader } from './facts/factsReader';
import {
	findHiddenItems,
	findHideCount,
	isSeenSince,
	MANY_HIDES,
	type HideCount,
} from './facts/hiddenItems';
import { isRecoded } from './facts/isRecoded';
import { isUnreadable, readItem, readSiblings } from './facts/readItem';
import { deferred, putOff, type EditResult, type Intent, type Plan } from './intent';
import { judge, type Judgement } from './judge';
import { makePlan, type Passed } from './makePlan';
import type { MemoryPorts } from './records/neverEditable';
import { noteOutcome, noteUnsent } from './records/noteOutcome';
import { Refusals, type RefusalPorts } from './refusals';
import { describeStop, findDry, findStop, onlyHides } from './stopped';
import { writeEdits, type UpdatePorts } from './writeEdits';

export interface GatePorts extends MemoryPorts, RefusalPorts {
	/** Opens the way to one account. */
	portsOf: (account: string) => Promise<UpdatePorts>;
	/** Hides by account, as `refused` without a prototype; the caller keeps them for the whole run. */
	hides: Record<string, HideCount>;
	/** Milliseconds since 1970. */
	now: () => number;
}

/**
 * The one way of every edit to a shop. In the moment of sending it reads anew whether the shop is stopped, what is
 * known of the product, the ruling version and, where risk is added, the item itself. By that it may send other edits
 * than were decided, or none.
 */
export class Gate {
	private readonly ways = new Map<string, UpdatePorts>();
	private readonly facts: FactsReader;
	private readonly refusals: Refusals;

	constructor(private readonly ports: GatePorts) {
		this.facts = new FactsReader(ports);
		this.refusals = new Refusals(ports);
	}

	/** @throws AccountRefusedError of a job, which waits or ends; a run's edits are deferred instead */
	async send(intent: Intent): Promise<EditResult> {
		const { listing, edits, writer } = intent;
		const stop = await this.findStop(intent, edits);
		if (stop !== null) return deferred(intent, stop);
		const reason = writer === 'run' ? this.refusals.find(listing.account) : undefined;
		if (reason !== undefined) {
			await noteUnsent(intent, this.ports);
			return deferred(intent, reason);
		}
		const judged = await this.check(intent);
		const result = await this.attempt(intent, judged);
		return await noteOutcome(intent, judged.memory, result, this.ports);
	}

	/** Judges an intent without sending anything. */
	async check(intent: Intent): Promise<Judgement> {
		return judge(intent, intent.listing, await this.facts.read(intent.asin, intent.listing));
	}

	/** Adds the chunk's edits to the counts of the shop, at its end. */
	async close(): Promise<void> {
		await this.facts.close();
	}

	private async attempt(intent: Intent, judged: Judgement): Promise<EditResult> {
		const openWay = async () => await this.wayTo(intent.listing.account);
		try {
			return await this.pass(intent, judged, await openWay());
		} catch (error) {
			return await this.refusals.take(error, intent, openWay);
		}
	}

	private async pass(intent: Intent, judged: Judgement, way: UpdatePorts): Promise<EditResult> {
		if (isRecoded(intent.listing, intent.listing, intent.asin)) return deferred(intent, RECODED);
		const first = splitEdits(judged.edits);
		if (first.length === 0) return withoutEdits(intent, judged);
		const write = async (judgement: Judgement, listing: Listing) =>
			await this.write({ intent, judged: judgement, listing }, way);
		const hidden = await this.findHidden(intent, judged, way);
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
			return await this.pass({ ...intent, isLooked: false }, await this.check(intent), way);
		}
		if (intent.isLooked) {
			// Whoever asked for the calls may have waited a little all the same.
			const latest = judged.addsRisk ? await this.check(intent) : judged;
			return await write(latest, intent.listing);
		}
		const listing = await this.look(intent, judged, way);
		if (listing === 'hidden') return withoutEdits(intent, judged);
		if (listing === 'unreadable') return await write(judged, intent.listing);
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

	/**
	 * Reads the item as the shop shows it now. If its detail can't be read, a run's edit that lowers the risk goes all
	 * the same, unless the shop's list shows the item as hidden: it would stay on sale as long as BASE is in trouble.
	 */
	private async look(
		{ listing, decided }: Intent,
		{ addsRisk, edits }: Judgement,
		{ client }: UpdatePorts,
	): Promise<Listing | 'hidden' | 'unreadable'> {
		try {
			return await readItem(listing, client);
		} catch (error) {
			if (addsRisk || decided === null || !isUnreadable(error)) throw error;
			const hidden = await this.readHidden(listing.account, client);
			if (hidden === null) throw error;
			this.ports.warn(`item ${listing.item_id} is edited without a look`, error);
			return edits.visible === false && hidden.has(listing.item_id) ? 'hidden' : 'unreadable';
		}
	}

	private async readHidden(
		account: string,
		client: UpdatePorts['client'],
	): Promise<ReadonlySet<number> | null> {
		const { data, now, warn, hides } = this.ports;
		const ports = { client, account, ledger: data.ledger, now, warn };
		return await findHiddenItems(findHideCount(hides, account), ports);
	}

	/** Returns the hidden items of the shop, if a hide need not look at its own item; null if it must. */
	private async findHidden(
		{ listing, isLooked }: Intent,
		{ edits, memory }: Judgement,
		{ client }: UpdatePorts,
	): Promise<ReadonlySet<number> | null> {
		const isHide = edits.visible === false && Object.keys(edits).length === 1;
		if (isLooked || !isHide || listing.variation) return null;
		const count = findHideCount(this.ports.hides, listing.account);
		if (count.hides < MANY_HIDES) return null;
		const hidden = await this.readHidden(listing.account, client);
		return isSeenSince(count, listing, memory) ? hidden : null;
	}

	private async write(passed: Passed, way: UpdatePorts): Promise<EditResult> {
		const { intent, judged, listing } = passed;
		const parts = splitEdits(judged.edits).filter((part) => !isApplied(part, listing));
		if (parts.length === 0) return withoutEdits(intent, judged);
		const judgedAt = this.ports.now();
		// The clock is looked at last: a machine may sleep while the store answers.
		const findReason = async (part: Plan['edits']) =>
			(await this.findStop(intent, part)) ??
			(!onlyHides(part) && ((await this.isOvertaken(intent, judged)) || this.isLongAgo(judgedAt))
				? TOO_LATE
				: null);
		const result = await writeEdits(makePlan(passed), parts, way, findReason);
		if (result.action === 'updated') await this.noteUpdated(listing, judged);
		return {
			...result,
			held: judged.held,
			...(judged.decision ? { decision: judged.decision } : {}),
		};
	}

	/** True if the rules, or what is known of the product, changed since the judgement. */
	private async isOvertaken({ asin, listing }: Intent, { basis }: Judgement): Promise<boolean> {
		return (await this.facts.readBasis(asin, listing)) !== basis;
	}

	private async noteUpdated(listing: Listing, judged: Judgement): Promise<void> {
		await this.facts.count(listing, judged);
		if (judged.edits.visible === false) {
			findHideCount(this.ports.hides, listing.account).hides++;
		}
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

	/** True if nobody would still go by what was seen then: the machine slept, or a job waited. */
	private isLongAgo(at: number): boolean {
		return this.ports.now() - at > LONG_MS;
	}

	private async wayTo(account: string): Promise<UpdatePorts> {
		const way = this.ways.get(account) ?? (await this.ports.portsOf(account));
		this.ways.set(account, way);
		return way;
	}
}

/** A look and a call that is lost take less, ms. */
const LONG_MS = 5 * 60_000;

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
