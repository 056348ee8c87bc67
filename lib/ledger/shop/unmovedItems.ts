import { changeRecord } from '../../stores/changeRecord';
import type { JsonObject, Store } from '../../stores/store';

interface UnmovedRecord {
	run: string;
	items: JsonObject[];
}

/** A round of a run. */
export interface Round {
	account: string;
	run: string;
	/** Counted from 1. */
	number: number;
}

/**
 * The items that the running sync of an account left as they were, by the rounds of its loop, for its report. A loop
 * of thousands would otherwise carry, and n8n record, what nobody needs to see. The next run replaces them.
 */
export class UnmovedItems {
	constructor(private readonly store: Store) {}

	async note({ account, run, number }: Round, items: readonly object[]): Promise<void> {
		const record = { run, items: items as JsonObject[] };
		await changeRecord<UnmovedRecord>(
			this.store,
			'unmoved',
			nameRound(account, number),
			() => record,
		);
	}

	/** Returns the items of a run's rounds, in order. @param rounds how many it had */
	async read({ account, run }: Omit<Round, 'number'>, rounds: number): Promise<object[]> {
		const names = Array.from({ length: rounds }, (_, place) => nameRound(account, place + 1));
		const found = await this.store.read('unmoved', names);
		return names.flatMap((name) => {
			const record = found.get(name) as UnmovedRecord | undefined;
			return record?.run === run ? record.items : [];
		});
	}
}

const nameRound = (account: string, number: number): string => `${number}/${account}`;
