import { join } from 'node:path';
import { openDeskPage } from '../support/deskPages';
import {
	openOrderStory,
	personalTexts,
	readAllFiles,
	type OrderStory,
} from '../support/orderStory';
import { shortenWaits } from '../support/shortWaits';

/** What the orders leave: through the shipped order-watch.json and the shipped desk. */

const SHOP = 'demo-shop';

let story: OrderStory;

shortenWaits();

beforeEach(async () => {
	story = await openOrderStory(12);
}, 60_000);
afterEach(async () => await story.stop());

const watch = async (minutes = 10, killedAfter?: string): Promise<string> => {
	const { run, messages } = await story.watchLater(minutes, killedAfter ? { killedAfter } : {});
	if (!killedAfter) expect(run.error).toBeUndefined();
	return messages.join('\n');
};
const idOf = (asin: string): number => story.simulator.world.itemsOf(SHOP, asin)[0]!.item_id;
const offerOf = (asin: string, script: Parameters<typeof story.simulator.world.setOffer>[1]) =>
	story.simulator.world.setOffer(asin, script);

/** The figures of a file after the first three columns, of all lines. */
const figures = async (by: 'days' | 'items'): Promise<string[]> => {
	const { html, headers } = await openDeskPage(`?page=profit_csv&by=${by}`);
	expect(headers['content-type']).toBe('text/csv; charset=utf-8');
	expect(headers['content-disposition']).toContain(`profit-estimate-${by}.csv`);
	return html
		.split('\r\n')
		.slice(1, -1)
		.map((line) => line.split(',').slice(3).join());
};
const page = async (address: string): Promise<string> => (await openDeskPage(address)).html;

it('should say before any order is read how the counting begins', async () => {
	expect(await page('?page=profit')).toContain('order-watch.json');
	expect(await figures('days')).toEqual([]);
});

it('should say the profit of the message, by day and by item', async () => {
	const [one, three] = [story.nextAsin(), story.nextAsin()];
	story.buy(one);
	story.buy(three, 'ordered', 3);
	const message = await watch();
	expect(message).toContain('利益 +388円');
	expect(message).toContain('利益 +1,245円');
	// 2,600 - 2,000 - 212, and 7,800 - 6,000 - 555.
	expect(await figures('days')).toEqual(['2,4,10400,8000,767,0,1633,0,0,0']);
	expect(await figures('items')).toEqual([
		'1,3,7800,6000,555,0,1245,0,0,0',
		'1,1,2600,2000,212,0,388,0,0,0',
	]);
	expect(await page('?page=profit')).toContain('<span>利益 (見込み)</span><strong>1,633円');
	expect(await page('?page=profit&by=items')).toContain(`page=item&amp;id=${idOf(one)}`);
}, 60_000);

it('should keep the cost of the moment when the order came in', async () => {
	const asin = story.nextAsin();
	const order = story.buy(asin);
	await watch();
	offerOf(asin, { price: 2500 });
	await watch(70);
	story.move(order, 'dispatched');
	await watch(70);
	expect(await figures('days')).toEqual(['1,1,2600,2000,212,0,388,0,0,0']);
}, 60_000);

it('should count what has no known cost, and take it for no cost of 0 yen', async () => {
	const soldOut = story.nextAsin();
	offerOf(soldOut, { inStock: false });
	story.buy(soldOut);
	story.order([{ itemId: story.place('UTSUWA-12', '手作りの器') }]);
	await watch();
	const [day] = await figures('days');
	expect(day).toMatch(/^0,0,,,,,,2,\d+,0$/);
	expect(await page('?page=profit')).toContain('<span>仕入値不明の明細</span><strong>2件');
}, 60_000);

it('should learn the cost at the next look where Amazon did not answer at first', async () => {
	story.buy(story.nextAsin());
	story.simulator.faults.add({ kind: 'status', service: 'amazon' });
	await watch();
	expect(await figures('days')).toEqual(['0,0,,,,,,1,2600,0']);
	story.simulator.faults.clear();
	await watch();
	expect(await figures('days')).toEqual(['1,1,2600,2000,212,0,388,0,0,0']);
}, 120_000);

it('should leave out what is cancelled, and say how much was counted before', async () => {
	const order = story.buy(story.nextAsin());
	story.buy(story.nextAsin(), 'cancelled');
	await watch();
	story.move(order, 'cancelled');
	await watch();
	await watch(70);
	expect(await figures('days')).toEqual(['0,0,,,,,,0,0,1']);
	expect(await page('?page=profit')).toContain('<span>キャンセル</span><strong>1件');
}, 60_000);

it.each(['BASEの注文', 'Amazonの今の価格', '注文のお知らせ', 'Chatworkに通知'])(
	'should count an order once where the run is killed after %s',
	async (node) => {
		story.buy(story.nextAsin());
		await watch(10, node);
		await watch();
		await watch(70);
		expect(await figures('days')).toEqual(['1,1,2600,2000,212,0,388,0,0,0']);
	},
	60_000,
);

it('should be reached from the start, the lists, the best sellers and the item', async () => {
	const asin = story.nextAsin();
	story.buy(asin);
	await watch();
	const from = ['', '?page=lists&list=all', '?page=sellers', `?page=item&id=${idOf(asin)}`];
	for (const address of from) expect(await page(address)).toContain('page=profit');
	expect(await page(`?page=item&id=${idOf(asin)}`)).toContain(
		'<span>利益の見込み (90日)</span><strong>+388円',
	);
}, 60_000);

it('should say nothing of a customer anywhere', async () => {
	story.buy(story.nextAsin());
	await watch();
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n', 'amazon-base-sync', 'default');
	const pages = ['?page=profit', '?page=profit&by=items', '?page=profit_csv&by=items'];
	const shown = await Promise.all(pages.map(page));
	const left = [...readAllFiles(folder), ...shown].join('\n').toLowerCase();
	expect(left).toContain(story.simulator.world.shop(SHOP).orders[0]!.unique_key.toLowerCase());
	expect(personalTexts(story).filter((text) => left.includes(text.toLowerCase()))).toEqual([]);
}, 60_000);
