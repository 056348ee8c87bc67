import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decide } from '../lib/changes/decide';
import { calmShop } from '../lib/changes/situation';
import { defaultValues } from '../lib/ledger/rules/ruleValues';
import { openLedger } from '../lib/ledger/ledger';
import type { Listing } from '../lib/listing/listing';
import type { Offer } from '../lib/listing/offer';
import { openCache } from '../lib/cache/cache';
import { editRecords } from '../lib/shop/gate/records/editRecords';
import { Gate } from '../lib/shop/gate/gate';
import type { Intent } from '../lib/shop/gate/intent';
import type { UpdatePorts } from '../lib/shop/gate/writeEdits';
import type { ShopData } from '../lib/shop/shopData';
import { FileStore } from '../lib/stores/file/fileStore';
import { asinAt } from './documents';
import { rounded, type Figure, type Measure } from './figure';
import { median } from './timing';

const EDITS = 300;
const ROUNDS = 5;
const ACCOUNT = 'bench';
const RULES = 1;

/** An edit on its way through the gate, beside the records that each edit had to write before there was one. */
export const measureGate: Measure = async (say) => {
	say(`${EDITS} raises, ${ROUNDS} rounds, a shop that answers at once`);
	const ratios: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const records = await inFolder(sendWithoutGate);
		const gate = await inFolder(sendThroughGate);
		ratios.push(gate / records);
	}
	return [figureOf(median(ratios))];
};

const figureOf = (value: number): Figure => ({
	id: 'gate_over_records',
	value: rounded(value),
	unit: '',
	bound: 3,
	against: 'the records of the same edits alone (intent, answer, memory)',
	how: `${EDITS} edits in a folder, median of ${ROUNDS}; the shop's own answers, some 0.2 s each, are left out`,
});

interface Bench {
	data: ShopData;
	intents: Intent[];
	ports: UpdatePorts;
}

async function inFolder(work: (bench: Bench) => Promise<void>): Promise<number> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-gate-'));
	const store = new FileStore({ folder, now: Date.now });
	try {
		const data = {
			cache: openCache({ store, now: Date.now }),
			ledger: openLedger({ store, now: Date.now }),
		};
		await data.ledger.rules.save(ACCOUNT, { ...defaultValues, live: true }, 'settings');
		const intents = Array.from({ length: EDITS }, (_, index) => intentAt(index));
		await data.cache.write(intents.map(documentOf));
		const bench = { data, intents, ports: instantShop(data, intents) };
		const startedAt = performance.now();
		await work(bench);
		return performance.now() - startedAt;
	} finally {
		await store.close();
		await rm(folder, { recursive: true, force: true });
	}
}

async function sendThroughGate({ data, intents, ports }: Bench): Promise<void> {
	const gate = new Gate({
		...{ data, now: Date.now, refused: {}, hides: {}, timestamp },
		...{ portsOf: () => Promise.resolve(ports), warn: () => undefined },
	});
	for (const intent of intents) {
		const { action } = await gate.send(intent);
		if (action !== 'updated') throw new Error(`An edit of the bench was ${action}`);
	}
	await gate.close();
}

async function sendWithoutGate({ intents, ports }: Bench): Promise<void> {
	for (const intent of intents) {
		const plan = { ...intent, addsRisk: false, offerFetchedAt: null, reasons: undefined };
		const id = await ports.records.intend(plan);
		const after = await ports.client.editItem(intent.listing.item_id, intent.edits);
		await ports.records.settle(plan, id, 'applied', after, null);
	}
}

const timestamp = (): string => new Date().toISOString();

function instantShop(data: ShopData, intents: readonly Intent[]): UpdatePorts {
	const items = new Map(intents.map(({ listing }) => [listing.item_id, listing]));
	const unused = () => Promise.reject(new Error('The bench has no use for it'));
	return {
		client: {
			...{ readList: unused, getNewestItems: unused, getTexts: unused },
			getItem: (id) => Promise.resolve(items.get(id)!),
			editItem: (id, edits) => {
				items.set(id, { ...items.get(id)!, ...edits });
				return Promise.resolve(items.get(id)!);
			},
			editVariationStock: unused,
		},
		budget: { take: () => Promise.resolve(true), exhausted: () => Promise.resolve() },
		records: editRecords(data, timestamp),
	};
}

/** Amazon asks 1,200 yen now; the shop's 1,300 yen were right at 1,000. */
function intentAt(index: number): Intent {
	const at = timestamp();
	const listing: Listing = {
		...{
			account: ACCOUNT,
			item_id: index + 1,
			title: '給水器',
			price: 1300,
			visible: true,
			stock: 1,
		},
		...{ identifier: '', variation_count: 0, variations: [], modified: null, read_at: at },
	};
	const offer: Offer = {
		...{ status: 'in_stock', price: 1200, currency: 'JPY', shipping: 0, points: 0 },
		...{ is_fba: true, is_prime: true, is_buy_box: true, ships_within_hours: 24, seller_count: 3 },
		witness: { buy_box_price: 1200, new_count: 3, seen_at: at, verdict: 'supports' },
		...{ source: 'item_offers_batch', fetched_at: at, reason: null },
	};
	const { pricing: rule, guards } = defaultValues;
	const decision = decide({
		...{ listing, offer, cached: null, rule, guards, ruleProblem: null, override: {} },
		...{
			now: Date.now(),
			version: RULES,
			pricedSince: RULES,
			ruling: null,
			block: null,
			answers: {},
		},
		...calmShop,
	});
	return {
		...{ asin: asinAt(index), run: 'bench', listing, edits: decision.edits, why: decision.why },
		...{ writer: 'run', isLooked: false },
		decided: { decision, offer, override: {}, ruleProblem: null },
	};
}

function documentOf({ asin, decided }: Intent) {
	const { fetched_at: at, price, witness } = decided!.offer!;
	return {
		asin,
		set: { price: { price, at }, stock: { in_stock: true, witness, at } },
	};
}
