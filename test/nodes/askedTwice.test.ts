import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../simulator/start';
import type { Offer } from '../../lib/listing/offer';
import { amazonCaller } from '../simulator/callers';
import {
	inARow,
	itemsNode,
	runWorkflow,
	useTemporaryUserFolder,
	type Credentials,
} from '../support/n8nEngine';
import { quickenFirstCalls } from '../support/quickRates';
import { goLive } from '../support/shopRules';
import { credentialsFor } from '../support/shopWorld';
import { openFolder } from '../support/stored';
import { listing } from '../support/situation';

/**
 * A price of 1,000 yen beside a Buy Box of 1,300: believable, but nothing supports it. Under the default
 * rule its shop price is 1,300.
 */
describe('SP-API Batch Offers, of a price that nothing supports', () => {
	let simulator: Simulator;
	let credentials: Credentials;
	let asin: string;

	beforeEach(async () => {
		useTemporaryUserFolder();
		quickenFirstCalls();
		simulator = await startSimulator({ products: 3, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
		asin = [...simulator.world.products.keys()][0]!;
		simulator.world.setOffer(asin, { offers: [{ price: 1000 }, { price: 1300, isBuyBox: true }] });
	});
	afterEach(async () => {
		simulator.faults.clear();
		await simulator.stop();
	});

	const ask = async (item: object, parameters: object = {}) => {
		const node = {
			name: 'it',
			type: 'n8n-nodes-amazon-base-sync.spApiBatchOffers',
			parameters: { useSingle: false, ...parameters },
		};
		const run = await runWorkflow(inARow(itemsNode([{ asin, ...item }]), node), {
			credentials,
			mode: 'manual',
		});
		expect(run.error).toBeUndefined();
		return run.output('it')[0]?.offer as Offer;
	};
	const defaultFolder = () => join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	const ofShop = (changes = {}) => ({ listing: listing({ account: 'demo-shop', ...changes }) });
	const writtenAt = (price: number) => ({
		...ofShop(),
		cached: {
			asin,
			shop: {
				'demo-shop/1': {
					last_written: { price: 1300, at: new Date().toISOString(), cost: { price, points: 0 } },
				},
			},
		},
	});
	const secondAsks = () => simulator.counters.of('amazon', 'getItemOffers').calls;
	const book = { rulesFrom: 'book' };

	it('should ask the other operation too before a hidden item can be shown', async () => {
		const offer = await ask(ofShop({ visible: false }));
		expect(offer).toMatchObject({
			...{ status: 'in_stock', price: 1000, source: 'item_offers' },
			witness: { verdict: 'silent', agreed: true },
		});
		expect(secondAsks()).toBe(1);
	});

	it('should take the later answer where the two differ', async () => {
		simulator.faults.add({ kind: 'staleOffers', operation: 'getItemOffersBatch' });
		await (await amazonCaller(simulator)).batch([asin]);
		// The batch still says 1,000. Of the Buy Box that is 75.02% and 1,060 is 79.5%; they differ by 5.7%.
		simulator.world.setOffer(asin, { offers: [{ price: 1060 }, { price: 1333, isBuyBox: true }] });
		const offer = await ask(ofShop({ stock: 0 }));
		expect(offer).toMatchObject({ price: 1060, witness: { verdict: 'silent' } });
		expect(offer.witness).not.toHaveProperty('agreed');
	});

	it.each<[string, number, () => object, object]>([
		['on sale, on a canvas that never wrote its price', 1, () => ofShop(), {}],
		['on sale, on a canvas that wrote its price at this cost', 0, () => writtenAt(1000), {}],
		['on sale, on a canvas that wrote its price at a higher cost', 1, () => writtenAt(1100), {}],
		['without a listing, on a canvas', 0, () => ({}), {}],
		['without a listing, under the book', 1, () => ({}), book],
		['shown at the price of the book', 0, () => ofShop(), book],
		['shown at more than the price of the book', 1, () => ofShop({ price: 1400 }), book],
		[
			'with a lower markup of its own',
			1,
			() => ({ ...ofShop(), override: { markup: '1.2' } }),
			book,
		],
		[
			'hidden, but excluded by its owner',
			0,
			() => ({ ...ofShop({ visible: false }), override: { never_touch: 'はい' } }),
			book,
		],
		[
			'hidden, with a cell that nobody can read',
			0,
			() => ({ ...ofShop({ visible: false }), override: { price: '高め' } }),
			book,
		],
	])('%s: second asks: %s', async (_, asks, item, parameters) => {
		await goLive();
		const offer = await ask(item(), parameters);
		expect(offer).toMatchObject({ price: 1000, witness: { verdict: 'silent' } });
		expect(offer.witness?.agreed).toBe(asks === 1 ? true : undefined);
		expect(secondAsks()).toBe(asks);
	});

	const freshSilent = (memory: object) => {
		const at = new Date().toISOString();
		const cached = {
			...{ asin, in_stock: true, offer_status: 'in_stock', price: 1000, currency: 'JPY' },
			...{ price_updated_at: at, stock_updated_at: at },
			witness: { buy_box_price: 1300, new_count: 2, seen_at: at, verdict: 'silent' },
			shop: { 'demo-shop/1': memory },
		};
		return { cached, freshness: { price: 'fresh', stock: 'fresh', basic_info: 'fresh' } };
	};
	const hiddenByUs = { hidden_by_sync_at: new Date().toISOString() };

	it.each<[string, number, object, object]>([
		['hidden by us in a second shop on the same cache', 1, { visible: false }, hiddenByUs],
		['hidden by its owner there', 0, { visible: false }, {}],
		['without stock there', 1, { stock: 0 }, {}],
		['right as it stands there', 0, {}, {}],
	])('should serve a fresh silent answer to an item %s: calls: %s', async (...row) => {
		const [, calls, changes, memory] = row;
		await goLive();
		const offer = await ask({ ...ofShop(changes), ...freshSilent(memory) }, book);
		expect(offer.witness?.agreed).toBe(calls === 1 ? true : undefined);
		expect(offer.source === 'cache').toBe(calls === 0);
		expect(secondAsks()).toBe(calls);
	});

	it('should still serve it where Amazon gives no answer then', async () => {
		await goLive();
		simulator.faults.add({ kind: 'status', status: 500, operation: 'getItemOffersBatch' });
		const item = { ...ofShop({ visible: false }), ...freshSilent(hiddenByUs) };
		expect(await ask(item, { ...book, options: { retries: 0 } })).toMatchObject({
			...{ status: 'in_stock', price: 1000, source: 'cache', witness: { verdict: 'silent' } },
		});
	});

	it('should leave a baseline in the cache once both operations name the price', async () => {
		const offer = await ask(ofShop({ visible: false }));
		const write = {
			name: 'write',
			type: 'n8n-nodes-amazon-base-sync.ttlCache',
			parameters: { operation: 'write' },
		};
		const run = await runWorkflow(inARow(itemsNode([{ asin, offer }]), write), { credentials });
		expect(run.error).toBeUndefined();
		const document = (
			await openFolder({ folder: defaultFolder(), now: Date.now }).read([asin])
		).get(asin);
		expect(document).toMatchObject({
			witness: { verdict: 'silent', agreed: true },
			supported: { price: 1000, at: offer.fetched_at },
		});
		expect(document?.supported).not.toHaveProperty('only_if_missing');
	});

	it('should ask twice as well for what a screening saw move', async () => {
		await goLive();
		const cached = {
			asin,
			screen: { fingerprint: '1/0/0/1', screened_at: '2026-11-24T00:00:00Z' },
		};
		const offer = await ask(
			{ ...ofShop({ price: 1400 }), cached },
			{ operation: 'screen', confirmMoved: true, ...book },
		);
		expect(offer.witness).toMatchObject({ verdict: 'silent', agreed: true });
	});
});
