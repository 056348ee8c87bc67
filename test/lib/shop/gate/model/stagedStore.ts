import type { Collection, JsonObject } from '../../../../../lib/stores/store';
import { MemoryStore } from '../../../../support/memoryStore';
import type { Actor } from './stage';

/** Records that several actors read and write; an actor waits before each look at them. */
const shared: ReadonlySet<Collection> = new Set([
	'documents',
	'pauses',
	'brakes',
	'rules',
	'questions',
]);

/** Hears of what passes between the actors and the store. */
export interface StoreWatch {
	read(actor: Actor, collection: Collection, keys: readonly string[]): void;
	changed(actor: Actor | null, collection: Collection, key: string, value: unknown): void;
	appended(actor: Actor | null, record: JsonObject): void;
}

/** The one store of a story, as an actor sees it. @param actor null: whoever acts at once, as the owner does */
export class StagedStore extends MemoryStore {
	constructor(
		private readonly base: MemoryStore,
		private readonly actor: Actor | null,
		private readonly watch: StoreWatch,
	) {
		super();
	}

	override async read(collection: Collection, keys: readonly string[]) {
		await this.turn(collection);
		const found = await this.base.read(collection, keys);
		if (this.actor) this.watch.read(this.actor, collection, keys);
		return found;
	}

	override async update(...[collection, updates]: Parameters<MemoryStore['update']>) {
		await this.turn(collection);
		const outcomes = await this.base.update(collection, updates);
		for (const outcome of outcomes) {
			if (outcome.ok) this.watch.changed(this.actor, collection, outcome.key, outcome.value);
		}
		return outcomes;
	}

	override async *keys(collection: Collection) {
		yield* this.base.keys(collection);
	}

	override async append(log: string, records: readonly JsonObject[]): Promise<void> {
		if (this.actor) await this.actor.turn();
		await this.base.append(log, records);
		for (const record of records) this.watch.appended(this.actor, record);
	}

	override async readLog(log: string): Promise<JsonObject[]> {
		if (this.actor) await this.actor.turn();
		return await this.base.readLog(log);
	}

	private async turn(collection: Collection): Promise<void> {
		if (this.actor && shared.has(collection)) await this.actor.turn();
	}
}
