import { mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { KeyLocks } from '../../../lib/stores/file/keyLocks';
import { temporaryFolder } from '../../support/temporaryFolder';

describe('KeyLocks', () => {
	it('should take over the lock of a dead process though the clock was set back since', async () => {
		const { folder, remove } = temporaryFolder();
		try {
			const locks = new KeyLocks(folder, { staleMs: 300, waitMs: 20_000, random: () => 0.5 });
			const left = join(folder, 'key.lock');
			mkdirSync(left);
			// It died five hours from now, by the clock of that time.
			const later = new Date(Date.now() + 5 * 3_600_000);
			utimesSync(left, later, later);
			expect(await locks.hold('key', async () => 'mine')).toBe('mine');
		} finally {
			remove();
		}
	}, 60_000);
});
