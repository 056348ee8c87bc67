import { FileStore } from '../../../../lib/cache/stores/file';
import { describeStore } from '../../../contracts/store.contract';
import { temporaryFolder } from '../../../support/temporaryFolder';

const now = () => Date.parse('2026-01-02T03:04:05Z');

describeStore('FileStore', async () => {
	const { folder, remove } = temporaryFolder();
	const open = () => new FileStore({ folder, now, fsync: false });
	return { store: open(), another: open(), end: async () => remove() };
});
