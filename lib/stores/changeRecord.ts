import type { Collection, JsonObject, Store } from './store';

/**
 * One atomic change of one record, typed by the caller who alone writes that collection. Throws what
 * the store could not do.
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
