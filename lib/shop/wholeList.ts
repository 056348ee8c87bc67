import type { AcceptedList } from '../ledger/shop/shopLists';
import { nameOfItem, type Listing } from '../listing/listing';
import type { ListReading, ShopClient, ShopList } from './ports';
import { ShopError } from './errors';

/**
 * The one place that decides whether BASE's list is the whole shop. BASE gives no total: a list that
 * ends early looks like a shop whose owner deleted items. A caller that mistook it for the whole list
 * would sync only a part, add items twice or believe that nothing is on sale any more.
 */

/** The last list of an account that counted as whole. */
export interface KnownList {
	/** Number of items, including unreadable ones. */
	count: number;
	/** Size of the smaller list that was refused and reported since; null = none. */
	refused_count: number | null;
}

/** Stores it, so that the next run can compare. */
export interface ListLedger {
	get(account: string): Promise<KnownList | null>;
	accept(account: string, list: AcceptedList): Promise<void>;
	refuse(account: string, count: number): Promise<void>;
}

/** The list changed while it was being read, so pages would repeat or miss items. */
export class ShiftingListError extends ShopError {}

/** Two passes gave a list that is not the whole shop. */
export class IncompleteListError extends ShopError {
	constructor(
		message: string,
		code: 'cut_list' | 'shrunken_list',
		/** Items of the second pass. */
		readonly read: number,
		/** Items of the last whole list; null if none is known. */
		readonly known: number | null,
	) {
		super(message, code);
	}
}

export interface ListReader {
	client: Pick<ShopClient, 'readList'>;
	account: string;
	ledger: ListLedger;
	/** Called after each page; may throw to stop. */
	onPage?: () => void;
}

/** A list that is smaller by this share (a third) or more is not an ordinary change of a shop. */
const SHRUNK_SHARE = 3;
/** A list that a person accepts may differ by this share from the refused one. */
const SAME_SHARE = 0.02;

const countItems = ({ listings, unreadable }: ShopList): number =>
	listings.length + unreadable.length;

const isShrunken = (count: number, known: KnownList | null): boolean =>
	known !== null && known.count > 0 && (known.count - count) * SHRUNK_SHARE >= known.count;

/** The reason to doubt a list; null = it is whole. */
function findDoubt(reading: ListReading, known: KnownList | null): Doubt | null {
	if (reading.flaw !== null) return reading.flaw;
	return isShrunken(countItems(reading), known) ? 'shrunken' : null;
}

type Doubt = 'shifted' | 'cut' | 'shrunken';

/** Reads a doubtful list once more, because most troubles pass. */
async function readTwice({ client, onPage }: ListReader, known: KnownList | null) {
	const first = await client.readList(onPage);
	if (findDoubt(first, known) === null) return { reading: first, doubt: null };
	const reading = await client.readList(onPage);
	return { reading, doubt: findDoubt(reading, known) };
}

/**
 * Reads the whole list for callers that only compare with it; remembers nothing.
 * @throws ShiftingListError, IncompleteListError, or BASE's refusal
 */
export async function readWholeList(reader: ListReader): Promise<ShopList> {
	const known = await reader.ledger.get(reader.account);
	const { reading, doubt } = await readTwice(reader, known);
	if (doubt !== null) throw makeError(doubt, countItems(reading), known);
	return reading;
}

/**
 * Reads the whole list and remembers it as the measure for the next ones. If a person runs the
 * workflow by hand after a shrunken list was refused, that confirms that the shop is smaller now.
 * @param isByHand true if a person started this run in the editor
 * @throws ShiftingListError, IncompleteListError, or BASE's refusal
 */
export async function readAndRemember(reader: ListReader, isByHand: boolean): Promise<ShopList> {
	const { account, ledger } = reader;
	const known = await ledger.get(account);
	const { reading, doubt } = await readTwice(reader, known);
	const count = countItems(reading);
	const isAccepted = doubt === 'shrunken' && isByHand && isSameAsRefused(count, known);
	if (doubt !== null && !isAccepted) {
		if (doubt === 'shrunken') await ledger.refuse(account, count);
		throw makeError(doubt, count, known);
	}
	// An empty first list proves nothing: most likely the credential belongs to another shop.
	if (count > 0 || isAccepted) await ledger.accept(account, summarise(reading));
	return reading;
}

/** Returns the figures of a whole list that the ledger keeps. */
const summarise = (list: ShopList): AcceptedList => {
	const [shown, hidden] = [true, false].map((isShown) =>
		list.listings.filter(({ visible }) => visible === isShown),
	) as [Listing[], Listing[]];
	return {
		...{ count: countItems(list), visible: shown.length },
		...{ empty: shown.flatMap(nameEmpty), emptyHidden: hidden.flatMap(nameEmpty) },
	};
};

/** Items with rows keep their stock in them. */
const nameEmpty = ({ item_id, stock, variations }: Listing): string[] =>
	variations.length === 0
		? stock <= 0
			? [nameOfItem(item_id)]
			: []
		: variations.filter((row) => row.stock <= 0).map((row) => nameOfItem(item_id, row));

export interface LenientList extends ShopList {
	/** Why it is not the whole shop; null = it is. */
	trouble: IncompleteListError | null;
}

/**
 * Reads as much of the list as there is, for the emergency brake: it hides the items that it knows
 * instead of none, and says that there may be more. Remembers nothing.
 * @throws ShiftingListError, or BASE's refusal
 */
export async function readLeniently(reader: ListReader): Promise<LenientList> {
	const known = await reader.ledger.get(reader.account);
	const { reading, doubt } = await readTwice(reader, known);
	if (doubt === null) return { ...reading, trouble: null };
	const trouble = makeError(doubt, countItems(reading), known);
	if (trouble instanceof IncompleteListError) return { ...reading, trouble };
	throw trouble;
}

function isSameAsRefused(count: number, known: KnownList | null): boolean {
	const refused = known?.refused_count ?? null;
	return refused !== null && Math.abs(count - refused) <= refused * SAME_SHARE;
}

function makeError(
	doubt: Doubt,
	count: number,
	known: KnownList | null,
): ShiftingListError | IncompleteListError {
	const before = known?.count ?? null;
	switch (doubt) {
		case 'shifted':
			return new ShiftingListError(
				'商品一覧を読んでいる間に商品が増減したため、正しい一覧を取得できませんでした。BASEでの商品登録や削除が終わってから再実行してください。',
				'shifting_list',
			);
		case 'cut':
			return new IncompleteListError(
				`BASEの商品一覧が途中で切れています (今回 ${count}件${before === null ? '' : `、前回 ${before}件`})。2回読んでも同じでした。しばらくしてから再実行してください。続くときは、BASEの管理画面で商品の数を確認してください。`,
				'cut_list',
				count,
				before,
			);
		case 'shrunken':
			return new IncompleteListError(
				`BASEの商品一覧が大きく減っています (今回 ${count}件、前回 ${before}件)。2回読んでも同じでした。BASEの管理画面で商品の数を確認してください。本当に減らしたときは、止まってから10分ほどたったあとに同期のワークフローをn8nで手動で実行すると、今の件数で続けます。`,
				'shrunken_list',
				count,
				before,
			);
	}
}
