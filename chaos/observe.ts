import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalEntry } from '../lib/ledger/journal';
import { FileStore } from '../lib/stores/file/fileStore';
import type { Simulator } from '../simulator/start';
import type { Document, Snapshot } from './facts';
import type { Shown } from './happenings';
import { openStored } from '../test/support/stored';

/** What can be seen from outside: the shop, the files, the services' own counts. */
export async function observe(
	simulator: Simulator,
	shop: string,
	folder: string,
): Promise<Snapshot> {
	const { services, totals, writes, tokensIssued } = simulator.counters.snapshot();
	const names = namesIn(folder);
	const documents = names.filter((name) => /^[A-Z0-9]{10}\.json$/.test(name));
	return {
		shown: shownIn(simulator, shop),
		documents: new Map(documents.map((name) => [name.slice(0, 10), readDocument(folder, name)])),
		strangers: names.filter((name) => !documents.includes(name) && !isOurs(name)),
		journal: await journalOf(folder),
		writes: new Map(
			Object.entries(writes[shop] ?? {}).map(([id, { edits }]) => [Number(id), edits]),
		),
		rejected: {
			amazon: totals.amazon.rejected,
			base: totals.base.rejected,
			chatwork: totals.chatwork.rejected,
			throttled: totals.amazon.throttled + totals.base.throttled + totals.chatwork.throttled,
		},
		tokens: { amazon: tokensIssued.amazon ?? 0, base: tokensIssued[shop] ?? 0 },
		faulted: Object.values(services)
			.flatMap((operations) => Object.values(operations))
			.reduce((sum, { faulted }) => sum + faulted, 0),
		messages: simulator.messages.list().map(({ body }) => body),
	};
}

export const shownIn = ({ world }: Simulator, shop: string): Map<number, Shown> =>
	new Map(
		world.listings(shop).map(({ asin, item }) => [
			item.item_id,
			{
				asin,
				item_id: item.item_id,
				price: item.price,
				visible: item.visible === 1,
				stock: item.stock,
				variations: item.variations.length,
				isDigital: item.isDigital === true,
			},
		]),
	);

/** A process that died may leave its temporary files behind; they go after an hour. */
const isOurs = (name: string): boolean => name === 'state' || /^\..+\.tmp$/.test(name);

function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw error;
	}
}

const readDocument = (folder: string, name: string): Document =>
	JSON.parse(readFileSync(join(folder, name), 'utf8')) as Document;

/** Through a store of its own, which knows nothing but the files. */
async function journalOf(folder: string): Promise<JournalEntry[]> {
	const cache = openStored({ store: new FileStore({ folder, now: Date.now }), now: Date.now });
	const entries: JournalEntry[] = [];
	for (const { run } of await cache.journal.runs())
		entries.push(...(await cache.journal.ofRun(run)));
	return entries;
}
