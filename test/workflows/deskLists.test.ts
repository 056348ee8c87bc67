import { join } from 'node:path';
import type { Ledger } from '../../lib/ledger/ledger';
import { defaultValues } from '../../lib/ledger/rules/ruleValues';
import { openDeskPage } from '../support/deskPages';
import { listing } from '../support/situation';
import { openFolder } from '../support/stored';
import { openStory, type SyncStory } from '../support/syncStory';

/** The lists of what does not go by itself, through the shipped sync and the desk. */

const SHOP = 'demo-shop';

let story: SyncStory;
let foreign: number;
let doubtful: number;
let cut: string;

const text = (html: string): string =>
	html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]+>/g, ' ');

const open = async (list: string): Promise<string> =>
	text((await openDeskPage(`?page=lists&list=${list}`)).html);

beforeAll(async () => {
	story = await openStory(10);
	foreign = story.place('MY-001', '手作りのかばん');
	doubtful = story.place('BEAR000001', 'くまのぬいぐるみ');
	cut = story.nextAsin();
	await story.syncLater();
	story.simulator.world.editListing(SHOP, story.shown(cut).item_id, { price: 2700 });
	await story.syncLater();
}, 120_000);
afterAll(async () => await story.stop());

it.each([
	['unmapped', () => foreign, 'ASINが分からない 1件'],
	['unrecognised', () => doubtful, '同じ商品か分からない 1件'],
	['by_hand', () => story.shown(cut).item_id, '手動で変えた商品 1件'],
])('should list %s items with the way to their page', async (list, itemId, heading) => {
	const { html } = await openDeskPage(`?page=lists&list=${list}`);
	expect(text(html)).toContain(heading);
	expect(html).toContain(`page=item&amp;id=${itemId()}`);
});

it('should say why an item waits', async () => {
	expect(await open('by_hand')).toContain('ショップで手動で変更された価格 2,700円 を優先します');
});

it('should say of an empty list that it is empty, and open the first full one by default', async () => {
	expect(await open('closed')).toContain('ここに入る商品はありません');
	expect(await open('')).toContain('手動で変えた商品 1件');
	expect(await open('__proto__')).toContain('手動で変えた商品 1件');
});

it('should show the tabs of full lists alone, and all of them in short', async () => {
	const { html } = await openDeskPage('?page=lists&list=all');
	const [, tabs = ''] = /<nav aria-label="一覧の種類">(.*?)<\/nav>/.exec(html) ?? [];
	expect(
		text(tabs)
			.trim()
			.split(/\s{2,}/),
	).toEqual([
		...['すべて', '手動で変えた商品 (1)', '同じ商品か分からない (1)', 'ASINが分からない (1)'],
	]);
	expect(text(html)).toContain('手動で変えた商品 1件');
	expect(text(html)).toContain('0件: 待っている変更、手動で非公開、別の商品に変わった疑い');
});

it('should count anew behind the answer once the lists are old', async () => {
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	const { countedLists } = openFolder({ folder, now: Date.now });
	const kept = (await countedLists.read(SHOP))!;
	const old = { ...kept, at: new Date(Date.now() - 3_600_000).toISOString() };
	await countedLists.note(SHOP, { ...old, counts: { ...kept.counts, unmapped: 77 } });
	expect(await open('unmapped')).toContain('ASINが分からない 77件');
	expect(await open('unmapped')).toContain('ASINが分からない 1件');
});

/** Gives the store a shop whose lists take some time to count. */
async function addLargeShop(account: string): Promise<Ledger> {
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	const ledger = openFolder({ folder, now: Date.now });
	const large = Array.from({ length: 2001 }, (_, index) =>
		listing({ account, item_id: index + 1, identifier: '手作り' }),
	);
	await ledger.rules.save(account, defaultValues, 'settings');
	await ledger.items.accept(account, large, undefined);
	return ledger;
}

it('should count the lists of a large shop behind the answer, for the next look', async () => {
	const { countedLists } = await addLargeShop('large');
	const { html } = await openDeskPage('?account=large&page=lists&list=unmapped');
	expect(text(html)).toContain('数えています。数秒かかります');
	expect((await countedLists.read('large'))!.counts.unmapped).toBe(2001);
	const [, again = ''] = /<a class="button" href="([^"]*)">一覧を表示する/.exec(html) ?? [];
	const next = await openDeskPage(again.replaceAll('&amp;', '&'));
	expect(text(next.html)).toContain('ASINが分からない 2,001件');
});

it('should wait for the count with whoever asks again before there is one', async () => {
	await addLargeShop('uncounted');
	const { html } = await openDeskPage('?account=uncounted&page=lists&list=unmapped&counting=yes');
	expect(text(html)).toContain('ASINが分からない 2,001件');
});
