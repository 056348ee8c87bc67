import { openCache } from '../../../lib/cache/cache';
import { openLedger } from '../../../lib/ledger/ledger';
import type { Listing } from '../../../lib/listing/listing';
import { noBlocks } from '../../../lib/listing/blocks/blockLists';
import type { Offer } from '../../../lib/listing/offer';
import type { RunIntent } from '../../../lib/shop/gate/order';
import { editRecords } from '../../../lib/shop/gate/records/editRecords';
import { Gate } from '../../../lib/shop/gate/gate';
import { GatedWriter } from '../../../lib/shop/gate/gatedWriter';
import type { Writer } from '../../../lib/shop/gate/stopped';
import { AccountRefusedError, NeverEditableError } from '../../../lib/shop/errors';
import { brake } from '../../../lib/shop/jobs/brake';
import { Job, type JobStep, type JobShop } from '../../../lib/shop/jobs/job';
import { releaseBrake } from '../../../lib/shop/jobs/releaseBrake';
import { undoRun } from '../../../lib/shop/jobs/undoRun';
import { draftListing } from '../../../lib/shop/newItems/draftListing';
import { makeFindHolds } from '../../../lib/shop/newItems/findHolds';
import { newItemRecords } from '../../../lib/shop/newItems/newItemRecords';
import { Registrar } from '../../../lib/shop/newItems/registrar';
import { textRecords } from '../../../lib/shop/texts/textRecords';
import { updateTexts } from '../../../lib/shop/texts/updateTexts';
import { InventedShop, unlimited } from '../../support/inventedShop';
import { MemoryStore } from '../../support/memoryStore';
import { ASIN, runIntent } from '../../support/openGate';
import { offer } from '../../support/situation';

/** The shopkeeper works for another service than BASE, and without n8n. */

const START = Date.parse('2026-11-24T12:00:00Z');

function openShop() {
	let at = START;
	const now = () => at;
	const timestamp = () => new Date(at++).toISOString();
	const store = new MemoryStore();
	const data = { cache: openCache({ store, now }), ledger: openLedger({ store, now }) };
	const client = new InventedShop('kobo', timestamp);
	const updates = { client, budget: unlimited, records: editRecords(data, timestamp) };
	const warnings: string[] = [];
	const ports = { data, timestamp, warn: (what: string) => void warnings.push(what) };
	const refused: Record<string, string> = {};
	const gate = () => new Gate({ ...ports, now, refused, hides: {}, portsOf: async () => updates });
	const job = new Job({
		gate: gate(),
		requireRunning: () => undefined,
		waits: false,
		sleep: async () => undefined,
		describe: String,
		keepAlive: async () => undefined,
	});
	const shop: JobShop = { account: 'kobo', client, data, budget: unlimited, now };
	const writer = (by: Writer) =>
		new GatedWriter({ client, account: 'kobo', ledger: data.ledger, writer: by });
	return { data, client, job, shop, ports, gate, writer, warnings, now, timestamp };
}

type Opened = ReturnType<typeof openShop>;

/** Amazon's answer of a moment ago, which a second source supports. */
const supported = (changes: Partial<Offer>): Offer =>
	offer({ fetched_at: new Date(START).toISOString(), ...changes });
const DEARER = supported({ price: 3000 });
const SOLD_OUT = supported({ status: 'out_of_stock', price: null, currency: null });

/** What a run wants by that answer: 3,000 x 1.3 = 3,900. */
const intentFor = (listing: Listing, answer: Offer): RunIntent =>
	runIntent(listing, { offer: answer, version: null, now: START });

async function collect(items: AsyncIterable<JobStep>): Promise<JobStep[]> {
	const all: JobStep[] = [];
	for await (const item of items) all.push(item);
	return all;
}

describe('edits', () => {
	it('should be sent, journalled and remembered', async () => {
		const { client, data, gate } = openShop();
		const listing = client.place();

		const outcome = await gate().send(intentFor(listing, DEARER));

		expect(outcome).toMatchObject({ action: 'updated', edits: { price: 3900 }, error: null });
		expect(client.items.get(listing.item_id)?.listing.price).toBe(3900);
		const [entry] = await data.ledger.journal.ofRun('r1');
		expect(entry).toMatchObject({ field_edits: { price: { from: 2600, to: 3900 } } });
		const document = (await data.cache.read([ASIN])).get(ASIN);
		expect(document?.shop?.[`kobo/${listing.item_id}`]?.last_written?.price).toBe(3900);
	});

	it('should stop for the whole run at an account that refuses', async () => {
		const { client, gate, warnings } = openShop();
		const [one, two] = [client.place(), client.place()];
		client.refusal = new AccountRefusedError('店が閉じています', 'closed');
		const first = await gate().send(intentFor(one, SOLD_OUT));
		client.refusal = null;

		const second = await gate().send(intentFor(two, SOLD_OUT));

		expect([first, second]).toMatchObject([
			{ action: 'deferred', error: '店が閉じています' },
			{ action: 'deferred', error: '店が閉じています' },
		]);
		expect(client.edits).toEqual([]);
		expect(warnings).toEqual(['kobo stopped (closed)']);
	});

	it('should tell once of an item that is never editable', async () => {
		const { client, gate } = openShop();
		const listing = client.place();
		client.refusal = new NeverEditableError('変えられない品です', 'fixed', 'fixed');
		const actions = [];
		for (let run = 0; run < 2; run++) {
			actions.push((await gate().send(intentFor(listing, SOLD_OUT))).action);
		}
		expect(actions).toEqual(['failed', 'none']);
	});
});

describe('jobs', () => {
	const brakeAll = async ({ shop, job, client, ports }: Opened) =>
		await brake(
			(await client.getNewestItems()).listings.map((listing) => ({ asin: ASIN, listing })),
			{
				...{ shop, job, run: 'brake-1', reason: '価格の入力ミス', until: null, isDry: false },
				requireRunning: () => undefined,
				warn: ports.warn,
			},
		);

	it('should hide what is on sale, pause the shop, and show exactly that again', async () => {
		const opened = openShop();
		const [shown, hidden] = [opened.client.place(), opened.client.place({ visible: false })];
		const visible = (id: number) => opened.client.items.get(id)!.listing.visible;

		await brakeAll(opened);
		expect([visible(shown.item_id), visible(hidden.item_id)]).toEqual([false, false]);
		expect((await opened.data.ledger.pauses.get('kobo'))?.reason).toContain('価格の入力ミス');

		const { shop, job } = opened;
		const releasing = {
			...{ shop, job, run: 'release-1', confirm: null, isDry: false },
			requireRunning: () => undefined,
		};
		await collect(releaseBrake({ ...releasing, requireConnected: async () => undefined }));
		expect([visible(shown.item_id), visible(hidden.item_id)]).toEqual([true, false]);
		expect(await opened.data.ledger.pauses.get('kobo')).toBeNull();
	});

	it('should take a run back, and leave what was changed since', async () => {
		const { client, gate, shop, job, writer, timestamp } = openShop();
		const [one, two] = [client.place(), client.place()];
		await gate().send(intentFor(one, DEARER));
		await gate().send(intentFor(two, DEARER));
		client.items.get(two.item_id)!.listing.price = 4100;

		const undoing = {
			...{ shop, job, writer: writer('undo'), run: 'undo-1' },
			...{ confirm: null, isDry: false, timestamp, warn: () => undefined },
		};
		const done = await collect(undoRun('r1', undoing));

		expect(done.map(({ result }) => result.action).sort()).toEqual(['none', 'updated']);
		expect(client.items.get(one.item_id)?.listing.price).toBe(2600);
		expect(client.items.get(two.item_id)?.listing.price).toBe(4100);
	});
});

describe('new items and texts', () => {
	const info = { title_ja: '犬用給水器 大容量', images: ['https://example.com/1.jpg'] };
	const known = supported({ price: 2000 });

	it('should be registered once', async () => {
		const { client, data, ports, gate, writer, now, timestamp } = openShop();
		const records = newItemRecords(data, { now, timestamp });
		const register = async () => {
			const list = await client.readList();
			const findHolds = makeFindHolds(gate());
			const create = {
				...{ client, writer: writer('run'), budget: unlimited, records, findHolds },
			};
			const registrar = new Registrar({ ...ports, account: 'kobo', list, create });
			const rules = {
				...{ stock: 1, forbiddenWords: [], refusedWords: [], blockedAsins: new Set<string>() },
				blocked: noBlocks,
				...{ footer: '', maximumAnswerAgeMs: 3_600_000, now: now() },
			};
			const candidate = { asin: ASIN, info, isGone: false, infoReason: null, offer: known };
			return await registrar.register({
				...{ asin: ASIN, run: 'new-1', isDry: false, why: ['計算'] },
				drafting: draftListing({ ...candidate, price: 2600, why: ['計算'] }, rules),
				...{ offer: known, rules: null },
				stillMine: async () => undefined,
			});
		};

		expect((await register()).action).toBe('created');
		expect((await register()).action).toBe('refused');
		expect(client.items.size).toBe(1);
		expect([...client.items.values()][0]).toMatchObject({
			listing: { price: 2600, visible: true },
			images: new Map([[1, 'https://example.com/1.jpg']]),
		});
	});

	it('should follow Amazon, and leave what the owner wrote', async () => {
		const { client, data, writer, timestamp } = openShop();
		const rules = { title: true, detail: false, images: false, footer: '', forbiddenWords: [] };
		const [ours, owners] = [
			client.place({ title: info.title_ja }),
			client.place({ title: '名品' }),
		];
		for (const { item_id } of [ours, owners]) {
			const about = { run: 'texts-1', account: 'kobo', item_id, asin: ASIN, why: [] };
			const plan = { itemId: item_id, before: info, now: { ...info, title_ja: '犬用給水器 2L' } };
			await updateTexts({ ...plan, isOwn: true }, rules, {
				...{ client, writer: writer('run'), budget: unlimited },
				record: textRecords(data.ledger, about, timestamp),
			});
		}
		expect((await client.getTexts(ours.item_id)).title).toBe('犬用給水器 2L');
		expect((await client.getTexts(owners.item_id)).title).toBe('名品');
	});
});
