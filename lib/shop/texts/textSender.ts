import { noteNeverEditable, type MemoryPorts } from '../gate/records/neverEditable';
import { AccountRefusedError, NeverEditableError, QuotaExceededError, ShopError } from '../errors';
import type { ShopBudget } from '../ports';
import type { PlannedTexts } from './planTexts';
import { keepStampOurs } from './ownStamp';
import { outcomeOf, textRecords } from './textRecords';
import {
	updateTexts,
	type RecordTexts,
	type TextPorts,
	type TextResult,
	type TextRules,
} from './updateTexts';

/** The way to one account. */
interface TextWay {
	client: TextPorts['client'];
	writer: TextPorts['writer'];
	budget: Pick<ShopBudget, 'take' | 'exhausted'>;
}

export interface TextSenderPorts extends MemoryPorts {
	wayTo: (account: string) => Promise<TextWay>;
}

export interface TextOutcome {
	action: TextResult['action'] | 'failed';
	/** In the owner's words. */
	notes: string[];
	/** Why it was not carried out, for the owner; null if it was. */
	error: string | null;
}

const WHY = ['Amazonの商品情報が変わりました'];

/** Updates the texts of the items one by one. An account that refuses or is paused gets no further calls. */
export class TextSender {
	/** Why nothing more is sent, by account. */
	private readonly stopped = new Map<string, string>();
	private readonly ways = new Map<string, TextWay>();

	constructor(
		private readonly rules: TextRules,
		private readonly ports: TextSenderPorts,
	) {}

	async send(plan: PlannedTexts, run: string): Promise<TextOutcome> {
		const { account } = plan.listing;
		const reason = this.stopped.get(account);
		if (reason !== undefined) {
			return { action: 'deferred', notes: [], error: reason };
		}
		const way = await this.wayTo(account);
		try {
			return await this.update(plan, run, way);
		} catch (error) {
			if (!(error instanceof ShopError)) throw error;
			return await this.refusedBy(error, plan, way);
		}
	}

	private async update(plan: PlannedTexts, run: string, way: TextWay): Promise<TextOutcome> {
		let stampBefore: string | null = null;
		const record: RecordTexts = async (edit, send) =>
			await this.makeRecords(plan, run)(edit, async (progress) => {
				try {
					await send(progress);
					stampBefore = edit.modified;
				} catch (error) {
					if (outcomeOf(error, progress) === 'lost') stampBefore = edit.modified;
					throw error;
				}
			});
		try {
			const { action, notes } = await updateTexts(plan, this.rules, { ...way, record });
			return { action, notes, error: null };
		} finally {
			// Of several calls some may have been carried out before one failed.
			if (stampBefore !== null) await keepStampOurs(plan, stampBefore, way, this.ports);
		}
	}

	private async refusedBy(
		error: ShopError,
		plan: PlannedTexts,
		{ budget }: TextWay,
	): Promise<TextOutcome> {
		const refusal = { notes: [], error: error.message };
		if (error instanceof QuotaExceededError) await budget.exhausted(error.window);
		if (error instanceof AccountRefusedError) {
			this.stopped.set(plan.listing.account, error.message);
			return { action: 'deferred', ...refusal };
		}
		if (error instanceof NeverEditableError) await noteNeverEditable(plan, error.said, this.ports);
		return { action: 'failed', ...refusal };
	}

	private makeRecords({ listing, itemId, asin }: PlannedTexts, run: string): RecordTexts {
		const { data, timestamp } = this.ports;
		const about = { run, account: listing.account, item_id: itemId, asin, why: WHY };
		return textRecords(data.ledger, about, timestamp);
	}

	private async wayTo(account: string): Promise<TextWay> {
		const way = this.ways.get(account) ?? (await this.ports.wayTo(account));
		this.ways.set(account, way);
		return way;
	}
}
