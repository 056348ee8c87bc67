import { startSimulator, type Simulator } from '../../simulator/start';
import { readDeskForm } from '../support/deskForm';
import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { quickenFirstCalls } from '../support/quickRates';
import { goLive } from '../support/shopRules';
import { chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { withStoredData } from '../support/withStoredData';

/**
 * Two shops sell the same product, and its page at Amazon sells another one now. The owner says in one shop, whose item
 * was rewritten for it, that it is right. Nobody has said so of the other shop's item.
 */

const names = ['first-shop', 'second-shop'] as const;
type Shop = (typeof names)[number];
const HOUR = 3_600_000;

let simulator: Simulator;
let asin: string;

const realNow = Date.now;
/** The present time, so many hours after the beginning. */
const passHours = (hours: number): void => {
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + hours * HOUR);
};
const shown = (shop: Shop) => simulator.world.itemsOf(shop, asin)[0]!;

async function sync(shop: Shop): Promise<void> {
	const settings = { dry_run: false, account: shop, ttl_hours: 0, ...chatworkOf(simulator) };
	const workflow = { ...shippedWorkflow('price-stock-sync.json', settings), id: `sync-of-${shop}` };
	const credentials = credentialsFor(simulator, names.indexOf(shop));
	const run = await runWorkflow(workflow, { credentials, startNode: '定期実行' });
	expect(run.error).toBeUndefined();
}

beforeEach(async () => {
	useTemporaryUserFolder();
	quickenFirstCalls();
	simulator = await startSimulator({
		...{ products: 12, plain: true, speed: 1e6, tokenSpeed: 1 },
		shops: names.map((name) => ({ name })),
	});
	const { world } = simulator;
	for (const shop of names) {
		await goLive(shop);
		for (const { asin: each, item } of world.listings(shop)) {
			world.setOffer(each!, { price: 2000, inStock: true, shipping: 0 });
			world.editListing(shop, item.item_id, { price: 2600 });
		}
	}
	asin = [...world.products.keys()][3]!;
	for (const shop of names) await sync(shop);
	const at = new Date().toISOString();
	const before = { title: 'まったく別の品物', brand: 'OLD' };
	const now = { title_ja: '新しい名前の湯たんぽ', brand: 'NEW' };
	await withStoredData(async (stored) => {
		await stored.write([
			{ asin, set: { basic_info: { ...now, at }, identity: { ...before, at } } },
		]);
	});
	world.setOffer(asin, { price: 1800, inStock: true, shipping: 0 });
	passHours(4);
	for (const shop of names) await sync(shop);
	expect(names.map((shop) => shown(shop).price)).toEqual([2600, 2600]);
}, 90_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await simulator.stop();
});

it('should be no word about the item of the other shop', async () => {
	const { html } = await openDeskPage(
		`?account=first-shop&page=item&id=${shown('first-shop').item_id}`,
	);
	const sent = await sendDeskForm({ ...readDeskForm(html, 'word'), say: 'same_product' });
	expect(sent.status).toBe(303);
	passHours(8);
	for (const shop of names) await sync(shop);
	expect(shown('first-shop').price).toBe(2340);
	expect(shown('second-shop').price).toBe(2600);
}, 90_000);
