import type { ListReading } from '../../../lib/shop/ports';
import {
	IncompleteListError,
	readAndRemember,
	readLeniently,
	readWholeList,
	ShiftingListError,
	type ListReader,
} from '../../../lib/shop/wholeList';
import { ShopLists } from '../../../lib/ledger/shop/shopLists';
import { listing } from '../../support/situation';
import { MemoryStore } from '../../support/memoryStore';

const SHOP = 'shop';
const now = () => Date.UTC(2026, 10, 24, 3);
let ledger: ShopLists;

beforeEach(() => {
	ledger = new ShopLists(new MemoryStore(), now);
});

type Given = number | 'shifted' | 'cut';

/** A shop that gives these lists one after the other, the last one again and again. */
const shop = (...given: Given[]): ListReader & { passes: () => number } => {
	let passes = 0;
	const reading = (): ListReading => {
		const one = given[Math.min(passes++, given.length - 1)]!;
		const count = typeof one === 'number' ? one : 5;
		return {
			listings: Array.from({ length: count }, (_, index) => listing({ item_id: index + 1 })),
			unreadable: [],
			flaw: typeof one === 'number' ? null : one,
		};
	};
	return {
		client: { readList: async () => reading() },
		account: SHOP,
		ledger,
		passes: () => passes,
	};
};
const sizeOf = async (given: Given[], isByHand = false) =>
	(await readAndRemember(shop(...given), isByHand)).listings.length;

describe('the list of a scheduled run', () => {
	it.each([0, 1, 300])('should be accepted the first time with %i items', async (count) => {
		expect(await sizeOf([count])).toBe(count);
	});

	it.each<[number, number]>([
		[300, 300],
		[300, 201],
		[300, 900],
		[3, 3],
		[4, 3],
		[0, 300],
	])('should be accepted with %i and then %i items', async (before, count) => {
		await sizeOf([before]);

		expect(await sizeOf([count])).toBe(count);
		expect((await ledger.get(SHOP))?.count).toBe(count);
	});

	it.each<[number, number]>([
		[300, 200],
		[300, 1],
		[300, 0],
		[3, 2],
		[1, 0],
	])('should stop with %i and then %i items', async (before, count) => {
		await sizeOf([before]);
		const stopped = await sizeOf([count]).catch((error: unknown) => error);

		expect(stopped).toMatchObject({ code: 'shrunken_list', read: count, known: before });
		expect(stopped).toBeInstanceOf(IncompleteListError);
		expect((await ledger.get(SHOP))?.count).toBe(before);
	});

	it('should stop each time, however often', async () => {
		await sizeOf([300]);
		for (let run = 0; run < 3; run++) await expect(sizeOf([100])).rejects.toThrow('前回 300件');
	});

	it('should be read once more, and believed where that is whole', async () => {
		await sizeOf([300]);
		const reader = shop(100, 300);

		expect((await readAndRemember(reader, false)).listings).toHaveLength(300);
		expect(reader.passes()).toBe(2);
	});

	it('should be read once where nothing is odd', async () => {
		const reader = shop(300);
		await readAndRemember(reader, false);

		expect(reader.passes()).toBe(1);
	});

	it('should stop where it is cut twice, and say how many there were', async () => {
		await sizeOf([300]);

		await expect(sizeOf(['cut'])).rejects.toThrow(
			'BASEの商品一覧が途中で切れています (今回 5件、前回 300件)',
		);
	});

	it('should stop where it moved twice', async () => {
		await expect(sizeOf(['shifted'])).rejects.toBeInstanceOf(ShiftingListError);
	});
});

describe('a list that shrank, read by hand', () => {
	beforeEach(async () => {
		await sizeOf([300]);
	});

	it('should stop where nobody was told yet', async () => {
		await expect(sizeOf([100], true)).rejects.toThrow('今回 100件、前回 300件');
	});

	it.each([100, 98, 102])('should be accepted with %i items after 100 were told', async (count) => {
		await expect(sizeOf([100])).rejects.toThrow();

		expect(await sizeOf([count], true)).toBe(count);
		expect(await sizeOf([count])).toBe(count);
	});

	it.each([97, 103, 0])('should stop with %i items after 100 were told', async (count) => {
		await expect(sizeOf([100])).rejects.toThrow();

		await expect(sizeOf([count], true)).rejects.toThrow('大きく減っています');
	});

	it('should stop where it is cut, whatever was told', async () => {
		await expect(sizeOf(['cut'])).rejects.toThrow();

		await expect(sizeOf(['cut'], true)).rejects.toThrow('途中で切れています');
	});

	it('should not be accepted once the list was whole again', async () => {
		await expect(sizeOf([100])).rejects.toThrow();
		await sizeOf([300]);

		await expect(sizeOf([100], true)).rejects.toThrow('大きく減っています');
	});
});

describe('those who only compare with the list', () => {
	it('should stop as a run does, and accept nothing', async () => {
		await sizeOf([300]);

		await expect(readWholeList(shop(100))).rejects.toThrow('大きく減っています');
		expect(await ledger.get(SHOP)).toMatchObject({ count: 300, refused_count: null });
	});

	it('should leave no trace of a list that is whole', async () => {
		await sizeOf([300]);
		await readWholeList(shop(250));

		expect((await ledger.get(SHOP))?.count).toBe(300);
	});
});

describe('the brake', () => {
	it('should get what there is, and why that is not all', async () => {
		await sizeOf([300]);
		const { listings, trouble } = await readLeniently(shop(100));

		expect(listings).toHaveLength(100);
		expect(trouble).toMatchObject({ read: 100, known: 300 });
	});

	it('should get a whole list without trouble', async () => {
		expect((await readLeniently(shop(300))).trouble).toBeNull();
	});
});
