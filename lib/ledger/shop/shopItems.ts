import type { Listing } from '../../listing/listing';
import { toStamp } from '../../listing/stamp';
import { extendTrail, readPoint, readPoints, type TrailPoint } from '../../listing/trail';
import { changeRecord } from '../../stores/changeRecord';
import type { Collection, Store, Update } from '../../stores/store';
import { TRAILS_LOST, type Warn } from '../../stores/warn';

/** A shop item as it is stored. Its account is part of the record's name. */
interface StoredItem extends Omit<Listing, 'account' | 'variation'> {
	/** Its codes as they were followed last; absent = as they are. */
	followed?: Codes;
}

/** The codes tell which products an item sells. */
type Codes = Pick<Listing, 'identifier' | 'variations'>;

/** One part of an account's items, by their numbers. */
interface Shard {
	items: Record<string, StoredItem>;
}

/** The last whole list of an account. */
interface Head {
	account: string;
	/** When the last whole list was read, ISO 8601 with offset. */
	read_at: string;
	/** The shop's own format of a code, as a regular expression; null = the usual ones. */
	pattern: string | null;
	/** The latest change that a reading of the list or of its changes has shown, by the shop's own clock; ISO 8601. */
	newest_change?: string | null;
}

/** The items of one shop account, as the shop shows them by all that is known. */
export interface KnownShop extends Head {
	listings: Listing[];
}

/**
 * An edit rewrites one part, a list compares all of them. With 64 parts a shop of 10,000 items has about 50 KB
 * in each.
 */
const SHARDS = 64;

/**
 * The items of each shop account: from the last whole list, and from each answer of the shop to an edit since.
 * An older reading never replaces a newer one.
 */
export class ShopItems {
	constructor(
		private readonly store: Store,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
		private readonly warn: Warn,
	) {}

	/** Takes a whole list over. Only the parts in which something changed are written. */
	async accept(
		account: string,
		listings: readonly Listing[],
		pattern: RegExp | undefined,
	): Promise<void> {
		const times = listings.map(({ read_at }) => Date.parse(read_at));
		const began = times.length > 0 ? Math.min(...times) : this.now();
		const parts = Map.groupBy(listings, ({ item_id }) => shardOf(item_id));
		const moves = Array.from({ length: SHARDS }, (): Move[] => []);
		const gone = Array.from({ length: SHARDS }, (): number[] => []);
		const updates = Array.from({ length: SHARDS }, (_, shard): Update => {
			const read = (parts.get(shard) ?? []).map(toStored);
			return {
				key: nameShard(account, shard),
				change: (part) => {
					const replaced = replace(part, read, began, this.now());
					moves[shard] = findMoves(part, replaced);
					gone[shard] = findGone(part, replaced);
					return replaced;
				},
			};
		});
		await this.updateAll('items', updates);
		const head: Head = {
			...{ account, read_at: toStamp(began), pattern: pattern?.source ?? null },
			newest_change: findNewest(listings),
		};
		await changeRecord<Head>(this.store, 'items', nameHead(account), () => head);
		await this.addToTrails(account, moves.flat());
		await this.deleteTrails(gone.flat().map((itemId) => nameTrail(account, itemId)));
	}

	/** Notes an item as the shop has just shown it, or taken it. */
	async note(listing: Listing): Promise<void> {
		const { account, item_id } = listing;
		await this.change(account, item_id, (known) => newerOf(known, toStored(listing), this.now()));
	}

	/** Notes items that changed since the last whole list, all of them up to the latest. */
	async noteChanges(account: string, listings: readonly Listing[]): Promise<void> {
		for (const listing of listings) await this.note(listing);
		const newest_change = findNewest(listings);
		if (newest_change === null) return;
		await changeRecord<Head>(this.store, 'items', nameHead(account), (head) =>
			head ? { ...head, newest_change } : undefined,
		);
	}

	/** Notes a title that the shop has just taken. */
	async noteTitle(account: string, itemId: number, title: string): Promise<void> {
		const read_at = toStamp(this.now());
		await this.change(account, itemId, (known) => known && { ...known, title, read_at });
	}

	/** Forgets an item that the shop no longer has. */
	async forget(account: string, itemId: number): Promise<void> {
		await changeRecord<Shard>(this.store, 'items', nameShard(account, shardOf(itemId)), (part) => {
			const items = readItems(part);
			if (items[itemId] === undefined) return undefined;
			const { [itemId]: _gone, ...others } = items;
			return { items: others };
		});
		await this.deleteTrails([nameTrail(account, itemId)]);
	}

	/** Returns null for an account whose list was never read as a whole. */
	async read(account: string): Promise<KnownShop | null> {
		const heads = await this.store.read('items', [nameHead(account)]);
		const head = heads.get(nameHead(account)) as Head | undefined;
		if (!head) return null;
		const listings = (await this.readStored(account))
			.map(({ followed: _followed, ...item }): Listing => ({ ...item, account }))
			.sort((one, other) => one.item_id - other.item_id);
		return { ...head, listings };
	}

	/**
	 * Returns the items whose codes changed since they were followed last, with the codes of then. Any reading of an
	 * item may be the first to see another code.
	 */
	async readUnfollowed(account: string): Promise<Listing[]> {
		return (await this.readStored(account)).flatMap(({ followed, ...item }) =>
			followed ? [{ ...item, ...followed, account }] : [],
		);
	}

	/** Notes that the codes of these items were followed as they are now. */
	async noteFollowed(listings: readonly Listing[]): Promise<void> {
		for (const { account, item_id, identifier, variations } of listings) {
			await this.change(account, item_id, (known) => {
				if (!known?.followed || nameCodes(known) !== nameCodes({ identifier, variations })) {
					return known;
				}
				const { followed: _followed, ...item } = known;
				return item;
			});
		}
	}

	/** Returns how the shop's price and its being on sale changed, oldest first; empty if they never did. */
	async readTrail(account: string, itemId: number): Promise<TrailPoint[]> {
		const name = nameTrail(account, itemId);
		return readPoints((await this.store.read('trails', [name])).get(name)).map(readPoint);
	}

	/** Returns the accounts whose items are known, in order. */
	async accounts(): Promise<string[]> {
		const accounts: string[] = [];
		for await (const key of this.store.keys('items')) {
			if (key.startsWith(HEAD)) accounts.push(key.slice(HEAD.length));
		}
		return accounts.sort();
	}

	private async readStored(account: string): Promise<StoredItem[]> {
		const names = Array.from({ length: SHARDS }, (_, shard) => nameShard(account, shard));
		const parts = await this.store.read('items', names);
		return [...parts.values()].flatMap((part) => Object.values(readItems(part)));
	}

	private async change(
		account: string,
		itemId: number,
		change: (known: StoredItem | undefined) => StoredItem | undefined,
	): Promise<void> {
		const name = nameShard(account, shardOf(itemId));
		let moves: Move[] = [];
		await changeRecord<Shard>(this.store, 'items', name, (part) => {
			const items = readItems(part);
			const known = items[itemId];
			const after = change(known);
			moves = [];
			if (after === undefined || after === known) return undefined;
			const changed = { items: { ...items, [itemId]: after } };
			moves = findMoves(part, changed);
			return changed;
		});
		await this.addToTrails(account, moves);
	}

	private async addToTrails(account: string, moves: readonly Move[]): Promise<void> {
		if (moves.length === 0) return;
		const now = this.now();
		const updates = moves.map(({ itemId, points }): Update => ({
			key: nameTrail(account, itemId),
			change: (record) => ({ points: extendTrail(readPoints(record), points, now) }),
		}));
		// The list is kept: no run fails for a chart.
		await this.updateAll('trails', updates).catch((error: unknown) =>
			this.warn(TRAILS_LOST, error),
		);
	}

	private async deleteTrails(names: readonly string[]): Promise<void> {
		if (names.length === 0) return;
		await this.store
			.delete('trails', names)
			.catch((error: unknown) => this.warn(TRAILS_LOST, error));
	}

	private async updateAll(collection: Collection, updates: readonly Update[]): Promise<void> {
		for (const outcome of await this.store.update(collection, updates)) {
			if (!outcome.ok) throw outcome.error;
		}
	}
}

const findNewest = (listings: readonly Listing[]): string | null => {
	const times = listings.map(({ modified }) => Date.parse(modified ?? ''));
	const newest = times.reduce((one, other) => (other > one ? other : one), -Infinity);
	return Number.isFinite(newest) ? toStamp(newest) : null;
};

const HEAD = 'list/';

const nameHead = (account: string): string => `${HEAD}${account}`;

const nameShard = (account: string, shard: number): string => `${shard}/${account}`;

const nameTrail = (account: string, itemId: number): string => `${account}/${itemId}`;

const shardOf = (itemId: number): number => itemId % SHARDS;

const readItems = (part: object | undefined): Shard['items'] =>
	(part as Shard | undefined)?.items ?? {};

/** An item whose price or visibility is another than before: the state before, and after. */
interface Move {
	itemId: number;
	points: TrailPoint[];
}

function findMoves(before: object | undefined, after: object | undefined): Move[] {
	if (before === undefined || after === undefined) return [];
	const known = readItems(before);
	return Object.values(readItems(after)).flatMap((item) => {
		const was = known[item.item_id];
		const isMoved = was !== undefined && (was.price !== item.price || was.visible !== item.visible);
		return isMoved ? [{ itemId: item.item_id, points: [toPoint(was), toPoint(item)] }] : [];
	});
}

function findGone(before: object | undefined, after: object | undefined): number[] {
	if (after === undefined) return [];
	const left = readItems(after);
	return Object.values(readItems(before)).flatMap(({ item_id }) => (left[item_id] ? [] : item_id));
}

const toPoint = ({ read_at, price, visible }: StoredItem): TrailPoint => ({
	at: Date.parse(read_at),
	price,
	is_on: visible,
});

/** Returns the part with the items that were read; undefined if nothing changed. */
function replace(
	part: object | undefined,
	read: readonly StoredItem[],
	began: number,
	now: number,
): { items: Record<string, StoredItem> } | undefined {
	const known = readItems(part);
	const listed = new Set(read.map(({ item_id }) => item_id));
	// An item that was added while the list was being read is not in it.
	const added = Object.values(known).filter(
		({ item_id, read_at }) => !listed.has(item_id) && Date.parse(read_at) >= began,
	);
	const items = [...read.map((item) => newerOf(known[item.item_id], item, now)), ...added];
	const isSame =
		items.length === Object.keys(known).length &&
		items.every((item) => known[item.item_id] === item);
	return isSame
		? undefined
		: { items: Object.fromEntries(items.map((item) => [item.item_id, item])) };
}

/** Returns the known reading itself if the other one is older, or shows the same. */
function newerOf(known: StoredItem | undefined, other: StoredItem, now: number): StoredItem {
	if (known === undefined) return other;
	const knownAt = Date.parse(known.read_at);
	// A reading of the future was made under a wrong clock, and protects nothing.
	const isOlder = knownAt <= now && Date.parse(other.read_at) < knownAt;
	return isOlder || shows(known) === shows(other) ? known : keepFollowed(known, other);
}

/** Keeps the codes that were followed last, while the item shows others. */
function keepFollowed(known: StoredItem, other: StoredItem): StoredItem {
	const followed = known.followed ?? pickCodes(known);
	return nameCodes(followed) === nameCodes(other) ? other : { ...other, followed };
}

const pickCodes = ({ identifier, variations }: Codes): Codes => ({ identifier, variations });

/** Stocks and titles of rows say nothing of which products they are. */
const nameCodes = ({ identifier, variations }: Codes): string =>
	JSON.stringify([identifier, variations.map((row) => [row.variation_id, row.identifier])]);

const shows = ({ followed: _followed, ...item }: StoredItem): string =>
	JSON.stringify({ ...item, read_at: '' });

/** The order of the fields is always the same, so that two readings can be compared as text. */
const toStored = (listing: Listing): StoredItem => ({
	item_id: listing.item_id,
	title: listing.title,
	price: listing.price,
	visible: listing.visible,
	stock: listing.stock,
	identifier: listing.identifier,
	variation_count: listing.variation_count,
	variations: listing.variations.map(({ variation_id, title, stock, identifier }) => ({
		...{ variation_id, title, stock, identifier },
	})),
	...(listing.unreadable_variation === undefined
		? {}
		: { unreadable_variation: listing.unreadable_variation }),
	modified: listing.modified,
	read_at: listing.read_at,
});
