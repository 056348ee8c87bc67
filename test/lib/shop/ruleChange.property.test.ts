import fc from 'fast-check';
import { openLedger } from '../../../lib/ledger/ledger';
import { decidePrice } from '../../../lib/listing/pricing/pricing';
import { openRules } from '../../../lib/shop/rules/openRules';
import { readShopRules } from '../../../lib/shop/runs/shopRules';
import type { RunSettings } from '../../../lib/ledger/rules/runRules';
import type { Collection } from '../../../lib/stores/store';
import { casesOf } from '../../support/cases';
import { MemoryStore } from '../../support/memoryStore';

/**
 * The owner approves another markup while the sync, the watch and a registration are under way. Every
 * order in which their reads and writes of the store may fall is tried at random.
 */

const COST = 2000;
const ITEMS = ['B000000001', 'B000000002', 'B000000003'];
const CHUNKS = 3;
const OLD = 2600;
const NEW = 2800;

const settings = (changes: Partial<RunSettings> = {}): RunSettings => ({
	dryRun: false,
	changes: { markup: { top: 130 } },
	room: '',
	businessHours: '',
	approve: '',
	isManual: false,
	problem: null,
	...changes,
});

/** A store whose every access waits for the scheduler. */
class ScheduledStore extends MemoryStore {
	constructor(private readonly scheduler: fc.Scheduler) {
		super();
	}

	override async read(collection: Collection, keys: readonly string[]) {
		await this.scheduler.schedule(Promise.resolve(), `read ${collection}`);
		return await super.read(collection, keys);
	}

	override async update(...given: Parameters<MemoryStore['update']>) {
		await this.scheduler.schedule(Promise.resolve(), `update ${given[0]}`);
		return await super.update(...given);
	}
}

interface Decided {
	asin: string;
	price: number | null;
	/** Whether the chunk began after the change. */
	isAfter: boolean;
}

it('should decide no item by the old markup in a chunk that begins after the change', async () => {
	let changedWhileRunning = 0;
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), async (scheduler) => {
			const store = new MemoryStore();
			const now = () => Date.UTC(2026, 10, 28);
			const ports = { previewOf: async () => null, now };
			const first = openLedger({ store, now });
			await openRules(first, 'shop', settings(), ports);
			const wanted = settings({ changes: { markup: { top: 140 } } });
			const { proposal } = await openRules(first, 'shop', wanted, ports);

			const slow = new ScheduledStore(scheduler);
			for (const [key, record] of await store.read('rules', ['shop'])) {
				await MemoryStore.prototype.update.call(slow, 'rules', [{ key, change: () => record }]);
			}
			const ledger = openLedger({ store: slow, now });
			let isChanged = false;
			const decided: Decided[] = [];
			const decideChunk = async (): Promise<void> => {
				const isAfter = isChanged;
				const { values } = await readShopRules(ledger.rules, 'shop');
				for (const asin of ITEMS) {
					const { price } = decidePrice({ price: COST, points: 0 }, values.pricing);
					decided.push({ asin, price, isAfter });
				}
			};
			const decideAll = async (): Promise<void> => {
				for (let chunk = 0; chunk < CHUNKS; chunk++) await decideChunk();
			};
			const sync = async (): Promise<void> => {
				// Published before the owner thought of another markup.
				await openRules(ledger, 'shop', settings(), ports);
				await decideAll();
			};
			const approve = async (): Promise<void> => {
				const approval = { ...wanted, approve: proposal!.code };
				await openRules(ledger, 'shop', approval, ports);
				isChanged = true;
			};
			const work = Promise.all([sync(), decideAll(), decideChunk(), approve()]);
			await scheduler.waitFor(work);

			for (const { price, isAfter } of decided) {
				expect(isAfter ? [NEW] : [OLD, NEW]).toContain(price);
			}
			const { values } = await scheduler.waitFor(readShopRules(ledger.rules, 'shop'));
			expect(values.pricing.tiers.at(-1)?.markupPercent).toBe(140);
			if (new Set(decided.map(({ price }) => price)).size === 2) changedWhileRunning++;
		}),
		{ numRuns: casesOf(500) },
	);
	// The change must really have fallen into the middle of runs.
	expect(changedWhileRunning).toBeGreaterThan(casesOf(500) / 10);
});
