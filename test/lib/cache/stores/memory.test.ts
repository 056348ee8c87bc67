import { MemoryStore } from '../../../../lib/cache/stores/memory';
import { describeStore } from '../../../contracts/store.contract';

describeStore('MemoryStore', async () => {
	const store = new MemoryStore();
	return { store, another: null, end: () => store.close() };
});
