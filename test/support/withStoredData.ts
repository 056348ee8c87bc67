import { join } from 'node:path';
import { openFolder, type Stored } from './stored';

/** Opens what the nodes of this test file have stored, and closes it after the work. */
export async function withStoredData<T>(work: (stored: Stored) => Promise<T>): Promise<T> {
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	const stored = openFolder({ folder, now: Date.now });
	try {
		return await work(stored);
	} finally {
		await stored.close();
	}
}
