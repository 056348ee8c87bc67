import { startSimulator, type Simulator } from '../../simulator/start';
import { useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { readDeskForm } from '../support/deskForm';
import { quickenFirstCalls } from '../support/quickRates';
import { credentialsFor } from '../support/shopWorld';
import { syncOnce } from '../support/syncOnce';
import { watchOnce } from '../support/watchOnce';

/** BASE lets a shop have a name that every JavaScript object knows; its memory is its own all the same. */

const realNow = Date.now;

describe.each(['constructor', '__proto__', 'toString'])('a shop named %s', (name) => {
	let simulator: Simulator;
	let credentials: Credentials;
	let asins: string[];

	beforeAll(async () => {
		useTemporaryUserFolder();
		quickenFirstCalls();
		simulator = await startSimulator({
			...{ products: 8, ownGoods: 0, plain: true, speed: 1e6, tokenSpeed: 1 },
			shops: [{ name }],
		});
		credentials = credentialsFor(simulator);
		const listed = simulator.world.listings(name).filter(({ asin }) => asin !== null);
		asins = listed.map(({ asin }) => asin!);
		for (const { asin, item } of listed) {
			simulator.world.setOffer(asin!, { price: 2000, inStock: true, shipping: 0 });
			simulator.world.editListing(name, item.item_id, { price: 2600 });
		}
		await sync();
	}, 60_000);
	afterAll(async () => await simulator.stop());
	afterEach(() => jest.restoreAllMocks());

	let passed = 0;
	const later = (hours: number) => {
		passed += hours * 3_600_000;
		jest.spyOn(Date, 'now').mockImplementation(() => realNow() + passed);
	};
	const sync = async () => {
		const { message, run } = await syncOnce(simulator, credentials);
		expect(run.error).toBeUndefined();
		return message;
	};
	const shown = (asin: string) => simulator.world.itemsOf(name, asin)[0]!;

	it('should follow Amazon, and tell each change once', async () => {
		const [dearer = '', gone = ''] = asins;
		simulator.world.setOffer(dearer, { price: 3000, inStock: true, shipping: 0 });
		simulator.world.setOffer(gone, { inStock: false });
		later(4);
		const message = await sync();
		expect(shown(dearer).price).toBe(3900);
		expect(shown(gone).visible).toBe(0);
		expect(message).toContain('3,900円');
		later(4);
		expect(await sync()).toBe('');
	}, 60_000);

	it('should have what moves found by the watch', async () => {
		const asin = asins[2]!;
		simulator.world.setOffer(asin, { inStock: false });
		later(0.5);
		await watchOnce({ credentials });
		expect(shown(asin).visible).toBe(0);
	}, 60_000);

	it('should be left alone once it refused an edit for all of its items', async () => {
		for (const asin of asins.slice(3, 7)) {
			simulator.world.setOffer(asin, { price: 3000, inStock: true, shipping: 0 });
		}
		simulator.faults.add({ kind: 'wrongScope', operation: 'items/edit' });
		later(4);
		await syncOnce(simulator, credentials);
		simulator.faults.clear();
		expect(simulator.counters.of('base', 'items/edit').calls).toBeLessThan(4);
	}, 60_000);

	it('should be paused and go on by its desk', async () => {
		later(4);
		const { html } = await openDeskPage('?page=stop');
		await sendDeskForm(readDeskForm(html, 'pause'));
		later(4);
		await sync();
		expect(shown(asins[3]!).price).toBe(2600);
		await sendDeskForm(readDeskForm((await openDeskPage('?page=stop')).html, 'resume'));
		later(4);
		await sync();
		expect(shown(asins[3]!).price).toBe(3900);
	}, 60_000);
});
