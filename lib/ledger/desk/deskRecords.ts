import { randomBytes } from 'node:crypto';
import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';

interface SecretRecord {
	/** 32 random bytes in hex. */
	secret: string;
}

const SECRET_KEY = '.secret';

/** Times: milliseconds since 1970. */
interface VisitRecord {
	/** The end of the visit before; null = there was none. */
	before: number | null;
	seen_at: number;
}

interface StopRecord {
	count: number;
}

const SAME_VISIT_MS = 30 * 60_000;

/**
 * The secret of the desk's forms, the owner's visits, and how often a form stopped a shop. They are in no backup:
 * whoever reads the secret could sign forms, and a new one only makes the pages that are open at that moment expire.
 */
export class DeskRecords {
	constructor(
		private readonly store: Store,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
	) {}

	/**
	 * Notes that the owner looks at a shop's start.
	 * @returns when they looked before, milliseconds since 1970; null if they never did. Looks within half an hour
	 * are one visit
	 */
	async visit(account: string): Promise<number | null> {
		const now = this.now();
		const visit = await changeRecord<VisitRecord>(
			this.store,
			'desk',
			`visit/${account}`,
			(found) => {
				const isSame = found !== undefined && now - found.seen_at < SAME_VISIT_MS;
				const before = isSame ? found.before : (found?.seen_at ?? null);
				return { before, seen_at: now };
			},
		);
		return visit?.before ?? null;
	}

	/** Notes that a form of the desk stopped a shop: the same form must not stop it again once it goes on. */
	async noteStop(account: string): Promise<void> {
		await changeRecord<StopRecord>(this.store, 'desk', nameStops(account), (found) => ({
			count: (found?.count ?? 0) + 1,
		}));
	}

	/** Returns how often forms of the desk stopped a shop. */
	async countStops(account: string): Promise<number> {
		const found = (await this.store.read('desk', [nameStops(account)])).get(nameStops(account));
		return (found as StopRecord | undefined)?.count ?? 0;
	}

	/** Returns the secret that signs the desk's forms; the first call makes it. */
	async readSecret(): Promise<string> {
		const record = await changeRecord<SecretRecord>(this.store, 'desk', SECRET_KEY, (found) =>
			found ? undefined : { secret: randomBytes(32).toString('hex') },
		);
		return record!.secret;
	}
}

const nameStops = (account: string): string => `stops/${account}`;
