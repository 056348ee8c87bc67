import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { AccountRefusedError, QuotaExceededError } from '../../lib/shop/errors';
import {
	updateListing,
	type EditResult,
	type UpdatePorts,
} from '../../lib/shop/edits/updateListing';
import type { ShopData } from '../../lib/shop/shopData';
import type { ShopMemory } from '../../lib/listing/memory';
import { requireRunning } from '../../lib/n8n/cancel';
import { clockOf } from '../../lib/n8n/clock';
import { memoryOf } from '../../lib/changes/guards';
import { failedItem, messageOf } from '../../lib/n8n/errors';
import { withPart } from '../../lib/n8n/items/items';
import type { JobResult } from './job';
import { isDryIn } from './mode';
import { forgetNeverEditable, noteNeverEditable } from './neverEditable';
import { planOf, riskOrder, type PlannedItem } from './plan';
import { updatePortsOf } from './shop';
import { readSiblings } from '../../lib/shop/edits/readSiblings';
import { rememberListing } from '../../lib/shop/edits/rememberListing';
import { pauseReason } from '../../lib/shop/documents';
import { slimItem } from '../../lib/n8n/items/slimItem';
import { logWarning } from '../../lib/n8n/log';

/** Sends each item's edits, hides and raises first, and adds what came of them as `result`. */
export async function update(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const { slim } = context.getNodeParameter('options', 0, {}) as { slim?: boolean };
	const planned = context.getInputData().map(planOf);
	const results = await carryOut(context, data, planned);
	return planned.map(({ item, index }, position) => {
		const result = results[position];
		if (result instanceof Error) return failedItem(context, item, index, result);
		const complete = withPart(item, index, { result });
		return slim ? slimItem(complete, index) : complete;
	});
}

async function carryOut(
	context: IExecuteFunctions,
	data: ShopData,
	planned: readonly PlannedItem[],
): Promise<Array<JobResult | Error>> {
	const results: Array<JobResult | Error> = planned.map(({ plan, held }) =>
		plan instanceof Error ? plan : { action: held ? 'held' : 'none', edits: {}, error: null },
	);
	const account = new Accounts(context, data);
	const order = planned.map((_, position) => position);
	order.sort((a, b) => riskOrder(planned[a]) - riskOrder(planned[b]));
	for (const position of order) {
		const { item, plan } = planned[position] ?? {};
		if (!item || !plan || plan instanceof Error) continue;
		requireRunning(context);
		results[position] = isDryIn(context, item)
			? { action: 'dry_run', edits: plan.edits, error: null }
			: await account.update(plan);
	}
	return results;
}

type Plan = Exclude<PlannedItem['plan'], Error | null>;

/** n8n keeps the node's context for one execution, over all rounds of a loop. */
function refusedAccountsOf(context: IExecuteFunctions): Record<string, string> {
	const memory = context.getContext('node') as { refusedAccounts?: Record<string, string> };
	memory.refusedAccounts ??= {};
	return memory.refusedAccounts;
}

/** The accounts of a chunk: one that refuses or is paused gets no further call. */
class Accounts {
	/** Until the next chunk, which may fall into BASE's next hour. */
	private readonly waiting = new Map<string, string>();
	/** For the whole run. */
	private readonly refused: Record<string, string>;
	private readonly ports = new Map<string, UpdatePorts>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly data: ShopData,
	) {
		this.refused = refusedAccountsOf(context);
	}

	async update(plan: Plan): Promise<JobResult> {
		const { account } = plan.listing;
		const paused = await pauseReason(this.data, account);
		if (paused) return { action: 'deferred', edits: plan.edits, error: paused };
		// Looked up now: another workflow may have written since this run read its cache.
		const document = (await this.data.cache.read([plan.asin])).get(plan.asin);
		const memory = memoryOf(document ?? null, plan.listing);
		const { action, edits, error, refusedForGood } = await this.send(plan, memory);
		const result = { action, edits, error };
		if (refusedForGood !== undefined)
			return await this.closeItem(plan, memory, result, refusedForGood);
		if (action === 'failed' || action === 'deferred') await this.noteUnsent(plan, memory);
		if (action === 'updated' && memory.never_editable)
			await forgetNeverEditable(this.context, this.data, plan);
		return result;
	}

	/** Told the first time alone: a sale or a change by hand lets the item be tried and refused again. */
	private async closeItem(
		plan: Plan,
		memory: ShopMemory,
		result: JobResult,
		said: string,
	): Promise<JobResult> {
		await noteNeverEditable(this.context, this.data, plan, said);
		const isTold = memory.never_editable?.reason === said;
		return isTold ? { ...result, action: 'none', edits: {} } : result;
	}

	private async send(plan: Plan, memory: ShopMemory): Promise<Omit<EditResult, 'after'>> {
		const { account } = plan.listing;
		const refused = Object.hasOwn(this.refused, account) ? this.refused[account] : undefined;
		const reason = refused ?? this.waiting.get(account);
		if (reason) return { action: 'deferred', edits: plan.edits, error: reason };
		try {
			const current = {
				...plan,
				lastWrittenOfferAt: this.lastWrittenOfferAt(memory),
				...(await readSiblings(this.data, plan)),
			};
			return await updateListing(current, await this.portsOf(account));
		} catch (error) {
			if (!(error instanceof AccountRefusedError)) throw error;
			if (error instanceof QuotaExceededError) this.waiting.set(account, error.message);
			else this.refused[account] = error.message;
			logWarning(this.context, `BASE Update: ${account} stopped: ${error.code}`);
			return { action: 'deferred', edits: plan.edits, error: error.message };
		}
	}

	/** So that the watch sends it again before the next sync does. */
	private async noteUnsent({ asin, listing }: Plan, memory: ShopMemory): Promise<void> {
		if (memory.unsent_since) return;
		const unsent_since = clockOf(this.context).timestamp();
		try {
			await rememberListing(this.data, asin, listing, { unsent_since });
		} catch (error) {
			logWarning(this.context, `BASE Update: ${asin} could not be noted: ${messageOf(error)}`);
		}
	}

	/** A time to come was written by a wrong clock, and must not keep edits back until it is reached. */
	private lastWrittenOfferAt(memory: ShopMemory): string | null {
		const at = memory.last_written?.offer_fetched_at ?? null;
		return at !== null && Date.parse(at) > clockOf(this.context).now() ? null : at;
	}

	private async portsOf(account: string): Promise<UpdatePorts> {
		const ports =
			this.ports.get(account) ?? (await updatePortsOf(this.context, this.data, account));
		this.ports.set(account, ports);
		return ports;
	}
}
