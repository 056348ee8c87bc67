import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';
import { passHours } from '../support/passHours';

/** Codes that only look like an ASIN: nothing is done before it is known what the listing sells. */

const BOOK = 'リーダブルコード より良いコードを書くためのシンプルで実践的なテクニック';

shortenWaits();
let story: SyncStory;

beforeEach(async () => {
	story = await openStory();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

/** The book at Amazon, new at 3,960 yen: by the rule 5,150. */
function sellBook(asin: string, title = BOOK): void {
	story.simulator.world.addStranger(asin, title);
	story.simulator.world.setOffer(asin, { price: 3960, inStock: true, shipping: 0 });
}

const untouched = { price: 2500, visible: 1, stock: 3 };

it("should leave the owner's own goods alone, run after run, and say so once", async () => {
	sellBook('4873119049');
	const goods = [
		story.place('0901234567', '手編みのマフラー ベージュ'),
		story.place('BEAR000001', 'くまのぬいぐるみ 茶 30cm'),
		story.place('BAG2024001', 'オリジナル トートバッグ 帆布'),
		story.place('4873119049', '木のスプーン 手作り'),
	];

	const first = await story.sync();
	expect(first.error).toBeUndefined();
	expect(first.message).toContain('商品コードを確認できない商品 4件');
	expect(first.message).toContain('b-4873119049');
	expect(first.itemOf('4873119049')).toMatchObject({
		unrecognised: expect.stringContaining('商品名が一致しません') as string,
		offer_status: null,
	});
	passHours(27);
	const later = await story.sync();
	expect(later.message).not.toContain('商品コードを確認できない商品 4件');

	for (const item of goods) expect(story.item(item)).toMatchObject(untouched);
});

it('should keep a bare book whose title agrees, and ask for the title once', async () => {
	sellBook('4873119049');
	const item = story.place('4873119049', `【新品】リーダブルコード より良いコード`);

	await story.sync();
	expect(story.item(item).price).toBe(5150);
	expect(story.simulator.counters.of('amazon', 'searchCatalogItems').calls).toBe(1);

	await story.sync();
	expect(story.simulator.counters.of('amazon', 'searchCatalogItems').calls).toBe(0);
});

it("should take the owner's word: b- before the code", async () => {
	sellBook('4873119049');
	const item = story.place('4873119049', '技術書 (中身はお楽しみ)');
	await story.sync();
	expect(story.item(item)).toMatchObject(untouched);

	story.simulator.world.editListing('demo-shop', item, { identifier: 'b-4873119049' });
	await story.sync();
	expect(story.item(item).price).toBe(5150);
});

it('should go on with what it wrote before, whatever it is called now', async () => {
	sellBook('4873119049');
	const item = story.place('4873119049', BOOK);
	await story.sync();
	story.simulator.world.editListing('demo-shop', item, { title: '名著!' });
	story.simulator.world.setOffer('4873119049', { price: 3000, inStock: true, shipping: 0 });

	await story.sync();

	expect(story.item(item).price).toBe(3900);
});

it('should wait where Amazon does not say what the code is, and ask again', async () => {
	sellBook('4873119049');
	const item = story.place('4873119049', BOOK);
	const fault = story.simulator.faults.add({ kind: 'status', operation: 'searchCatalogItems' });
	const silent = await story.sync();
	expect(story.item(item)).toMatchObject(untouched);
	expect(silent.itemOf('4873119049').unrecognised).toContain('商品名を確認できませんでした');

	story.simulator.faults.remove(fault.id);
	await story.sync();
	expect(story.item(item).price).toBe(5150);
});

it('should ask again at once where the owner has changed the title, and after a day else', async () => {
	sellBook('4873119049', '木のスプーン レシピ帖');
	const item = story.place('4873119049', '名著!');
	await story.sync();
	await story.sync();
	expect(story.simulator.counters.of('amazon', 'searchCatalogItems').calls).toBe(0);

	story.simulator.world.editListing('demo-shop', item, { title: '木のスプーン レシピ帖 新品' });
	await story.sync();

	expect(story.item(item).price).toBe(5150);
});

it('should never hide for want of an answer what Amazon never once confirmed', async () => {
	const item = story.place('b-B0NEVERSN1-20261120090000', '手作りのピアス');
	story.simulator.world.addStranger('B0NEVERSN1');
	story.simulator.world.setOffer('B0NEVERSN1', { state: 'too_soon' });
	const first = await story.sync();
	expect(first.itemOf('B0NEVERSN1').offer_status).toBe('unknown');
	passHours(30);
	await story.sync();

	expect(story.item(item)).toMatchObject(untouched);
});

it('should ask in each dry run, which writes nothing to the shop', async () => {
	sellBook('4873119049');
	const item = story.place('4873119049', BOOK);
	for (let run = 0; run < 2; run++) {
		const { itemOf } = await story.sync({ dry_run: true });
		expect(itemOf('4873119049')).toMatchObject({ unrecognised: null, offer_price: 3960 });
		expect(story.simulator.counters.of('amazon', 'searchCatalogItems').calls).toBe(1);
	}
	expect(story.item(item)).toMatchObject(untouched);
});
