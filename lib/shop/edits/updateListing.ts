import type { ShopBudget, ShopClient } from '../ports';
import type { Listing } from '../../listing/listing';
import type { Edits } from '../../listing/memory';
import { hideWithLastRow, isApplied, joinParts, splitEdits, findRowStock } from './editParts';
import {
	AccountRefusedError,
	AnswerLostError,
	ShopError,
	ItemGoneError,
	NeverEditableError,
	QuotaExceededError,
} from '../errors';

/** One edit of one listing, as decided. */
export interface EditPlan {
	asin: string;
	run: string;
	/** The item as it was when the decision was made. */
	listing: Listing;
	edits: Edits;
	/** True for a cut, a show or a refill. */
	addsRisk: boolean;
	/** ISO 8601: when the offer behind the decision was fetched. */
	offerFetchedAt: string | null;
	/** ISO 8601: when the offer behind the last write was fetched; if it is newer, this plan is dropped. */
	lastWrittenOfferAt: string | null;
	why: string[];
	/**
	 * Who hides the item; absent = the sync. Only the brake's release shows items that the brake hid.
	 * An item that an undo hid stays hidden like one that the owner hid.
	 */
	by?: 'brake' | 'undo';
	/** Rows that nobody may buy now: the item is not shown while one of them has stock. */
	closedRows?: number[];
	/** Rows that are about to get stock: while there is one, the item is not hidden for lack of stock. */
	comingRows?: number[];
	/** True if a guard stopped the hide of the item: then it stays shown although its last row is emptied. */
	staysShown?: boolean;
	/** More calls of the same edit follow this one. */
	isPart?: boolean;
	/** False: sent without reading the item first, for the emergency brake; absent = true. */
	looksFirst?: boolean;
}

export type EditAction = 'updated' | 'none' | 'held' | 'deferred' | 'failed';

export interface EditResult {
	action: EditAction;
	/** The edits that were sent, or would have been. */
	edits: Edits;
	/** Why it was not carried out, for the shop owner; null if it was. */
	error: string | null;
	/** The item as BASE shows it after the edit. */
	after: Listing | null;
	/** BASE's words if it never lets us edit this item; absent if it does. */
	refusedForGood?: string;
}

/** Writes each edit down before it is sent, and its outcome afterwards. */
export interface EditRecords {
	intend(plan: EditPlan): Promise<string>;
	settle(
		plan: EditPlan,
		id: string,
		outcome: 'applied' | 'failed' | 'lost',
		after: Listing | null,
		detail: string | null,
	): Promise<void>;
}

export interface UpdatePorts {
	client: Pick<ShopClient, 'getItem' | 'editItem' | 'editVariationStock'>;
	budget: Pick<ShopBudget, 'take' | 'exhausted'>;
	records: EditRecords;
}

/**
 * Carries out one edit: drops it if newer data has overtaken it, reads the item before a risky write,
 * writes down the edit before sending it, and believes only what BASE shows afterwards.
 * @throws AccountRefusedError if nothing more may be sent to the account; the plan is then deferred
 */
export async function updateListing(plan: EditPlan, ports: UpdatePorts): Promise<EditResult> {
	if (isOvertaken(plan))
		return unchanged(plan, 'none', 'より新しい情報で更新済みのため取り消しました');
	const urgency = plan.addsRisk ? 'adds_risk' : 'lowers_risk';
	const parts = splitEdits(plan.edits);
	const calls = parts.length + (plan.looksFirst === false ? 0 : 1);
	if (!(await ports.budget.take(calls, urgency))) return putOff(plan);
	try {
		if (plan.looksFirst === false) return await sendParts(plan, parts, ports);
		const now = await ports.client.getItem(plan.listing.item_id);
		const edits = plan.staysShown
			? plan.edits
			: hideWithLastRow(plan.listing, plan.edits, now, plan.comingRows ?? []);
		const current = { ...plan, edits };
		const open = splitEdits(edits).filter((part) => !isApplied(part, now));
		if (open.length === 0) return unchanged(plan, 'none', 'ショップはすでにその状態です');
		if (edits.visible === true && hasOpenRow(plan, now))
			return unchanged(plan, 'deferred', OPEN_ROW);
		const more = open.length - parts.length;
		if (more > 0 && !(await ports.budget.take(more, urgency))) return putOff(plan);
		const moved = movedSince(current, now);
		if (moved) return unchanged(plan, 'held', moved);
		return await sendParts(current, open, ports);
	} catch (error) {
		if (error instanceof QuotaExceededError) await ports.budget.exhausted(error.window);
		if (error instanceof AccountRefusedError || !(error instanceof ShopError)) throw error;
		const failed = unchanged(plan, 'failed', describeFailure(error, plan));
		return error instanceof NeverEditableError ? { ...failed, refusedForGood: error.said } : failed;
	}
}

const hasOpenRow = ({ closedRows = [] }: EditPlan, now: Listing): boolean =>
	now.variations.some(({ variation_id, stock }) => stock > 0 && closedRows.includes(variation_id));

const OPEN_ROW =
	'Amazonで在庫を確認できていないほかのバリエーションに在庫があるため、その在庫を0にしてから公開します';

const isOvertaken = ({ offerFetchedAt, lastWrittenOfferAt }: EditPlan): boolean =>
	offerFetchedAt !== null &&
	lastWrittenOfferAt !== null &&
	Date.parse(offerFetchedAt) < Date.parse(lastWrittenOfferAt);

/**
 * What the owner (or a sale) changed during the run; null if nothing relevant changed. A hide is
 * always safe, so nothing is relevant to it.
 */
function movedSince(plan: EditPlan, now: Listing): string | null {
	const { edits, addsRisk } = plan;
	const watched = addsRisk
		? (['price', 'visible', 'stock'] as const)
		: edits.price === undefined
			? []
			: (['price'] as const);
	const moved = watched.filter((field) =>
		field === 'stock' ? hasStockMoved(plan, now) : hasMoved(plan, field, now),
	);
	if (moved.length === 0) return null;
	const names = { price: '価格', visible: '公開状態', stock: '在庫' };
	return `読み取った後にショップ側で${moved.map((field) => names[field]).join('・')}が変わったため、今回は変更しません`;
}

/** Another row of the item may have shown it meanwhile; a change that the plan wants does not count. */
const hasMoved = ({ listing, edits }: EditPlan, field: 'price' | 'visible', now: Listing) =>
	listing[field] !== now[field] && !(listing.variation && edits[field] === now[field]);

/** An item's own stock is the sum of its rows, so only the rows to be edited are compared. */
function hasStockMoved({ listing, edits }: EditPlan, now: Listing): boolean {
	const rows = Object.keys(edits.row_stocks ?? {});
	if (rows.length > 0)
		return rows.some((id) => findRowStock(listing, id) !== findRowStock(now, id));
	return !listing.variation && listing.stock !== now.stock;
}

/** Sends call after call; calls that succeeded before a failure are not undone, and are in the journal. */
async function sendParts(
	plan: EditPlan,
	parts: readonly Edits[],
	ports: UpdatePorts,
): Promise<EditResult> {
	let result = unchanged(plan, 'none', 'ショップはすでにその状態です');
	for (const [index, edits] of parts.entries()) {
		result = await sendEdit({ ...plan, edits, isPart: index < parts.length - 1 }, ports);
		if (result.action !== 'updated') return { ...result, edits: plan.edits };
	}
	return { ...result, edits: joinParts(parts) };
}

async function sendEdit(
	plan: EditPlan,
	{ client, budget, records }: UpdatePorts,
): Promise<EditResult> {
	const id = await records.intend(plan);
	const send = async () => await sendCall(client, plan);
	let after: Listing;
	// After a lost answer, nobody knows whether the edit was carried out until BASE shows it.
	let isOpen = false;
	try {
		after = await send().catch(async (error: unknown) => {
			if (!(error instanceof AnswerLostError)) throw error;
			isOpen = true;
			if (!(await budget.take(2))) throw error;
			const shown = await client.getItem(plan.listing.item_id);
			if (isApplied(plan.edits, shown)) return shown;
			isOpen = false;
			return await send();
		});
	} catch (error) {
		const isLost = isOpen || error instanceof AnswerLostError;
		const detail = error instanceof Error ? error.message : String(error);
		await records.settle(plan, id, isLost ? 'lost' : 'failed', null, detail);
		throw error;
	}
	if (!isApplied(plan.edits, after)) {
		const error =
			'BASEが変更を受け付けましたが、反映されていません。商品の状態を管理画面で確認してください';
		await records.settle(plan, id, 'failed', after, error);
		return { ...unchanged(plan, 'failed', error), after };
	}
	await records.settle(plan, id, 'applied', after, null);
	return { action: 'updated', edits: plan.edits, error: null, after };
}

async function sendCall(
	client: UpdatePorts['client'],
	{ listing, edits }: EditPlan,
): Promise<Listing> {
	const [row] = Object.entries(edits.row_stocks ?? {});
	if (!row) return await client.editItem(listing.item_id, edits);
	const [id, stock] = row;
	return await client.editVariationStock(listing.item_id, Number(id), stock);
}

const putOff = (plan: EditPlan): EditResult =>
	unchanged(plan, 'deferred', 'BASEの呼び出し回数の残りが少ないため、次回に繰り越します');

const unchanged = (plan: EditPlan, action: EditAction, error: string): EditResult => ({
	action,
	edits: plan.edits,
	error,
	after: null,
});

const describeFailure = (error: ShopError, plan: EditPlan): string =>
	error instanceof ItemGoneError
		? `BASEの管理画面で削除された商品です (商品ID ${plan.listing.item_id}、${error.code})`
		: error.message;
