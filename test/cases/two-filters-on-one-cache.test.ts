import { defaultOfferFilter } from '../../lib/listing/offerFilter';
import { startSimulator, type Simulator } from '../../simulator/start';
import { runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { quickenFirstCalls } from '../support/quickRates';
import { goLive } from '../support/shopRules';
import { chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';

/**
 * A price in the cache is the best of the offers that one filter lets through. Another shop on the same cache, or
 * the same shop after its filter was changed, can't price, hide or keep on sale by it.
 */

const [STRICT, FREE] = ['strict-shop', 'free-shop'] as const;
const shops = [STRICT, FREE];
const onlyFba = { filter: { ...defaultOfferFilter, requireFba: true } };
const HOUR = 3_600_000;

let simulator: Simulator;
let asin: string;

/** The present time from now on. */
const passHours = (hours: number): void => {
	const realNow = Date.now;
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + hours * HOUR);
};

const sync = async (shop: (typeof shops)[number]): Promise<void> => {
	const settings = { dry_run: false, account: shop, ...chatworkOf(simulator) };
	const workflow = { ...shippedWorkflow('price-stock-sync.json', settings), id: `sync-of-${shop}` };
	const credentials = credentialsFor(simulator, shops.indexOf(shop));
	const run = await runWorkflow(workflow, { credentials, startNode: '定期実行' });
	expect(run.error).toBeUndefined();
};

const shown = (shop: string) => simulator.world.itemsOf(shop, asin)[0]!;

beforeEach(async () => {
	useTemporaryUserFolder();
	quickenFirstCalls();
	simulator = await startSimulator({
		...{ products: 12, plain: true, speed: 1e6, tokenSpeed: 1 },
		shops: shops.map((name) => ({ name })),
	});
	const { world } = simulator;
	for (const shop of shops) {
		for (const { asin: each, item } of world.listings(shop)) {
			world.setOffer(each!, { price: 2000, inStock: true, shipping: 0 });
			world.editListing(shop, item.item_id, { price: 2600 });
		}
	}
	asin = [...world.products.keys()][3]!;
	await goLive(STRICT, onlyFba);
	await goLive(FREE);
	await sync(STRICT);
	await sync(FREE);
	passHours(4);
}, 90_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await simulator.stop();
});

const sellWithoutFba = () =>
	simulator.world.setOffer(asin, { price: 2000, isFba: false, isPrime: false, isBuyBox: true });

it('should not price by an offer that only the other shop accepts', async () => {
	const cheap = { price: 1600, isFba: false, isPrime: false, isBuyBox: true };
	simulator.world.setOffer(asin, { offers: [cheap, { price: 2000, isFba: true }] });

	await sync(FREE);
	await sync(STRICT);

	expect(shown(STRICT).price).toBe(2600);
}, 90_000);

it('should not keep on sale what only the other shop may buy', async () => {
	sellWithoutFba();

	await sync(FREE);
	await sync(STRICT);

	expect(shown(STRICT).visible).toBe(0);
}, 90_000);

it('should not hide what only the other shop may not buy', async () => {
	sellWithoutFba();

	await sync(STRICT);
	await sync(FREE);

	expect(shown(FREE).visible).toBe(1);
}, 90_000);

it('should go by a changed filter in the next run, however young the answer is', async () => {
	sellWithoutFba();
	await sync(FREE);
	jest.restoreAllMocks();
	passHours(4.5);

	await goLive(FREE, onlyFba);
	await sync(FREE);

	expect(shown(FREE).visible).toBe(0);
}, 90_000);
