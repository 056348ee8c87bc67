import { FileStore } from '../../../lib/stores/file/fileStore';
import { describeCache } from '../../contracts/cache.contract';
import { describeStore } from '../../contracts/store.contract';
import { temporaryFolder } from '../../support/temporaryFolder';

const now = () => Date.parse('2026-01-02T03:04:05Z');

const open = async () => {
	const { folder, remove } = temporaryFolder();
	const openStore = () => new FileStore({ folder, now, fsync: false });
	return { store: openStore(), another: openStore(), end: async () => remove() };
};

describeStore('FileStore', open);
describeCache('FileStore', open);
