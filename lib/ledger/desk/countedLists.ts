import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';
import { listKinds, type ItemLists, type ListKind } from './itemLists';

/** The desk's lists of items as they were counted last, by account. In no backup: they are counted anew. */
export class CountedLists {
	constructor(private readonly store: Store) {}

	/** Keeps the lists of items that were counted. */
	async note(account: string, lists: ItemLists): Promise<void> {
		await changeRecord<ItemLists>(this.store, 'desk', nameLists(account), () => lists);
	}

	/** Returns the lists that were counted last; null if they never were, or if an older version counted them. */
	async read(account: string): Promise<ItemLists | null> {
		const found = (await this.store.read('desk', [nameLists(account)])).get(nameLists(account));
		const lists = found as ItemLists | undefined;
		return lists && listKinds.every((kind) => lists.seals?.[kind] !== undefined) ? lists : null;
	}

	/**
	 * Takes the items that the owner has just spoken about out of a list. Until it is counted anew, nobody can speak
	 * about all that are left.
	 * @param names of their open words; null = all of them
	 */
	async leaveOut(
		account: string,
		kind: ListKind,
		names: ReadonlySet<string> | null,
	): Promise<void> {
		await changeRecord<ItemLists>(this.store, 'desk', nameLists(account), (found) => {
			const listed = found?.items[kind] ?? [];
			const left = listed.filter(({ word }) => !word || names?.has(word.name) === false);
			if (!found || left.length === listed.length) return undefined;
			const count = names ? found.counts[kind] - (listed.length - left.length) : left.length;
			return {
				...found,
				counts: { ...found.counts, [kind]: count },
				items: { ...found.items, [kind]: left },
				seals: { ...found.seals, [kind]: '' },
			};
		});
	}
}

const nameLists = (account: string): string => `lists/${account}`;
