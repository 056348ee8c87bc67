import { MemoryStore } from './memoryStore';
import { describeCache } from '../contracts/cache.contract';
import { describeStore } from '../contracts/store.contract';

const open = async () => {
	const store = new MemoryStore();
	return { store, another: null, spoil: null, end: () => store.close() };
};

describeStore('MemoryStore', open);
describeCache('MemoryStore', open);
