import fc from 'fast-check';
import { openCache, type Cache } from '../../../lib/cache/cache';
import { detectChange } from '../../../lib/changes/detect';
import { openLedger, type Ledger } from '../../../lib/ledger/ledger';
import type { RunRecord } from '../../../lib/ledger/runs/runRecords';
import { defaultThresholds } from '../../../lib/listing/thresholds';
import { composeMessage } from '../../../lib/report/message';
import { findNotices } from '../../../lib/report/notices/findNotices';
import { renderText } from '../../../lib/report/render/plainText';
import { makeRunFacts } from '../../../lib/report/runFacts';
import { summarize, type RunItem } from '../../../lib/report/summary';
import { collectNews } from '../../../lib/shop/notices/collectNews';
import { markTold } from '../../../lib/shop/notices/markTold';
import { noteEndedRun } from '../../../lib/shop/notices/noteEndedRun';
import { casesOf } from '../../support/cases';
import { MemoryStore } from '../../support/memoryStore';
import { offer } from '../../support/situation';

/**
 * Runs that are killed between edit, notice, message and mark, while prices move and Chatwork is down now
 * and then: in the end the owner has heard of everything, and twice only of what says so.
 */

const SHOP = 'shop';
const ITEMS = [1, 2, 3];
const HOUR = 3_600_000;

/** Where a run ends too early. */
const ends = ['never', 'edited', 'noted', 'offered', 'sent', 'based'] as const;
type End = (typeof ends)[number];

type Step =
	| { kind: 'move'; item: number; price: number }
	| { kind: 'run'; end: End; isDown: boolean; isReported: boolean };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
	fc.record({
		kind: fc.constant('move' as const),
		item: fc.constantFrom(...ITEMS),
		price: fc.integer({ min: 10, max: 16 }).map((hundreds) => hundreds * 100),
	}),
	fc.record({
		kind: fc.constant('run' as const),
		end: fc.constantFrom(...ends),
		isDown: fc.boolean(),
		isReported: fc.boolean(),
	}),
);

const asinOf = (item: number) => `B00000000${item}`;
const ruled = (cost: number) => (cost * 13) / 10;

class World {
	now = Date.UTC(2026, 10, 28);
	readonly messages: string[] = [];
	/** Runs that were killed after an edit. */
	readonly dead: string[] = [];
	private readonly ledger: Ledger;
	private readonly cache: Cache;
	readonly cost = new Map(ITEMS.map((item) => [item, 1000]));
	readonly shop = new Map(ITEMS.map((item) => [item, 1300]));
	private count = 0;
	private broken: { record: RunRecord } | null = null;

	constructor() {
		const store = new MemoryStore();
		const now = () => this.now;
		this.ledger = openLedger({ store, now });
		this.cache = openCache({ store, now });
	}

	async run({ end, isDown, isReported }: Extract<Step, { kind: 'run' }>): Promise<void> {
		this.now += 3 * HOUR;
		const at = new Date(this.now).toISOString();
		const run = `run-${++this.count}`;
		await this.closeBroken();
		this.broken = { record: this.makeRecord(run, at) };
		const items = await this.editAll(run, at);
		if (end === 'edited') return;
		const findings = findNotices(items, { run, asked: new Set() });
		const reporter = { account: SHOP, run, task: 'sync', isDry: false, isManual: false };
		const news = await collectNews(this.ledger, findings, {
			...{ ...reporter, gathersMs: 0, now: this.now },
		});
		if (end === 'noted') return;
		const facts = makeRunFacts(undefined, items, this.now);
		const { message, told } = composeMessage(news.notices, summarize(items, this.now), facts);
		const ids = new Set(told.map(({ id }) => id));
		if (news.isNews) await this.ledger.notices.offer(SHOP, ids, { run, task: 'sync' });
		if (end === 'offered') return;
		// From here on the run is closed: Finish stands before the message step.
		this.broken = null;
		if (!news.isNews) return;
		if (isDown) {
			// The error branch reports a message that did not go out, unless it was a run by hand.
			if (isReported) await this.ledger.notices.withdraw(SHOP, run);
			return;
		}
		this.messages.push(renderText(message));
		if (end === 'sent') return;
		if (end === 'based') return await this.moveBaselinesOnly(ids, at);
		await markTold({ cache: this.cache, ledger: this.ledger }, SHOP, ids, at);
	}

	/** Killed within the marking itself, after the baselines moved. */
	private async moveBaselinesOnly(ids: ReadonlySet<string>, at: string): Promise<void> {
		const notices = Object.create(this.ledger.notices) as Ledger['notices'];
		notices.tell = async () => await Promise.resolve();
		await markTold({ cache: this.cache, ledger: { ...this.ledger, notices } }, SHOP, ids, at);
	}

	private async closeBroken(): Promise<void> {
		if (this.broken === null) return;
		const { record } = this.broken;
		const edits = await this.ledger.journal.ofRun(record.id);
		if (edits.length > 0) {
			this.dead.push(record.id);
			await noteEndedRun(this.ledger, SHOP, { record, edits });
		}
		this.broken = null;
	}

	private async editAll(run: string, at: string): Promise<RunItem[]> {
		const items: RunItem[] = [];
		const documents = await this.cache.read(ITEMS.map(asinOf));
		for (const item_id of ITEMS) {
			const asin = asinOf(item_id);
			const [cost, shown] = [this.cost.get(item_id)!, this.shop.get(item_id)!];
			const told = documents.get(asin)?.reported?.[SHOP];
			const answer = offer({ price: cost, fetched_at: at });
			const { change, firstSight } = detectChange(answer, told, defaultThresholds);
			if (firstSight) await this.cache.write([{ asin, set: { reported: { [SHOP]: firstSight } } }]);
			const wanted = ruled(cost);
			const isEdited = wanted !== shown;
			if (isEdited) {
				const about = { run, account: SHOP, item_id, asin, why: null, at };
				const field_edits = { price: { from: shown, to: wanted } };
				const id = await this.ledger.journal.intend({ ...about, field_edits });
				this.shop.set(item_id, wanted);
				await this.ledger.journal.answer(id, { outcome: 'applied', detail: null, at });
			}
			items.push({
				...{ asin, title: '', account: SHOP, item_id, offer_status: 'in_stock' },
				...{ offer_source: 'item_offers_batch', offer_price: cost, offer_reason: null },
				...{ price_updated_at: at, shop_price: shown, shop_visible: true, change },
				decision: {
					...{ desired: { price: wanted, visible: true, stock: 1 }, kinds: [], held: null },
					...{ edits: {}, held_moves: [], why: [''], floor: null, stop: null },
				},
				result: {
					action: isEdited ? 'updated' : 'none',
					edits: isEdited ? { price: wanted } : {},
					error: null,
				},
				...{ calls: {}, rejected: 0 },
			});
		}
		return items;
	}

	private makeRecord(id: string, started_at: string): RunRecord {
		return {
			...{ id, name: 'sync/shop', account: SHOP, mode: 'sync', workflow_id: 'w', workflow: '同期' },
			...{ execution: id, started_at, is_manual: false, dry_run: false, total: 3, state: 'dead' },
			...{ closed_at: started_at, node: null, reason: null, edits: null },
		};
	}
}

interface Line {
	asin: string;
	place: 'Amazon' | 'BASE';
	from: number;
	to: number;
	isAgain: boolean;
}

const yen = (text: string | undefined) => Number((text ?? '').replaceAll(',', ''));

/** What the owner reads of prices, in order. */
const linesOf = (messages: readonly string[]): Line[] =>
	messages.flatMap((text) =>
		[...text.matchAll(/^・(【再送】)?\S* \((B\d{9})\) (.*)$/gm)].flatMap(
			([, again, asin = '', line = '']) =>
				[...line.matchAll(/(Amazon|BASE) ([\d,]+)円 (?:→ ([\d,]+)円|に戻りました|のまま)/g)].map(
					([, place, from, to]): Line => ({
						...{ asin, place: place as Line['place'], from: yen(from), to: yen(to ?? from) },
						isAgain: again !== undefined,
					}),
				),
		),
	);

it('should lose no news, and repeat only what says that it is sent again', async () => {
	let told = 0;
	let repeated = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: 14 }), async (steps) => {
			const world = new World();
			const clean = { kind: 'run', end: 'never', isDown: false, isReported: false } as const;
			await world.run(clean);
			for (const step of steps) {
				if (step.kind === 'move') world.cost.set(step.item, step.price);
				else await world.run(step);
			}
			await world.run(clean);
			const before = world.messages.length;
			await world.run(clean);
			expect(world.messages.slice(before)).toEqual([]);

			const heard = { Amazon: new Map<string, number>(), BASE: new Map<string, number>() };
			for (const { asin, place, from, to, isAgain } of linesOf(world.messages)) {
				const last = heard[place].get(asin) ?? (place === 'Amazon' ? 1000 : 1300);
				// Each line goes on where the last one ended; only a repetition may go back.
				if (!isAgain) expect([asin, place, from]).toEqual([asin, place, last]);
				heard[place].set(asin, to);
				told++;
				if (isAgain) repeated++;
			}
			for (const item of ITEMS) {
				const [cost, price] = [world.cost.get(item), world.shop.get(item)];
				expect(heard.Amazon.get(asinOf(item)) ?? 1000).toBe(cost);
				expect(heard.BASE.get(asinOf(item)) ?? 1300).toBe(price);
			}
			const all = world.messages.join('\n');
			for (const run of world.dead) expect(all).toContain(run);
		}),
		{ numRuns: casesOf(2000) },
	);
	expect(told).toBeGreaterThan(100);
	expect(repeated).toBeGreaterThan(5);
}, 240_000);
