import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	createListing,
	type CreatePlan,
	type CreateResult,
} from '../../lib/shop/newItems/createListing';
import { draftListing, type Candidate, type Draft } from '../../lib/shop/newItems/draftListing';
import { AccountRefusedError } from '../../lib/shop/errors';
import { readWholeList } from '../../lib/shop/wholeList';
import type { ShopData } from '../../lib/shop/shopData';
import type { Decision } from '../../lib/changes/types';
import { parseAsin } from '../../lib/listing/codes/asin';
import { indexByAsin, type ListedItems } from '../../lib/listing/codes/listedItems';
import type { Listing } from '../../lib/listing/listing';
import type { Offer } from '../../lib/listing/offer';
import { describeUnreadable, type UnreadableItem } from '../../lib/listing/unreadable';
import { malformedAsin } from '../../lib/n8n/parameters/asinParameter';
import { requireRunning } from '../../lib/n8n/cancel';
import { clockOf } from '../../lib/n8n/clock';
import { withPart, partOf } from '../../lib/n8n/items/items';
import { patternOf } from '../../lib/n8n/parameters/patternParameter';
import { keepLease } from '../../lib/n8n/lease';
import { runOf } from '../../lib/n8n/items/run';
import { shopClientOf } from '../../lib/n8n/connections/shopConnection';
import { createOptionsOf, draftRulesOf } from './createParameters';
import { createRecords } from './createRecords';
import { isDryIn } from './mode';
import { connectionOf } from './shop';
import { pauseReason } from '../../lib/shop/documents';
import { logInfo, logWarning } from '../../lib/n8n/log';

type Result = Omit<CreateResult, 'action'> & {
	action: CreateResult['action'] | 'gone' | 'unknown' | 'dry_run';
	title?: string;
	price?: number;
	notes: string[];
};

/** Adds each item that passes the gates to the shop, and tells of each what became of it. */
export async function create(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const clock = clockOf(context);
	const rules = draftRulesOf(context, clock.now());
	const registrar = await registrarOf(context, data, items[0]);
	const seen = new Set<string>();
	const output: INodeExecutionData[] = [];
	for (const [index, item] of items.entries()) {
		requireRunning(context);
		const asin = parseAsin(item.json.asin);
		const result =
			asin === null
				? refused(malformedAsin(String(item.json.asin ?? '')))
				: seen.has(asin)
					? refused('同じASINがこの一覧に2回あります')
					: await registrar.register(asin, item, draftListing(candidateOf(asin, item), rules));
		if (asin !== null) seen.add(asin);
		output.push(withPart(item, index, { result }));
		if ((index + 1) % 100 === 0) logInfo(context, `BASE Update: ${index + 1} new items seen`);
	}
	return output;
}

const refused = (error: string, action: Result['action'] = 'refused'): Result => ({
	action,
	item_id: null,
	images: 0,
	error,
	notes: [],
});

function candidateOf(asin: string, item: INodeExecutionData): Candidate {
	const decision = partOf<Decision>(item, 'decision');
	const catalog = partOf<{ status?: string; reason?: string | null }>(item, 'catalog');
	return {
		asin,
		info: partOf<NonNullable<Candidate['info']>>(item, 'basic_info') ?? null,
		isGone: catalog?.status === 'not_found',
		infoReason: catalog?.reason ?? null,
		offer: partOf<Offer>(item, 'offer') ?? null,
		price: decision?.desired.visible ? decision.desired.price : null,
		why: decision?.why ?? ['販売価格がありません。Detect Changes の後にこのノードを置いてください'],
	};
}

/** Everything about the shop is read once, before the first item. */
async function registrarOf(
	context: IExecuteFunctions,
	data: ShopData,
	first: INodeExecutionData | undefined,
): Promise<Registrar> {
	const clock = clockOf(context);
	const { client, account } = await shopClientOf(context, runOf(first)?.account ?? '', data.ledger);
	// A list that ends short would have items added twice: the same rule as for Get All.
	const onPage = () => requireRunning(context);
	const { lists: ledger } = data.ledger;
	const list = await readWholeList({ client, account, ledger, onPage });
	const pattern = patternOf(createOptionsOf(context).pattern);
	const findListed = indexByAsin(list.listings, pattern);
	const findUnreadable = indexByAsin(list.unreadable.map(asRecognisable), pattern);
	const ports = {
		...(await connectionOf(context, data, account)),
		records: createRecords(data, clock),
	};
	return new Registrar(context, data, {
		account,
		findListed,
		findUnreadable,
		ports,
		stopped: null,
	});
}

/** As far as the code and the title of an unreadable item can be read. */
const asRecognisable = (item: UnreadableItem) => ({
	identifier: item.identifier ?? '',
	title: item.title ?? '',
	item,
});

interface Registry {
	account: string;
	findListed: (asin: string) => ListedItems<Listing>;
	findUnreadable: (asin: string) => ListedItems<ReturnType<typeof asRecognisable>>;
	ports: Parameters<typeof createListing>[1];
	/** Why nothing is added any more; null while all is well. */
	stopped: string | null;
}

/** Why there must be no second item; null where there is none but the one an earlier run began. */
function listedTrouble(
	{ sure, possible }: ListedItems<Listing>,
	begun: string | null,
): string | null {
	const isOther = ({ identifier }: { identifier: string }) => identifier !== begun;
	const other = sure.find(isOther);
	if (other) return `すでに出品されています (商品ID ${other.item_id})`;
	const likely = possible.find(isOther);
	if (!likely) return null;
	return `すでに出品されている可能性があります (商品ID ${likely.item_id} の商品コードか商品名に、このASINがあります。別の商品なら、そちらの商品コードを直してください)`;
}

/**
 * Why there must be no second item beside one that can't be read; null where none names the ASIN. What
 * an earlier run began and nobody can read now is no exception: it can't be completed.
 */
function findUnreadableTrouble({
	sure,
	possible,
}: ReturnType<Registry['findUnreadable']>): string | null {
	const found = sure[0] ?? possible[0];
	if (!found) return null;
	return `すでに出品されている可能性があります。${describeUnreadable(found.item)}。BASEの管理画面で確認してください`;
}

const KEPT = '登録済みの商品はそのままです。';

/** Registers one after the other; an account that refuses gets no further call. */
class Registrar {
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly data: ShopData,
		private readonly registry: Registry,
	) {}

	async register(
		asin: string,
		item: INodeExecutionData,
		drafting: ReturnType<typeof draftListing>,
	): Promise<Result> {
		const listed = this.registry.findListed(asin);
		const begun = await this.begunOf(asin);
		const trouble =
			listedTrouble(listed, begun) ?? findUnreadableTrouble(this.registry.findUnreadable(asin));
		if (trouble !== null) return refused(trouble);
		if (drafting.kind !== 'draft') return refused(drafting.reason, drafting.kind);
		const { draft } = drafting;
		const about = { title: draft.title, price: draft.price, notes: draft.notes };
		if (isDryIn(this.context, item)) {
			const images = draft.images.length;
			return { action: 'dry_run', item_id: null, images, error: null, ...about };
		}
		const run = runOf(item);
		if (run?.lease) await keepLease(this.data.ledger, { ...run, lease: run.lease }, KEPT);
		const result = await this.send(
			this.planOf(asin, item, draft, [...listed.sure, ...listed.possible], begun),
		);
		return { ...result, ...about };
	}

	private async send(plan: CreatePlan): Promise<CreateResult> {
		const stopped = (await pauseReason(this.data, plan.account)) ?? this.registry.stopped;
		if (stopped !== null) return { action: 'deferred', item_id: null, images: 0, error: stopped };
		try {
			return await createListing(plan, this.registry.ports);
		} catch (error) {
			if (!(error instanceof AccountRefusedError)) throw error;
			this.registry.stopped = error.message;
			logWarning(this.context, `BASE Update: ${plan.account} stopped: ${error.code}`);
			return await this.send(plan);
		}
	}

	private planOf(
		asin: string,
		item: INodeExecutionData,
		draft: Draft,
		listed: CreatePlan['listed'],
		begun: string | null,
	): CreatePlan {
		return {
			asin,
			run: runOf(item)?.id ?? 'manual',
			account: this.registry.account,
			draft,
			offerFetchedAt: partOf<Offer>(item, 'offer')!.fetched_at,
			why: [...(partOf<Decision>(item, 'decision')?.why ?? []), ...draft.notes],
			listed,
			begun,
		};
	}

	/** Code of an item that an earlier run wrote down and did not finish. */
	private async begunOf(asin: string): Promise<string | null> {
		const document = (await this.data.cache.read([asin])).get(asin);
		const { account } = this.registry;
		const creating = document?.creating;
		return creating && Object.hasOwn(creating, account)
			? (creating[account]?.identifier ?? null)
			: null;
	}
}
