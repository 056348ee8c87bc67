import { FileStore } from '../../../lib/stores/file/fileStore';
import type { Collection } from '../../../lib/stores/store';
import { describeCache } from '../../contracts/cache.contract';
import { describeStore } from '../../contracts/store.contract';
import { spoilFile } from '../../support/spoilFile';
import { temporaryFolder } from '../../support/temporaryFolder';

const now = () => Date.parse('2026-01-02T03:04:05Z');

const open = async () => {
	const { folder, remove } = temporaryFolder();
	const openStore = () => new FileStore({ folder, now, fsync: false });
	return {
		...{ store: openStore(), another: openStore(), end: async () => remove() },
		spoil: async (collection: Collection, key: string) => spoilFile(folder, collection, key),
	};
};

describeStore('FileStore', open);
describeCache('FileStore', open);
