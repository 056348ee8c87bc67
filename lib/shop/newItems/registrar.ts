import type { Creating } from '../../cache/document';
import type { Listing } from '../../listing/listing';
import { indexByAsin, type ListedItems } from '../../listing/codes/listedItems';
import { ownValue } from '../../listing/memory';
import type { Offer } from '../../listing/offer';
import { describeUnreadable, type UnreadableItem } from '../../listing/unreadable';
import { AccountRefusedError, ShopError } from '../errors';
import type { ShopList } from '../ports';
import type { ShopData } from '../shopData';
import {
	createListing,
	describeTouched,
	type CreatePlan,
	type CreatePorts,
	type CreateResult,
} from './createListing';
import type { Draft, Drafting } from './draftListing';

/** The outcome for a product that was to be registered. */
export type Registered = Omit<CreateResult, 'action'> & {
	action: CreateResult['action'] | 'gone' | 'unknown' | 'dry_run';
	title?: string;
	price?: number;
	notes: string[];
};

/** A product, and the outcome of drafting its item. */
export interface Application {
	asin: string;
	run: string;
	drafting: Drafting;
	/** Amazon's answer; null if there is none. */
	offer: Offer | null;
	/** Number of the rule version behind the price; null = a node's own rules. */
	rules: number | null;
	/** The steps behind its price. */
	why: readonly string[];
	isDry: boolean;
	/** Called before anything is written; throws if this run must do nothing more. */
	stillMine: () => Promise<void>;
}

export interface RegistrarPorts {
	account: string;
	data: ShopData;
	/** The shop as it was read before the first item. It must be whole, or items would be added twice. */
	list: ShopList;
	/** The shop's own format of a code, as for readIdentifier. */
	pattern?: RegExp;
	create: CreatePorts;
	/** Reports that the account refuses. */
	warn: (what: string, error: unknown) => void;
}

export const refuse = (error: string, action: Registered['action'] = 'refused'): Registered => ({
	action,
	item_id: null,
	images: 0,
	error,
	notes: [],
});

const defer = (error: string): CreateResult => ({
	...{ action: 'deferred', item_id: null, images: 0, error },
});

/** Registers products one by one. An account that refuses gets no further calls. */
export class Registrar {
	private readonly findListed: (asin: string) => ListedItems<Listing>;
	private readonly findUnreadable: (asin: string) => ListedItems<UnreadableCode>;
	private readonly seen = new Set<string>();
	/** Why nothing more is added; null while all is well. */
	private stopped: string | null = null;

	constructor(private readonly ports: RegistrarPorts) {
		const { list, pattern } = ports;
		this.findListed = indexByAsin(list.listings, pattern);
		this.findUnreadable = indexByAsin(list.unreadable.map(asRecognisable), pattern);
	}

	async register(application: Application): Promise<Registered> {
		const { asin, drafting, isDry, stillMine } = application;
		if (this.seen.has(asin)) return refuse('同じASINがこの一覧に2回あります');
		this.seen.add(asin);
		const listed = this.findListed(asin);
		const begun = await this.findBegun(asin);
		const trouble =
			listedTrouble(listed, begun) ?? findUnreadableTrouble(this.findUnreadable(asin));
		if (trouble !== null) return refuse(trouble);
		if (drafting.kind !== 'draft') return refuse(drafting.reason, drafting.kind);
		const { draft } = drafting;
		const about = { title: draft.title, price: draft.price, notes: draft.notes };
		if (isDry) {
			const images = draft.images.length;
			return { action: 'dry_run', item_id: null, images, error: null, ...about };
		}
		await stillMine();
		const known = [...listed.sure, ...listed.possible];
		const result = await this.send(this.makePlan(application, draft, known, begun));
		return { ...result, ...about };
	}

	private async send(plan: CreatePlan): Promise<CreateResult> {
		const { stopped } = this;
		if (stopped !== null) return defer(stopped);
		try {
			const taken = await this.findTaken(plan);
			if (taken !== null) return { action: 'refused', item_id: null, images: 0, error: taken };
			return await createListing(plan, this.ports.create);
		} catch (error) {
			if (!(error instanceof ShopError)) throw error;
			if (!(error instanceof AccountRefusedError))
				return defer(`${error.message}。後でもう一度実行してください`);
			this.stopped = error.message;
			this.ports.warn(`${plan.account} stopped (${error.code})`, error);
			return await this.send(plan);
		}
	}

	/**
	 * Looks once more whether somebody listed the product: minutes or hours have passed since the list was read, and
	 * the owner may have done it by hand. Without a call left nothing is added anyway.
	 */
	private async findTaken({ asin, begun, listed }: CreatePlan): Promise<string | null> {
		const { create, pattern } = this.ports;
		if (listed.length > 0 || !(await create.budget.take(1, 'adds_risk'))) return null;
		const newest = await create.client.getNewestItems();
		const unreadable = indexByAsin(newest.unreadable.map(asRecognisable), pattern);
		return (
			listedTrouble(indexByAsin(newest.listings, pattern)(asin), begun) ??
			findUnreadableTrouble(unreadable(asin))
		);
	}

	private makePlan(
		{ asin, run, offer, rules, why }: Application,
		draft: Draft,
		listed: CreatePlan['listed'],
		begun: Creating | null,
	): CreatePlan {
		const { account } = this.ports;
		return {
			...{ asin, run, account, draft, listed, begun },
			offer: offer!,
			rules,
			why: [...why, ...draft.notes],
		};
	}

	/** Finds an item that an earlier run wrote down and did not finish. */
	private async findBegun(asin: string): Promise<Creating | null> {
		const { data, account } = this.ports;
		const creating = (await data.cache.read([asin])).get(asin)?.creating;
		return ownValue(creating, account) ?? null;
	}
}

/** An unreadable item with the code and the title that can be read of it. */
interface UnreadableCode {
	identifier: string;
	title: string;
	item: UnreadableItem;
}

const asRecognisable = (item: UnreadableItem): UnreadableCode => ({
	identifier: item.identifier ?? '',
	title: item.title ?? '',
	item,
});

/** True if nobody has touched an item since an earlier run began it. */
const isAsLeft = (
	{ visible, price, stock }: Listing,
	{ prices = [price], stocks = [stock] }: Creating,
): boolean => !visible && prices.includes(price) && stocks.includes(stock);

/** Why there must be no second item; null if the only one is the item that an earlier run began. */
function listedTrouble(
	{ sure, possible }: ListedItems<Listing>,
	begun: Creating | null,
): string | null {
	const isOther = ({ identifier }: { identifier: string }) => identifier !== begun?.identifier;
	const other = sure.find(isOther);
	if (other) return `すでに出品されています (商品ID ${other.item_id})`;
	const touched = [...sure, ...possible].find((each) => !isOther(each) && !isAsLeft(each, begun!));
	if (touched) return describeTouched(touched);
	const likely = possible.find(isOther);
	if (!likely) return null;
	return `すでに出品されている可能性があります (商品ID ${likely.item_id} の商品コードか商品名に、このASINがあります。別の商品なら、そちらの商品コードを直してください)`;
}

/**
 * Why there must be no second item if an unreadable one names the ASIN; null if none does. An item
 * that an earlier run began and that can't be read now counts too, because it can't be completed.
 */
function findUnreadableTrouble({ sure, possible }: ListedItems<UnreadableCode>): string | null {
	const found = sure[0] ?? possible[0];
	if (!found) return null;
	return `すでに出品されている可能性があります。${describeUnreadable(found.item)}。BASEの管理画面で確認してください`;
}
