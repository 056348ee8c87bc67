import type { ListReading, ShopClient, ShopList } from './ports';
import { ShopError } from './errors';

/**
 * The one place that decides whether what BASE listed is the whole shop. BASE gives no total: a list
 * that ends short looks like a shop whose owner deleted items, and whoever takes it for whole syncs a
 * part, adds items twice or believes that nothing is left on sale.
 */

/** What is known of the last list of an account that was taken for whole. */
export interface KnownList {
	/** Items, those that could not be read included. */
	count: number;
	/** Size of the smaller list that was refused and told since; null = none. */
	refused_count: number | null;
}

/** Where that is kept, so that the next run can compare. */
export interface ListLedger {
	get(account: string): Promise<KnownList | null>;
	accept(account: string, count: number): Promise<void>;
	refuse(account: string, count: number): Promise<void>;
}

/** A list that changed while it was being read: pages would repeat or miss items. */
export class ShiftingListError extends ShopError {}

/** Two passes gave a list that is not the whole shop. */
export class IncompleteListError extends ShopError {
	constructor(
		message: string,
		code: 'cut_list' | 'shrunken_list',
		/** Items of the second pass. */
		readonly read: number,
		/** Items of the last whole list; null where none is known. */
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

/** A third less than last time is no ordinary change of a shop. */
const SHRUNK_SHARE = 3;
/** A list that a person accepts may differ by so much from the one that was refused. */
const SAME_SHARE = 0.02;

const countItems = ({ listings, unreadable }: ShopList): number =>
	listings.length + unreadable.length;

const isShrunken = (count: number, known: KnownList | null): boolean =>
	known !== null && known.count > 0 && (known.count - count) * SHRUNK_SHARE >= known.count;

/** What speaks against a list; null = it is whole. */
function findDoubt(reading: ListReading, known: KnownList | null): Doubt | null {
	if (reading.flaw !== null) return reading.flaw;
	return isShrunken(countItems(reading), known) ? 'shrunken' : null;
}

type Doubt = 'shifted' | 'cut' | 'shrunken';

/** A doubtful list is read once more: most troubles pass. */
async function readTwice({ client, onPage }: ListReader, known: KnownList | null) {
	const first = await client.readList(onPage);
	if (findDoubt(first, known) === null) return { reading: first, doubt: null };
	const reading = await client.readList(onPage);
	return { reading, doubt: findDoubt(reading, known) };
}

/**
 * The whole list, for those who only compare with it: nothing is remembered.
 * @throws ShiftingListError, IncompleteListError, or what BASE refused
 */
export async function readWholeList(reader: ListReader): Promise<ShopList> {
	const known = await reader.ledger.get(reader.account);
	const { reading, doubt } = await readTwice(reader, known);
	if (doubt !== null) throw makeError(doubt, countItems(reading), known);
	return reading;
}

/**
 * The whole list, which then is what the next ones are measured against. A person who runs the
 * workflow by hand after a shrunken list was refused says by that that the shop is smaller now.
 * @param isByHand true where a person started this run in the editor
 * @throws ShiftingListError, IncompleteListError, or what BASE refused
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
	// An empty first list proves nothing: most likely the credential is another shop's.
	if (count > 0 || isAccepted) await ledger.accept(account, count);
	return reading;
}

export interface LenientList extends ShopList {
	/** Why it is not the whole shop; null = it is. */
	trouble: IncompleteListError | null;
}

/**
 * As much of the list as there is, for the emergency brake: it hides what it knows rather than nothing,
 * and says that there may be more. Nothing is remembered.
 * @throws ShiftingListError, or what BASE refused
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
