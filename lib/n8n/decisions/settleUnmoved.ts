import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { DecisionRules } from '../../changes/decideItem';
import { countItems, type Run } from '../../ledger/runs/run';
import { isNews } from '../../report/summary';
import type { ShopData } from '../../shop/shopData';
import { getClock } from '../clock';
import { addParts, readPart } from '../items/items';
import { isDryRun } from '../items/run';
import { slimDown } from '../items/slimItem';
import { writeItems } from '../items/write/writeItems';
import type { WritableGroup } from '../items/write/makeItemPatch';
import { keepLease } from '../lease';
import { decideOne } from './decideOne';
import { openDecisions } from './openDecisions';

const GROUPS: ReadonlySet<WritableGroup> = new Set(['price_stock', 'reported', 'screen']);

/** A round of a sync. */
interface Round {
	run: Run;
	/** Counted from 1. */
	number: number;
}

/**
 * Stores the items of a round from which nothing follows, and keeps what the report says of them. Returns the
 * others, still undecided: they go through the nodes that decide, store and edit. A node with rules of its own can't
 * know what another decides, so all items are others to it.
 */
export async function settleUnmoved(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	{ run, number }: Round,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const { account, id, lease } = run;
	const unmoved = new Map<INodeExecutionData, INodeExecutionData>();
	if (context.getNodeParameter('rulesFrom', 0, 'here') === 'book') {
		const rules = await openDecisions(context, items);
		const isOvertaken = await findOvertaken(items, data);
		for (const item of items) {
			const decided = isOvertaken(item) ? null : decideUnmoved(item, rules);
			if (decided) unmoved.set(item, decided);
		}
	}
	const settled = await store(unmoved, data);
	const kept = settled.map((item) => slimDown(unmoved.get(item)!));
	await data.ledger.unmoved.note(
		{ account, run: id, number },
		kept.map(({ run: _run, ...facts }) => facts),
	);
	if (lease !== null) {
		const total = countItems(run);
		const work = total === null ? undefined : { done: settled.length, total };
		await keepLease(data.ledger, { id, lease }, 'ここまでに取得したデータは保存済みです。', work);
	}
	const gone = new Set(settled);
	return items.filter((item) => !gone.has(item));
}

/** A watch may have stored, and acted on, another answer while Amazon was asked: that is decided with it in view. */
async function findOvertaken(
	items: readonly INodeExecutionData[],
	{ cache }: ShopData,
): Promise<(item: INodeExecutionData) => boolean> {
	const latest = await cache.read([...new Set(items.map(({ json }) => String(json.asin)))]);
	return (item) =>
		latest.get(String(item.json.asin))?.price_updated_at !==
		readPart(item, 'cached')?.price_updated_at;
}

/** Returns the item with its decision if nothing follows from it; else null. */
function decideUnmoved(item: INodeExecutionData, rules: DecisionRules): INodeExecutionData | null {
	try {
		const decided = addParts(decideOne(item, 0, rules), 0, {
			result: { action: 'none', edits: {}, error: null },
		});
		const decision = readPart(decided, 'decision');
		const wantsEdit = Object.keys(decision?.edits ?? {}).length > 0;
		return wantsEdit || isNews(slimDown(decided)) ? null : decided;
	} catch {
		// The node that decides says what is wrong with it.
		return null;
	}
}

/** Returns the items that are stored now; one that can't be is left to the node that stores the others. */
async function store(
	unmoved: ReadonlyMap<INodeExecutionData, INodeExecutionData>,
	{ cache }: ShopData,
): Promise<INodeExecutionData[]> {
	const items = [...unmoved.keys()];
	const toWrite = items.map((item) => {
		const { json } = unmoved.get(item)!;
		return { asin: String(json.asin), json, isLive: !isDryRun(item) };
	});
	const outcomes = await writeItems(cache, toWrite, GROUPS, getClock().timestamp());
	return items.filter((_, place) => outcomes[place]?.ok !== false);
}
