import type { Creating } from '../../cache/document';
import type { HeldMove } from '../../changes/decision';
import { formatYen } from '../../listing/money';
import { floorNames } from '../../listing/pricing/pricing';
import type { GatedWriter } from '../gate/gatedWriter';
import type { NewItem, ShopBudget, ShopReader } from '../ports';
import type { Listing } from '../../listing/listing';
import type { Offer } from '../../listing/offer';
import { describeUnreadable } from '../../listing/unreadable';
import type { Draft } from './draftListing';
import { addPicture } from './pictures';
import {
	AccountRefusedError,
	AnswerLostError,
	ShopError,
	NewItemLimitError,
	QuotaExceededError,
} from '../errors';

export interface CreatePlan {
	asin: string;
	run: string;
	account: string;
	draft: Draft;
	/** The offer behind the price. */
	offer: Offer;
	/** Number of the rule version behind the price; null = a node's own rules. */
	rules: number | null;
	why: string[];
	/** Items of the shop that already sell this ASIN. */
	listed: readonly Listing[];
	/** An item that an earlier run began and did not finish; null = none. */
	begun: Creating | null;
}

/** `hidden`: it is in the shop, but not on sale. `refused`: the shop already has it. */
export type CreateAction = 'created' | 'hidden' | 'refused' | 'deferred' | 'failed';

export interface CreateResult {
	action: CreateAction;
	item_id: number | null;
	images: number;
	/** Why it is not on sale, or what is missing, for the owner; null if all is well. */
	error: string | null;
}

/** Writes a new item down before it is sent, and afterwards how far it came. */
export interface CreateRecords {
	/** Returns the code under which the item can be found in the shop, whatever happens. */
	intend(plan: CreatePlan): Promise<{ id: string; identifier: string }>;
	/** The item is complete: on sale, as drafted. */
	complete(plan: CreatePlan, id: string, listing: Listing): Promise<void>;
	/** The item stays as it is until the next run continues with it. */
	leave(plan: CreatePlan, id: string, trouble: CreateTrouble): Promise<void>;
}

export interface CreateTrouble {
	outcome: 'failed' | 'lost';
	message: string;
	/** Number of the item in the shop; null if nobody knows whether there is one. */
	item_id: number | null;
}

export interface CreatePorts {
	client: Pick<ShopReader, 'getItem' | 'getNewestItems'>;
	writer: Pick<GatedWriter, 'add' | 'putImage' | 'show'>;
	/** Returns why the item must not go on sale now, by what is known in that moment; empty = it may. */
	findHolds: (plan: CreatePlan, item: Listing) => Promise<HeldMove[]>;
	budget: Pick<
		ShopBudget,
		'take' | 'takeNewItem' | 'giveNewItemBack' | 'exhausted' | 'newItemsExhausted'
	>;
	records: CreateRecords;
}

/** One to add the item; one to look at it and one to show it once it has an image. */
const CALLS_BESIDE_IMAGES = 3;

/**
 * Puts one new item into the shop: hidden first, then its images, then on sale. An item that an earlier
 * run left unfinished is completed, never added twice.
 * @throws AccountRefusedError when nothing more may be sent to the account
 */
export async function createListing(plan: CreatePlan, ports: CreatePorts): Promise<CreateResult> {
	const half = plan.listed.find(({ identifier }) => identifier === plan.begun?.identifier);
	const other = plan.listed.find((listing) => listing !== half);
	if (other) {
		return result('refused', `すでに出品されています (商品ID ${other.item_id})`, other.item_id);
	}
	// A product that may not go on sale is not begun: its images would lie in the shop for nothing.
	const [hold] = half ? [] : await ports.findHolds(plan, standFor(plan));
	if (hold) return result('deferred', `${describeHold(hold)}、まだ登録していません。${AGAIN}`);
	if (!half && !(await ports.budget.takeNewItem())) return result('deferred', NO_NEW_ITEM_LEFT);
	const calls = CALLS_BESIDE_IMAGES + plan.draft.images.length;
	if (!(await ports.budget.take(calls, 'adds_risk'))) {
		if (!half) await ports.budget.giveNewItemBack();
		return result('deferred', 'BASEの呼び出し回数の残りが少ないため、後でもう一度実行してください');
	}
	const { id, identifier } = await ports.records.intend(plan);
	let item = half ?? null;
	try {
		item ??= await add(plan, identifier, ports);
		return await finish(plan, id, item, ports);
	} catch (error) {
		return await afterTrouble(error, plan, { id, item_id: item?.item_id ?? null }, ports);
	}
}

async function afterTrouble(
	error: unknown,
	plan: CreatePlan,
	{ id, item_id }: { id: string; item_id: number | null },
	{ budget, records }: CreatePorts,
): Promise<CreateResult> {
	const outcome = error instanceof AnswerLostError ? 'lost' : 'failed';
	const message = error instanceof Error ? error.message : String(error);
	await records.leave(plan, id, { outcome, message, item_id });
	if (error instanceof QuotaExceededError) await budget.exhausted(error.window);
	if (error instanceof NewItemLimitError) {
		await budget.newItemsExhausted();
		return result('deferred', error.message);
	}
	if (error instanceof AccountRefusedError || !(error instanceof ShopError)) throw error;
	return result('failed', message, item_id);
}

/** Adds the item. If the answer is lost, it is looked for by its code; only the next run may add it again. */
async function add(
	{ draft }: CreatePlan,
	identifier: string,
	{ client, writer, budget }: CreatePorts,
): Promise<Listing> {
	const { title, detail, price, stock } = draft;
	const item: NewItem = { title, detail, price, stock, visible: false, identifier };
	try {
		return await writer.add(item);
	} catch (error) {
		if (!(error instanceof AnswerLostError) || !(await budget.take(1, 'lowers_risk'))) throw error;
		const newest = await client.getNewestItems();
		const found = newest.listings.find((listing) => listing.identifier === identifier);
		if (found) return found;
		// It is in the shop, and only the next run can complete it.
		const odd = newest.unreadable.find((item) => item.identifier === identifier);
		if (odd) throw new AnswerLostError(describeUnreadable(odd), 'unreadable_item');
		throw error;
	}
}

async function finish(
	plan: CreatePlan,
	id: string,
	item: Listing,
	ports: CreatePorts,
): Promise<CreateResult> {
	const failed = await addImages(plan.draft.images, item.item_id, ports);
	const images = plan.draft.images.length - failed.length;
	const trouble =
		failed.length > 0 ? `画像 ${failed.length}枚を登録できませんでした (${failed[0]})` : null;
	const { item_id } = item;
	const leave = async (error: string): Promise<CreateResult> => {
		await ports.records.leave(plan, id, { outcome: 'failed', message: error, item_id });
		return { action: 'hidden', item_id, images, error };
	};
	if (images === 0) {
		return await leave(`${trouble}。画像がないため非公開のままです。${AGAIN_ON}`);
	}
	// The images may have taken minutes, in which the owner saw the item in the shop's admin page.
	const now = await ports.client.getItem(item_id);
	if (now.visible || now.price !== item.price || now.stock !== item.stock) {
		return await leave(describeTouched(now));
	}
	const [hold] = await ports.findHolds(plan, now);
	if (hold) return await leave(`${describeHold(hold)}、非公開のままです。${AGAIN_ON}`);
	const shown = await show(plan, now, ports);
	await ports.records.complete(plan, id, shown);
	return { action: 'created', item_id: item.item_id, images, error: trouble };
}

/** Adds the images, and returns a reason for each one that BASE did not take. */
async function addImages(
	images: Draft['images'],
	itemId: number,
	ports: Pick<CreatePorts, 'writer' | 'budget'>,
): Promise<string[]> {
	const failed: string[] = [];
	for (const [index, picture] of images.entries()) {
		try {
			const refusal = await addPicture(picture, itemId, index + 1, ports);
			if (refusal !== null) failed.push(refusal);
		} catch (error) {
			if (error instanceof AccountRefusedError || !(error instanceof ShopError)) throw error;
			failed.push(error.message);
		}
	}
	return failed;
}

/** Shows the item. An unfinished item may be from another day, so it gets the draft's price and stock. */
async function show(
	plan: CreatePlan,
	item: Listing,
	{ client, writer, findHolds }: CreatePorts,
): Promise<Listing> {
	const { price, stock } = plan.draft;
	const edits = {
		visible: true,
		...(item.price === price ? {} : { price }),
		...(item.stock === stock ? {} : { stock }),
	};
	const isDone = (shown: Listing) =>
		shown.visible && shown.price === price && shown.stock === stock;
	const shown = await writer.show(item.item_id, edits).catch(async (error: unknown) => {
		if (!(error instanceof AnswerLostError)) throw error;
		const now = await client.getItem(item.item_id);
		if (isDone(now)) return now;
		// The answer may have been lost because the machine slept for hours.
		if ((await findHolds(plan, now)).length > 0) throw error;
		return await writer.show(item.item_id, edits);
	});
	if (isDone(shown)) return shown;
	throw new ShopError(
		`BASEが商品 ${item.item_id} を公開しませんでした。管理画面で確認してください`,
		'not_shown',
	);
}

/** The item as it will be before it is shown. */
const standFor = ({ account, draft: { title, price, stock } }: CreatePlan): Listing => ({
	...{ account, item_id: 0, title, price, stock, visible: false, identifier: '' },
	...{ variation_count: 0, variations: [], modified: null, read_at: '' },
});

const AGAIN = '後でもう一度実行してください';
const AGAIN_ON = 'もう一度実行すると続きから登録します';

/** Says that an item that is being registered was changed by hand, for the owner. */
export const describeTouched = ({ item_id, visible }: Listing): string =>
	`登録の途中だった商品 (商品ID ${item_id}) が管理画面で変更されたため、そのままにしました。${visible ? '今は公開中です' : '公開は管理画面でしてください'}`;

/** Says why the item must not go on sale now, for the owner. */
function describeHold(hold: HeldMove): string {
	switch (hold.guard) {
		case 'unsupported':
			return `仕入値 ${formatYen(hold.cost)} が前に裏付けのとれた ${formatYen(hold.supported)} より${hold.fall_percent}%以上安く、ほかの出品やカート価格で確かめられないため`;
		case 'floor':
			return `販売価格 ${formatYen(hold.price)} が下限 ${formatYen(hold.floor)} を下回る (${floorNames[hold.is_own ? 'own_floor' : 'below_floor']}) ため`;
		case 'sold_out':
			return 'Amazonで購入できなくなったため';
		case 'own_rule':
			return hold.price === null
				? '商品ごとのルールで対象外になっているため'
				: `商品ごとのルールで価格が ${formatYen(hold.price)} に決まっているため`;
		case 'other_rules':
			return '登録を始めたあとで価格のルールが変わったため';
		case 'answer_age':
			return 'Amazonの価格を確かめてから時間がたったため';
		default:
			return 'Amazonの価格か在庫をもう1つの答えで確かめられないため';
	}
}

const NO_NEW_ITEM_LEFT = 'BASEの1日の新規登録の上限 (1,000件) に達したため、明日以降に登録します';

const result = (
	action: CreateAction,
	error: string | null,
	item_id: number | null = null,
): CreateResult => ({ action, item_id, images: 0, error });
