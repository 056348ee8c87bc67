import type { Collection, JsonObject, Store } from './store';

/**
 * Changes one record atomically, typed by the only caller that writes that collection. Throws the store's
 * failure.
 */
export async function changeRecord<T extends object>(
	store: Store,
	collection: Collection,
	key: string,
	change: (current: T | undefined) => T | null | undefined,
): Promise<T | undefined> {
	const untyped = (current: JsonObject | undefined) =>
		change(current as T | undefined) as JsonObject | null | undefined;
	const [outcome] = await store.update(collection, [{ key, change: untyped }]);
	if (!outcome) throw new Error('The store gave no outcome');
	if (!outcome.ok) throw outcome.error;
	return outcome.value as T | undefined;
}
