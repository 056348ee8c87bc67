import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	AccountRefusedError,
	ShopError,
	NeverEditableError,
	QuotaExceededError,
} from '../../lib/shop/errors';
import {
	updateTexts,
	wantsTexts,
	type ProductInfo,
	type TextPlan,
} from '../../lib/shop/texts/updateTexts';
import type { ShopData } from '../../lib/shop/shopData';
import { memoryOf } from '../../lib/changes/guards';
import type { CachedFacts } from '../../lib/changes/situation';
import { isOwnIdentifier } from '../../lib/listing/codes/identifier';
import type { Listing } from '../../lib/listing/listing';
import { findNeverEditable } from '../../lib/listing/memory';
import { requireRunning } from '../../lib/n8n/cancel';
import { clockOf } from '../../lib/n8n/clock';
import { partOf, withPart } from '../../lib/n8n/items/items';
import { runOf } from '../../lib/n8n/items/run';
import { isEmpty, tellNothingToDo } from './jobItem';
import { isDryIn } from './dryRun';
import { noteNeverEditable } from '../../lib/shop/edits/neverEditable';
import { connectionOf, memoryPortsOf, type Connection } from './shop';
import { pauseReason } from '../../lib/shop/documents';
import { textRulesOf } from './parameters/textParameters';
import { textRecords } from '../../lib/shop/texts/textRecords';

/**
 * Lets the chosen texts and images follow Amazon's. Items whose page may sell another product, or that
 * changed in nothing chosen, pass as they are and cost no call.
 */
export async function texts(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const rules = textRulesOf(context);
	const stopped = new Map<string, string>();
	const connections = new Map<string, Connection>();
	const output: INodeExecutionData[] = [];
	if (context.getInputData().every(isEmpty)) tellNothingToDo(context);
	for (const [index, item] of context.getInputData().entries()) {
		requireRunning(context);
		const plan = planOf(item);
		if (!plan || !wantsTexts(plan, rules)) {
			output.push(withPart(item, index, {}));
			continue;
		}
		const tell = (action: string, notes: string[], error: string | null = null) => {
			const before = partOf<{ notes?: string[] }>(item, 'result')?.notes ?? [];
			const result = { action, edits: {}, error, notes: [...notes, ...before] };
			const isOpen = ['deferred', 'failed', 'dry_run'].includes(action);
			output.push(withPart(isOpen ? withoutNews(item) : item, index, { result }));
		};
		if (isDryIn(context, item)) {
			tell('dry_run', ['BASEの商品情報を更新します']);
			continue;
		}
		const { account } = plan.listing;
		const reason = stopped.get(account) ?? (await pauseReason(data, account));
		if (reason !== null) {
			stopped.set(account, reason);
			tell('deferred', [], reason);
			continue;
		}
		const connection = connections.get(account) ?? (await connectionOf(context, data, account));
		connections.set(account, connection);
		try {
			const about = {
				run: runOf(item)?.id ?? 'manual',
				account,
				item_id: plan.itemId,
				asin: plan.asin,
				why: ['Amazonの商品情報が変わりました'],
			};
			const intend = textRecords(data.ledger, about, clockOf(context).timestamp);
			const { action, notes } = await updateTexts(plan, rules, { ...connection, intend });
			tell(action, notes);
		} catch (error) {
			if (!(error instanceof ShopError)) throw error;
			const isAccounts = error instanceof AccountRefusedError;
			if (error instanceof QuotaExceededError) await connection.budget.exhausted(error.window);
			if (isAccounts) stopped.set(account, error.message);
			if (error instanceof NeverEditableError)
				await noteNeverEditable(plan, error.said, memoryPortsOf(context, data));
			tell(isAccounts ? 'deferred' : 'failed', [], error.message);
		}
	}
	return output;
}

/**
 * Without what Amazon said nothing of it is stored: the old texts stay the known ones, and the next run
 * finds the same difference again.
 */
function withoutNews(item: INodeExecutionData): INodeExecutionData {
	const { basic_info: news, ...json } = item.json;
	return news === undefined ? item : { ...item, json };
}

function planOf(item: INodeExecutionData): (TextPlan & { listing: Listing; asin: string }) | null {
	const listing = partOf<Listing>(item, 'listing');
	const before = partOf<ProductInfo & CachedFacts>(item, 'cached');
	const now = partOf<ProductInfo>(item, 'basic_info');
	const change = partOf<{ drift: string | null }>(item, 'info_change');
	if (!listing || !now || !before || !change || change.drift !== null) return null;
	// One title can't follow several products.
	if (partOf(item, 'variation')) return null;
	// Never fetched before: what the shop's texts were made from is not known.
	if (before.title_ja === undefined) return null;
	if (findNeverEditable(memoryOf(before, listing), listing) !== null) return null;
	const isOwn = isOwnIdentifier(listing.identifier);
	const asin = String(item.json.asin ?? '');
	return { itemId: listing.item_id, before, now, listing, isOwn, asin };
}
