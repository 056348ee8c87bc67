import { readText } from '../support/deskJobs';
import { readDeskForm, type DeskForm } from '../support/deskForm';
import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { COST, openStory, PRICE, type SyncStory } from '../support/syncStory';
import { withStoredData } from '../support/withStoredData';

/** What the owner says at the desk about items that do not go by themselves, and what the next sync makes of it. */

const SHOP = 'demo-shop';

let story: SyncStory;

beforeEach(async () => {
	story = await openStory(6);
}, 60_000);
afterEach(async () => await story.stop());

const changeByHand = (asin: string, changes: { price?: number; visible?: 0 | 1 }): void => {
	story.simulator.world.editListing(SHOP, story.shown(asin).item_id, changes);
};
const idOf = (asin: string): string => String(story.shown(asin).item_id);
const openItem = async (id: string): Promise<string> =>
	(await openDeskPage(`?page=item&id=${id}`)).html;

/** Says a word on the page of an item. */
const sayOf = async (id: string, say: string, html?: string) =>
	await sendDeskForm({ ...readDeskForm(html ?? (await openItem(id)), 'word'), say });

/** The form of a list with the boxes of these items ticked. */
async function tick(list: string, ids: readonly string[]): Promise<DeskForm> {
	const { html } = await openDeskPage(`?page=lists&list=${list}`);
	const form = readDeskForm(html, 'word');
	const rows = [form.row ?? []].flat();
	return { ...form, member: rows.filter((row) => ids.some((id) => row.startsWith(`${id}:`))) };
}

describe('a price set by hand', () => {
	let asin: string;
	beforeEach(async () => {
		asin = story.nextAsin();
		changeByHand(asin, { price: 2700 });
		await story.syncLater();
		expect(story.shown(asin).price).toBe(2700);
	}, 60_000);

	it('should go back to the rule by one tap on its page, with the next sync', async () => {
		const sent = await sayOf(idOf(asin), 'give_back');
		expect(sent).toMatchObject({ status: 303, goesOn: undefined });
		expect(readText((await openDeskPage(sent.location)).html)).toContain('自動に戻しました');
		expect(story.shown(asin).price).toBe(2700);
		await story.syncLater();
		expect(story.shown(asin).price).toBe(PRICE);
	}, 60_000);

	it('should be the owner’s again if they set it anew after that', async () => {
		await sayOf(idOf(asin), 'give_back');
		await story.syncLater();
		changeByHand(asin, { price: 2700 });
		await story.syncLater();
		expect(story.shown(asin).price).toBe(2700);
	}, 60_000);

	it('should stay where the owner changed it once more before the sync', async () => {
		await sayOf(idOf(asin), 'give_back');
		changeByHand(asin, { price: 2900 });
		await story.syncLater();
		expect(story.shown(asin).price).toBe(2900);
	}, 60_000);

	it('should keep nothing of a word about another price than the page showed', async () => {
		const html = await openItem(idOf(asin));
		changeByHand(asin, { price: 2900 });
		await story.syncLater();
		expect((await sayOf(idOf(asin), 'give_back', html)).status).toBe(409);
		await story.syncLater();
		expect(story.shown(asin).price).toBe(2900);
	}, 60_000);

	it('should stay by hand without proof from Amazon that it may fall', async () => {
		story.simulator.world.setOffer(asin, { rawStatus: 'Unheard' });
		await sayOf(idOf(asin), 'give_back');
		await story.syncLater();
		expect(story.shown(asin).price).toBe(2700);
	}, 60_000);

	it('should go back from the list too, only where it was ticked', async () => {
		const other = story.nextAsin();
		changeByHand(other, { price: 2750 });
		await story.syncLater();
		await sendDeskForm({ ...(await tick('by_hand', [idOf(asin)])), say: 'give_back' });
		expect(readText((await openDeskPage('?page=lists&list=by_hand')).html)).toContain(
			'手動で変えた商品 1件',
		);
		await story.syncLater();
		expect([story.shown(asin).price, story.shown(other).price]).toEqual([PRICE, 2750]);
	}, 60_000);
});

describe('items that the owner hid', () => {
	it('should be listed with what Amazon says, and shown once they are the sync’s', async () => {
		const [one, left, gone] = [story.nextAsin(), story.nextAsin(), story.nextAsin()];
		// The sync has written to them before, so their change by hand has left its stamp.
		for (const asin of [one, left, gone]) story.simulator.world.setOffer(asin, { price: 2100 });
		await story.syncLater();
		for (const asin of [one, left, gone]) story.simulator.world.setOffer(asin, { price: COST });
		await story.syncLater();
		for (const asin of [one, left, gone]) changeByHand(asin, { visible: 0 });
		story.simulator.world.setOffer(gone, { inStock: false });
		await story.syncLater();
		const page = readText((await openDeskPage('?page=lists&list=hidden')).html);
		expect(page).toContain('手動で非公開 3件');
		expect(page).toContain('Amazonに在庫があります');
		expect(page).toContain('Amazonに新品の在庫がありません');

		const none = await sendDeskForm({ ...(await tick('hidden', [])), say: 'adopt' });
		expect(readText((await openDeskPage(none.location)).html)).toContain('選ばれていない');
		const sent = await tick('hidden', [idOf(one), idOf(gone)]);
		expect((await sendDeskForm({ ...sent, say: 'adopt' })).status).toBe(303);
		expect(story.shown(one).visible).toBe(0);
		await story.syncLater();
		expect([one, left, gone].map((asin) => story.shown(asin).visible)).toEqual([1, 0, 0]);
		story.simulator.world.setOffer(gone, { inStock: true, price: COST, shipping: 0 });
		await story.syncLater();
		expect(story.shown(gone).visible).toBe(1);
	}, 60_000);
});

describe('a product whose page at Amazon changed', () => {
	it('should be held, listed with both names, and go on once the owner says that it is right', async () => {
		const asin = story.nextAsin();
		const at = new Date().toISOString();
		const known = { title: 'まったく別の品物', brand: 'OLD' };
		const now = { title_ja: '新しい名前の湯たんぽ', brand: 'NEW' };
		await withStoredData(async (stored) => {
			await stored.write([
				{ asin, set: { basic_info: { ...now, at }, identity: { ...known, at } } },
			]);
		});
		story.simulator.world.setOffer(asin, { price: 1800 });
		await story.syncLater();
		expect(story.shown(asin).price).toBe(PRICE);
		const page = readText((await openDeskPage('?page=lists&list=changed')).html);
		expect(page).toContain('別の商品に変わった疑い 1件');
		expect(page).toContain('ブランド「OLD」→「NEW」');
		expect(await openItem(idOf(asin))).toContain('新しい名前の湯たんぽ');

		const sent = await sayOf(idOf(asin), 'same_product');
		expect(sent.status).toBe(303);
		await story.syncLater();
		expect(story.shown(asin).price).toBe(2340);
	}, 60_000);
});

describe('a code that only looks like an ASIN', () => {
	let item: string;
	beforeEach(async () => {
		item = String(story.place('BEAR000001', 'くまのぬいぐるみ'));
		await story.syncLater();
	}, 60_000);

	it('should be the product for good once the owner says so', async () => {
		expect(await openItem(item)).toContain('BASEの商品名は「くまのぬいぐるみ」');
		expect((await sayOf(item, 'this_one')).status).toBe(303);
		await story.syncLater();
		const lists = readText((await openDeskPage('?page=lists&list=all')).html);
		expect(lists).not.toContain('同じ商品か分からない 1件');
		expect(readText(await openItem(item))).not.toContain('同じ商品か分かりません');
	}, 60_000);

	it('should be left out by a proposal like any other rule', async () => {
		const sent = await sendDeskForm({ ...(await tick('unrecognised', [item])), say: 'never' });
		expect(sent.location).toContain('page=proposal');
		const { html } = await openDeskPage(sent.location);
		await sendDeskForm(readDeskForm(html, 'approve'));
		await story.syncLater();
		expect(readText(await openItem(item))).toContain('対象外です。');
		expect(readText(await openItem(item))).not.toContain('同じ商品か分かりません');
	}, 60_000);

	it('should keep no word that its list does not offer', async () => {
		expect((await sayOf(item, 'give_back')).status).toBe(400);
	});
});
