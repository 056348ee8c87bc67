import type { Ledger } from '../../ledger/ledger';
import type { RunMemory } from '../../ledger/runs/runMemory';

/** A room that was given for a shop at a time. */
interface KnownRoom {
	account: string;
	room: string;
	/** Milliseconds since 1970; 0 = before all others. */
	at: number;
}

/**
 * Returns the room of a shop's messages: the one given last, by a run or by the rule book. A run reads the
 * sync's settings, so a room that is changed there wins over an older version of the book.
 * @param account empty = the only shop that anything is known of
 * @returns empty if no room is known, or if the shop is not named and several differ
 */
export async function findRoom(ledger: Ledger, account: string): Promise<string> {
	const known = await readKnownRooms(ledger);
	if (account !== '') return findNewest(known.filter((each) => each.account === account));
	const [room = '', ...others] = new Set(roomsByShop(known));
	return others.length === 0 ? room : '';
}

/**
 * Returns a room for news that concern no shop or several: that of the first shop by name. Somebody must
 * hear of it, and always the same people. Empty if no room is known at all.
 */
export async function findAnyRoom(ledger: Ledger): Promise<string> {
	const [room = ''] = roomsByShop(await readKnownRooms(ledger));
	return room;
}

/** n8n's ids of an execution that failed and of its workflow; empty = unknown. */
export interface FailedExecution {
	workflowId: string;
	executionId: string;
}

/**
 * Returns the room for the news of a failure: that of the very run, else of the workflow's last run, else of
 * any shop, because somebody must hear of it. Empty if no room is known at all.
 */
export async function findRoomOfFailure(ledger: Ledger, failed: FailedExecution): Promise<string> {
	const memories = [...(await ledger.runs.ofWorkflow(failed.workflowId)).values()];
	const ofRun = memories.find(
		({ execution }) => execution !== null && execution === failed.executionId,
	);
	const room = ofRun?.room || findNewest(memories.flatMap(toKnownRoom));
	return room || (await findAnyRoom(ledger));
}

async function readKnownRooms(ledger: Ledger): Promise<KnownRoom[]> {
	const memories = [...(await ledger.runs.all()).values()];
	return [...memories.flatMap(toKnownRoom), ...(await roomsOfBooks(ledger))];
}

/**
 * Lists the newest room of each shop, in the order of their names. A shop has no name until BASE has told
 * it: what was given before that belongs to the only shop.
 */
function roomsByShop(known: readonly KnownRoom[]): string[] {
	const names = [...new Set(known.map(({ account }) => account))].filter((name) => name !== '');
	if (names.length <= 1) return known.length === 0 ? [] : [findNewest(known)];
	return names.sort().map((name) => findNewest(known.filter(({ account }) => account === name)));
}

const toKnownRoom = ({ account, room, last_started_at: at }: RunMemory): KnownRoom[] =>
	room === '' ? [] : [{ account, room, at: at ?? 0 }];

async function roomsOfBooks({ rules }: Ledger): Promise<KnownRoom[]> {
	const known: KnownRoom[] = [];
	for (const account of await rules.accounts()) {
		const ruling = await rules.ruling(account);
		const room = ruling ? ruling.values.room : (await rules.draft(account))?.room;
		if (room) known.push({ account, room, at: ruling ? Date.parse(ruling.saved_at) : 0 });
	}
	return known;
}

const findNewest = (known: readonly KnownRoom[]): string =>
	known.reduce((newest, each) => (each.at > newest.at ? each : newest), NOTHING_KNOWN).room;

const NOTHING_KNOWN: KnownRoom = { account: '', room: '', at: -1 };
