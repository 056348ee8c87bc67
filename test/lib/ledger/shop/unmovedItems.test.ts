import { UnmovedItems } from '../../../../lib/ledger/shop/unmovedItems';
import { MemoryStore } from '../../../support/memoryStore';

const first = { account: 'shop', run: 'run-1', number: 1 };
const items = (...asins: string[]) => asins.map((asin) => ({ asin }));

let unmoved: UnmovedItems;

beforeEach(() => {
	unmoved = new UnmovedItems(new MemoryStore());
});

describe('the items that a sync left as they were', () => {
	it('should be none of a run that noted none', async () => {
		expect(await unmoved.read(first, 3)).toEqual([]);
	});

	it('should come back in the order of their rounds', async () => {
		await unmoved.note({ ...first, number: 2 }, items('C'));
		await unmoved.note(first, items('A', 'B'));
		await unmoved.note({ ...first, number: 10 }, items('D'));

		expect(await unmoved.read(first, 10)).toEqual(items('A', 'B', 'C', 'D'));
	});

	it('should be those of the run alone, though an earlier one had more rounds', async () => {
		await unmoved.note(first, items('A'));
		await unmoved.note({ ...first, number: 2 }, items('B'));
		const next = { ...first, run: 'run-2' };
		await unmoved.note(next, items('A2'));

		expect(await unmoved.read(next, 2)).toEqual(items('A2'));
	});

	it('should replace those of a round that is repeated', async () => {
		await unmoved.note(first, items('A'));
		await unmoved.note(first, []);

		expect(await unmoved.read(first, 1)).toEqual([]);
	});

	it('should be kept apart by shop', async () => {
		await unmoved.note(first, items('A'));

		expect(await unmoved.read({ ...first, account: 'other' }, 1)).toEqual([]);
	});
});
