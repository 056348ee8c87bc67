import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder of its own, outside the repository; `remove` takes it away with all it holds. */
export function temporaryFolder(): { folder: string; remove: () => void } {
	const folder = mkdtempSync(join(tmpdir(), 'amazon-base-sync-'));
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
