import type { Store } from './stores/store';
import { changeRecord } from './stores/changeRecord';

export interface Brake {
	/** Runs of the brake, oldest first: their journals say which items were hidden. */
	runs: string[];
}

/** Shop accounts whose items were hidden in an emergency, until the brake is released. */
export class Brakes {
	constructor(private readonly store: Store) {}

	async get(account: string): Promise<Brake | null> {
		const brake = (await this.store.read('brakes', [account])).get(account);
		return brake ? { runs: [...(brake.runs as string[])] } : null;
	}

	async add(account: string, run: string): Promise<void> {
		await changeRecord<Brake>(this.store, 'brakes', account, (current) => ({
			runs: [...new Set([...(current?.runs ?? []), run])],
		}));
	}

	async clear(account: string): Promise<void> {
		await changeRecord<Brake>(this.store, 'brakes', account, () => null);
	}
}
