import type { Run } from '../../lib/ledger/runs/run';
import type { RunRules } from '../../lib/ledger/rules/runRules';
import type { RunItem } from '../../lib/report/summary';
import { startSimulator, type Simulator } from '../../simulator/start';
import type { ShopItem } from '../../simulator/world/shop';
import { amazonCaller } from '../simulator/callers';
import { itemsOfRun } from './itemsOfRun';
import { useTemporaryUserFolder, type Credentials } from './n8nEngine';
import { quickenFirstCalls } from './quickRates';
import { credentialsFor } from './shopWorld';
import { syncOnce } from './syncOnce';

const SHOP = 'demo-shop';

const HOUR = 3_600_000;

/** Amazon's price of everything, and the shop's by the usual rule: a run changes nothing. */
export const COST = 2000;
export const PRICE = 2600;

export interface SyncRun {
	items: RunItem[];
	/** What the run made of one ASIN. @throws Error where it is not there */
	itemOf: (asin: string) => RunItem;
	/** What Chatwork was told; '' where nothing was. */
	message: string;
	/** The rules that the run went by. */
	rules: RunRules | null;
	/** Message of the error that ended the run; undefined where it ended well. */
	error?: string;
}

/** A shop in which everything is right after a first run, to be disturbed by one test. */
export interface SyncStory {
	simulator: Simulator;
	credentials: Credentials;
	asins: string[];
	/** An ASIN that no test has had yet, so that each test can run alone and beside the others. */
	nextAsin: () => string;
	/** Runs the shipped price-stock-sync.json once, live, as the schedule does. */
	sync: (settings?: Record<string, unknown>) => Promise<SyncRun>;
	/** Lets the time pass until the work begins; the story's later work comes later still. */
	later: <T>(work: () => Promise<T>, hours?: number) => Promise<T>;
	/** The sync, as the schedule runs it next: 4 hours later. */
	syncLater: (settings?: Record<string, unknown>) => Promise<SyncRun>;
	/** Asks both offers operations for an ASIN once, beside the product. */
	askOffers: (asin: string) => Promise<void>;
	/** Puts an item of the owner's into the shop, on sale for 2,500 yen. Gives its number. */
	place: (identifier: string, title: string) => number;
	/** An item by its number, as it is now. */
	item: (itemId: number) => ShopItem;
	/** The shop's item for an ASIN, as it is now. */
	shown: (asin: string) => ShopItem;
	stop: () => Promise<void>;
}

const ownItem: Omit<ShopItem, 'item_id' | 'identifier' | 'title' | 'detail'> = {
	price: 2500,
	proper_price: null,
	item_tax_type: 1,
	stock: 3,
	visible: 1,
	list_order: 1,
	modified: 1_700_000_000,
	images: [],
	variations: [],
};

export interface StoryOptions {
	/** Goods under the owner's own codes; 0. */
	ownGoods?: number;
	/** Products of Amazon's that the shop does not sell yet; 0. */
	unlisted?: number;
	/** What the shop is before the first run. */
	prepare?: (simulator: Simulator) => void;
	/** Settings of the first run; live by default. */
	first?: Record<string, unknown>;
}

/** @param products also the number of ASINs that `nextAsin` gives */
export async function openStory(
	products = 20,
	{ ownGoods = 0, unlisted = 0, prepare, first }: StoryOptions = {},
): Promise<SyncStory> {
	useTemporaryUserFolder();
	quickenFirstCalls();
	const simulator = await startSimulator({
		products,
		ownGoods,
		unlisted,
		plain: true,
		speed: 1e6,
		tokenSpeed: 1,
	});
	const credentials = credentialsFor(simulator);
	const listed = simulator.world.listings(SHOP).filter(({ asin }) => asin !== null);
	for (const { asin, item } of listed) {
		simulator.world.setOffer(asin!, { price: COST, inStock: true, shipping: 0 });
		simulator.world.editListing(SHOP, item.item_id, { price: PRICE });
	}
	prepare?.(simulator);
	const sync = async (settings: Record<string, unknown> = {}): Promise<SyncRun> => {
		const { run, message } = await syncOnce(simulator, credentials, { settings });
		const items = await itemsOfRun(run);
		const itemOf = (asin: string): RunItem => {
			const item = items.find((candidate) => candidate.asin === asin);
			if (!item) throw new Error(`The run has no item for ${asin}`);
			return item;
		};
		const rules = (run.output('変動レポート')[0]?.run as Run | undefined)?.rules ?? null;
		return { items, itemOf, message, rules, error: run.error };
	};
	await sync(first);
	let taken = 0;
	let passed = 0;
	const later = async <T>(work: () => Promise<T>, hours = 4): Promise<T> => {
		passed += hours * HOUR;
		const realNow = Date.now;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => realNow() + passed);
		const result = await work();
		clock.mockRestore();
		return result;
	};
	return {
		later,
		syncLater: async (settings) => await later(async () => await sync(settings)),
		simulator,
		credentials,
		nextAsin: () => {
			const asin = listed[taken++]?.asin;
			if (!asin) throw new Error(`This story has no more than ${products} products`);
			return asin;
		},
		asins: listed.map(({ asin }) => asin!),
		sync,
		askOffers: async (asin) => {
			const amazon = await amazonCaller(simulator);
			await amazon.batch([asin]);
			await amazon.offers(asin);
		},
		place: (identifier, title) =>
			simulator.world.shop(SHOP).place({ ...ownItem, identifier, title, detail: title }, null)
				.item_id,
		item: (itemId) =>
			simulator.world.listings(SHOP).find(({ item }) => item.item_id === itemId)!.item,
		shown: (asin) => simulator.world.itemsOf(SHOP, asin)[0]!,
		stop: async () => await simulator.stop(),
	};
}
