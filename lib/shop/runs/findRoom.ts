import type { Ledger } from '../../ledger/ledger';
import type { RunMemory } from '../../ledger/runMemory';

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
	const known = [...(await roomsOfRuns(ledger)), ...(await roomsOfBooks(ledger))];
	const findOf = (name: string) => findNewest(known.filter((each) => each.account === name));
	if (account !== '') return findOf(account);
	// A shop has no name until BASE has told it: what was given before that belongs to the only shop.
	const names = new Set(known.map((each) => each.account).filter((name) => name !== ''));
	if (names.size <= 1) return findNewest(known);
	const [room = '', ...others] = new Set([...names].map(findOf));
	return others.length === 0 ? room : '';
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
	const memories = await ledger.runs.all();
	const ofRun = [...memories.values()].find(
		({ execution }) => execution !== null && execution === failed.executionId,
	);
	if (ofRun?.room) return ofRun.room;
	const ofWorkflow = [...memories].filter(([name]) => name.startsWith(`${failed.workflowId}/`));
	const room = findNewest(ofWorkflow.flatMap(([, memory]) => toKnownRoom(memory)));
	if (room !== '') return room;
	return findNewest([...(await roomsOfRuns(ledger)), ...(await roomsOfBooks(ledger))]);
}

const roomsOfRuns = async ({ runs }: Ledger): Promise<KnownRoom[]> =>
	[...(await runs.all()).values()].flatMap(toKnownRoom);

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
