import { randomBytes } from 'node:crypto';
import { changeRecord } from '../stores/changeRecord';
import type { Store } from '../stores/store';

interface SecretRecord {
	/** 32 random bytes in hex. */
	secret: string;
}

const SECRET_KEY = '.secret';

/**
 * The desk's own records. They are in no backup: whoever reads the secret could sign forms, and a new one only
 * makes the pages that are open at that moment expire.
 */
export class DeskRecords {
	constructor(private readonly store: Store) {}

	/** Returns the secret that signs the desk's forms; the first call makes it. */
	async readSecret(): Promise<string> {
		const record = await changeRecord<SecretRecord>(this.store, 'desk', SECRET_KEY, (found) =>
			found ? undefined : { secret: randomBytes(32).toString('hex') },
		);
		return record!.secret;
	}
}
