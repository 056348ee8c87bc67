import { holdTraits } from '../../changes/guards/hold';
import { nameOfItem } from '../../listing/listing';
import type {
	AmazonState,
	ItemChange,
	RowStock,
	SeenItem,
	ShopState,
} from '../../ledger/notices/itemChange';
import type { NewNotice, NoticeItem } from '../../ledger/notices/notice';
import type { Findings } from '../../ledger/notices/notices';
import { isEdited, type RunItem } from '../summary';

/** Holds that are asked about instead: a question names them. */
export type AskedGuards = ReadonlySet<string>;

/** The run that found something. */
export interface FoundBy {
	/** Number of the run; null outside one. */
	run: string | null;
	/** Guards whose holds are asked about in a question. */
	asked: AskedGuards;
}

/** Finds in a run's items what their owner should hear of. */
export function findNotices(
	items: readonly RunItem[],
	by: FoundBy,
): Required<Omit<Findings, 'run' | 'listed'>> {
	const found = items.flatMap((item) => findInItem(item, by));
	const seen = new Map<string, SeenItem>();
	for (const item of items) if (isLookedAt(item)) seen.set(nameItem(item), seeItem(item));
	const told = new Set(items.filter(wasToldBefore).map(nameItem));
	const isTold = ({ key, kind }: NewNotice) =>
		(kind === 'dead' || kind === 'unrecognised') && told.has(key.slice(key.lastIndexOf('@') + 1));
	return { found, seen, isTold };
}

/** An answer that proves nothing says nothing about the matters of an item either. */
const isLookedAt = ({ decision, offer_status, unrecognised }: RunItem): boolean =>
	decision !== null && (!!unrecognised || (offer_status !== null && offer_status !== 'unknown'));

/** Version 0.1 noted elsewhere what it had told. */
const wasToldBefore = ({ death, unrecognised, unrecognised_is_news }: RunItem): boolean =>
	death === 'before' || (!!unrecognised && unrecognised_is_news === false);

/** Two rows of an item are two matters. */
const nameItem = ({ item_id, row, asin }: RunItem): string =>
	item_id === null ? asin : nameOfItem(item_id, row);

function findInItem(item: RunItem, { run, asked }: FoundBy): NewNotice[] {
	const { asin, item_id, title, result, decision } = item;
	const base = { run, item: { item_id, asin, title } satisfies NoticeItem };
	const keyOf = (matter: string) => `${matter} @${nameItem(item)}`;
	const notices: NewNotice[] = [];
	if (item.change !== null || isEdited(item)) {
		notices.push({ ...base, kind: 'change', key: keyOf('change'), facts: toChange(item) });
	}
	for (const { guard, reason, ...move } of decision?.held_moves ?? []) {
		if (move.quiet || asked.has(guard)) continue;
		const shown = guard === 'variations' ? Number(move.to) : 'price' in move ? move.price : '';
		const key = keyOf(`held ${guard} ${shown}`);
		notices.push({
			...base,
			kind: 'held',
			key,
			facts: { guard, reason, isUrgent: holdTraits[guard].isUrgent },
		});
	}
	if (item.own_problem !== undefined) {
		const reason = `${item.own_problem}直るまで価格を変えず、公開もしません`;
		const key = keyOf(`held own_settings ${item.own_problem}`);
		const facts = { guard: 'own_settings', reason, isUrgent: true };
		notices.push({ ...base, kind: 'held', key, facts });
	}
	const reason = result?.error ?? '原因不明';
	if (result?.action === 'held' && result.error) {
		notices.push({
			...base,
			kind: 'held',
			key: keyOf('held moved'),
			facts: { guard: 'moved', reason, isUrgent: false },
		});
	}
	if (result?.action === 'failed') {
		const facts = { reason, isOnSale: staysOnSale(item) };
		notices.push({ ...base, kind: 'failed', key: keyOf('failed'), facts });
	}
	if (result?.action === 'deferred') {
		const wanted = { price: result.edits.price ?? null, visible: result.edits.visible ?? null };
		const facts = { reason, isOnSale: staysOnSale(item), price: item.shop_price, wanted };
		notices.push({ ...base, kind: 'deferred', key: keyOf('deferred'), facts });
	}
	const block = decision?.block;
	if (block?.action === 'tell' && shopAfter(item).visible === true) {
		const { by, entry } = block;
		const key = keyOf(`blocked ${by} ${entry}`);
		notices.push({ ...base, kind: 'blocked', key, facts: { by, entry } });
	}
	if (item.unrecognised) {
		const facts = { reason: item.unrecognised };
		notices.push({ ...base, kind: 'unrecognised', key: keyOf('unrecognised'), facts });
	}
	if (item.death) {
		const facts = { isOnSale: shopAfter(item).visible === true };
		notices.push({ ...base, kind: 'dead', key: keyOf('dead'), facts });
	}
	return notices;
}

function toChange(item: RunItem): ItemChange {
	const { change, decision } = item;
	return {
		amazon: change && {
			kinds: change.kinds,
			before: {
				...{ price: change.old_price, in_stock: change.old_in_stock },
				...(change.was_filtered ? { is_filtered: true as const } : {}),
			},
			after: { price: change.new_price, in_stock: change.new_in_stock },
			replaces: change.old_told_at,
		},
		shop: {
			before: { price: item.shop_price, visible: item.shop_visible },
			after: shopAfter(item),
		},
		stock: (isEdited(item) ? item.result?.edits.stock : undefined) ?? null,
		rows: isEdited(item) ? rowsOf(item) : [],
		stop: decision?.stop ?? null,
		...(decision?.block ? { block: { by: decision.block.by, entry: decision.block.entry } } : {}),
		why: decision?.why.at(-1) ?? '',
		staysOnSale: staysOnSale(item),
	};
}

function rowsOf({ rows = [], result }: RunItem): RowStock[] {
	return rows.map(({ variation_id, title, stock: before }) => ({
		...{ variation_id, title, before, after: result?.edits.row_stocks?.[variation_id] ?? before },
	}));
}

function seeItem(item: RunItem): SeenItem {
	return { amazon: seeAmazon(item), shop: shopAfter(item), staysOnSale: staysOnSale(item) };
}

function seeAmazon({ offer_status, offer_price }: RunItem): AmazonState | null {
	if (offer_status === null || offer_status === 'unknown') return null;
	return { price: offer_price, in_stock: offer_status === 'in_stock' };
}

/** The item in the shop as this run left it. */
function shopAfter(item: RunItem): ShopState {
	const edits = isEdited(item) ? (item.result?.edits ?? {}) : {};
	return {
		price: edits.price ?? item.shop_price,
		visible: edits.visible ?? item.shop_visible,
	};
}

/** True if the item, or its row, is on sale after this run although it must not be. */
function staysOnSale(item: RunItem): boolean {
	const { stop = null, floor = null, edits: wanted = {} } = item.decision ?? {};
	const { price, visible } = shopAfter(item);
	// The owner may sell an item below its floor on purpose: then no edit is wanted.
	const isWanted = Object.keys(wanted).length > 0;
	const isAtLoss = isWanted && floor !== null && price !== null && price < floor;
	if ((stop === null && !isAtLoss) || visible !== true) return false;
	const { row, result } = item;
	if (!row) return true;
	const edits = isEdited(item) ? result?.edits.row_stocks : undefined;
	return (edits?.[row.variation_id] ?? row.stock) > 0;
}
