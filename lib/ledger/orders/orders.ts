import type { OrderHead } from '../../orders/order';
import { isUntold, joinTold, makeNote, type OrderNote, type ToldOrder } from '../../orders/telling';
import { phaseOf } from '../../orders/order';
import { ownValue } from '../../listing/memory';
import { toStamp } from '../../listing/stamp';
import { changeRecord } from '../../stores/changeRecord';
import type { JsonObject, Store } from '../../stores/store';
import { nameAccount } from '../nameAccount';

/** The orders of a shop that a run may have to tell of, and how far the list was read. */
export interface OrdersRecord {
	/** Orders before this are none of ours, ISO 8601 with offset; null before the first reading. */
	since: string | null;
	/** BASE's time of the latest order that was read, ISO 8601 with offset; null = none yet. */
	newest: string | null;
	/** By key. */
	notes: Record<string, OrderNote>;
}

const DAY_MS = 24 * 3_600_000;

/** The first reading goes back so far: what is older was bought or settled without this tool. */
const FIRST_LOOK_MS = 7 * DAY_MS;

/** Each reading goes back behind the latest order, for any that BASE's list shows late. */
const OVERLAP_MS = DAY_MS;

/** Settled orders are remembered until no reading can bring them again. */
const KEPT_MS = 4 * DAY_MS;

/** Nobody marks some orders as sent, ever. */
const KEPT_OPEN_MS = 60 * DAY_MS;

/**
 * Knows by shop account which orders were read and told. An order counts as told once its message went
 * out, so a run that ends before tells it again, and one that ends between the two says so.
 */
export class Orders {
	constructor(
		private readonly store: Store,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
	) {}

	async read(account: string): Promise<OrdersRecord> {
		const name = nameAccount(account);
		return readRecord((await this.store.read('orders', [name])).get(name));
	}

	/** Returns the time from which the list has to be read, milliseconds since 1970. */
	async readFrom(account: string): Promise<number> {
		const { since, newest } = await this.read(account);
		const from = this.readSince(since);
		if (from === null) return this.now() - FIRST_LOOK_MS;
		return Math.max(
			Date.parse(from),
			newest === null ? 0 : Math.min(Date.parse(newest), this.now()) - OVERLAP_MS,
		);
	}

	/**
	 * Notes the orders of a list that was read to its end. The mark moves by BASE's own times, up to the present:
	 * neither a clock that is wrong here nor an order of a time to come loses one.
	 */
	async noteListed(account: string, heads: readonly OrderHead[]): Promise<OrdersRecord> {
		return await this.change(account, ({ since, newest, notes }) => {
			const now = this.now();
			const times = [...heads.map(({ ordered_at }) => ordered_at), newest ?? ''].map(Date.parse);
			const latest = Math.max(...times.filter((time) => time <= now), -Infinity);
			const listed = heads.map((head): [string, OrderNote] => [
				head.key,
				{ ...(ownValue(notes, head.key) ?? makeNote(head)), status: head.status },
			]);
			const all = { ...notes, ...Object.fromEntries(listed) };
			return {
				since: this.readSince(since) ?? toStamp(now - FIRST_LOOK_MS),
				newest: Number.isFinite(latest) ? toStamp(latest) : null,
				notes: Object.fromEntries(Object.entries(all).filter(([, note]) => isKept(note, latest))),
			};
		});
	}

	/** A mark of the future was set by a clock that was ahead. */
	private readSince(since: string | null): string | null {
		return since !== null && Date.parse(since) <= this.now() ? since : null;
	}

	/** Notes the orders whose content was read, with the state that it showed. */
	async noteRead(account: string, heads: readonly OrderHead[]): Promise<OrdersRecord> {
		const read_at = toStamp(this.now());
		const read = new Map(heads.map(({ key, status }) => [key, { status, read_at, trouble: null }]));
		return await this.changeNotes(account, (note, key) => ({ ...note, ...read.get(key) }));
	}

	/** Notes why the content of orders could not be read, by key. */
	async noteTrouble(account: string, troubles: ReadonlyMap<string, string>): Promise<OrdersRecord> {
		return await this.changeNotes(account, (note, key) => {
			const trouble = troubles.get(key);
			return trouble === undefined ? note : { ...note, trouble };
		});
	}

	/** Notes that Amazon settled every line of these orders, and that there is no news of them. */
	async noteLooks(account: string, keys: ReadonlySet<string>): Promise<void> {
		const looked_at = toStamp(this.now());
		await this.changeNotes(account, (note, key) => (keys.has(key) ? { ...note, looked_at } : note));
	}

	/** Notes that the message of a run is about to say this, by key. */
	async offer(account: string, run: string, told: ReadonlyMap<string, ToldOrder>): Promise<void> {
		const at = toStamp(this.now());
		await this.changeNotes(account, (note, key) => {
			const offer = told.get(key);
			return offer ? { ...note, offered: { ...offer, run, at } } : note;
		});
	}

	/** Notes that the message with these orders went out. @returns how many it told */
	async tell(account: string, keys: ReadonlySet<string>): Promise<number> {
		let count = 0;
		await this.changeNotes(account, (note, key) => {
			if (!keys.has(key) || note.offered === null) return note;
			count++;
			const { run: _run, at, ...said } = note.offered;
			const told = joinTold(note.told, said);
			return { ...note, told, offered: null, looked_at: said.settled ? at : note.looked_at };
		});
		return count;
	}

	/** Notes that the message of a run certainly did not go out. */
	async withdraw(account: string, run: string): Promise<void> {
		await this.changeNotes(account, (note) =>
			note.offered?.run === run ? { ...note, offered: null } : note,
		);
	}

	private async changeNotes(
		account: string,
		change: (note: OrderNote, key: string) => OrderNote,
	): Promise<OrdersRecord> {
		return await this.change(account, (record) => {
			const entries = Object.entries(record.notes);
			const changed = entries.map(([key, note]): [string, OrderNote] => [key, change(note, key)]);
			const isSame = changed.every(([, note], place) => note === entries[place]![1]);
			return isSame ? record : { ...record, notes: Object.fromEntries(changed) };
		});
	}

	/** @param change returns the record that it was given if there is nothing to write */
	private async change(
		account: string,
		change: (record: OrdersRecord) => OrdersRecord,
	): Promise<OrdersRecord> {
		let after = readRecord(undefined);
		await changeRecord<OrdersRecord>(this.store, 'orders', nameAccount(account), (current) => {
			const before = readRecord(current);
			after = change(before);
			return after === before ? undefined : after;
		});
		return after;
	}
}

/** Open orders stay for as long as anybody may ask about them, and so does what waits to be told. */
const isKept = (note: OrderNote, latest: number): boolean => {
	const age = latest - Date.parse(note.ordered_at);
	if (age <= KEPT_MS || isUntold(note)) return true;
	const phase = phaseOf(note);
	return (phase === 'open' || phase === 'unpaid') && age <= KEPT_OPEN_MS;
};

const readRecord = (record: OrdersRecord | JsonObject | undefined): OrdersRecord => ({
	since: (record?.since ?? null) as string | null,
	newest: (record?.newest ?? null) as string | null,
	notes: (record?.notes ?? {}) as OrdersRecord['notes'],
});
