import type { OrderLine } from '../../../../lib/orders/order';
import type { QuestionKind } from '../../../../lib/listing/guards/questionKinds';
import type { Edits, ShopMemory } from '../../../../lib/listing/memory';
import { listingKey } from '../../../../lib/listing/listing';
import type { Offer, Witness } from '../../../../lib/listing/offer';
import { answer, jobIntent, openGate, runIntent, type OpenGate } from '../../../support/openGate';
import { at, offer, soldOut } from '../../../support/situation';

/**
 * What adds risk must be proved, and stay within what the owner did by hand and what a shop does in a day.
 * Cost x 1.3: 900 makes 1,170, 1,000 makes 1,300, 1,200 makes 1,560.
 */

const silent = (agreed?: true): Witness => ({
	...{ buy_box_price: null, new_count: null, seen_at: at(1), verdict: 'silent' },
	...(agreed ? { agreed } : {}),
});

const memoryOf = (memory: ShopMemory) => ({ shop: { 'shop/1': memory } });

const HIDDEN_BY_US: ShopMemory = { hidden_by_sync_at: at(60) };
const cached = memoryOf(HIDDEN_BY_US);

/** A supported answer of 20 minutes ago; a newer one is in the cache. */
const earlier = (price: number) => offer({ price, fetched_at: at(20) });

/** A run that decided by a supported answer; the newer answer is the given one. */
const moves = {
	cut: (of: OpenGate) => runIntent(of.place({ price: 1500 }), { offer: earlier(1000) }),
	show: (of: OpenGate) => runIntent(of.place({ visible: false }), { offer: earlier(1000), cached }),
	refill: (of: OpenGate) => runIntent(of.place({ stock: 0 }), { offer: earlier(1000) }),
};
const risky = ['cut', 'show', 'refill'] as const;

describe('5. proved', () => {
	const send = async (kind: keyof typeof moves, witness: Witness) => {
		const opened = await openGate();
		const intent = moves[kind](opened);
		await opened.know({ ...answer(1000, 5, witness), ...cached });
		return await opened.gate.send(intent);
	};

	it.each(risky)('should hold on one silent answer: %s', async (kind) => {
		expect(await send(kind, silent())).toMatchObject({
			action: 'held',
			held: [{ kind, guard: 'unproved', quiet: false }],
		});
	});

	it.each(risky)('should let go what the other operation agrees with: %s', async (kind) => {
		expect((await send(kind, silent(true))).action).toBe('updated');
	});

	it.each(risky)('should let go what a second source supports: %s', async (kind) => {
		expect((await send(kind, offer().witness!)).action).toBe('updated');
	});

	it('should let what lowers risk go on a silent answer', async () => {
		const one = await openGate();
		const gone = runIntent(one.place(), { offer: soldOut({ witness: silent() }) });
		expect((await one.gate.send(gone)).action).toBe('updated');

		const other = await openGate();
		const dearer = runIntent(other.place(), { offer: offer({ price: 1200, witness: silent() }) });
		expect((await other.gate.send(dearer)).action).toBe('updated');
	});

	it('should let a cut go that a new rule makes at an unchanged cost', async () => {
		const { gate, place, know, shown } = await openGate();
		const written = {
			...{ price: 1500, at: at(600), price_at: at(600) },
			...{ cost: { price: 1000, points: 0 }, rules: null, override: null },
		};
		const intent = runIntent(place({ price: 1500 }), { offer: earlier(1000) });
		await know({ ...answer(1000, 5, silent()), ...memoryOf({ last_written: written }) });
		await gate.send(intent);

		expect(shown().price).toBe(1300);
	});

	it('should hold a cut far below the last supported cost', async () => {
		const { gate, place, know } = await openGate();
		const intent = runIntent(place(), { offer: earlier(900) });
		await know({ ...answer(900, 5, silent(true)), supported: { price: 1300, at: at(600) } });

		// 900 is 31% below 1,300, and 1,300 - 30% = 910.
		expect(await gate.send(intent)).toMatchObject({
			action: 'held',
			held: [{ guard: 'unsupported', cost: 900, supported: 1300, fall_percent: 30 }],
		});
	});

	it('should take a cost for supported once the owner said yes to it', async () => {
		const { gate, another, place, know, shown, stored, memory } = await openGate();
		const supported = { price: 1300, at: at(600) };
		await know({ ...answer(900, 5, silent(true)), supported });
		const cut = runIntent(place(), { offer: earlier(900) });
		const members = [
			{
				...{ name: '1', item_id: 1, asin: cut.asin, proposal: { price: 1170 } },
				facts: { price: 1300, floor: null },
			},
		];
		const asked = { kind: 'unsupported' as const, version: 1, held: members, settled: new Set('') };
		await stored.questions.update('shop', asked);
		const [question] = await stored.questions.all('shop');
		await stored.questions.answer('shop', question!.codes.yes);
		await gate.send(cut);

		expect(shown().price).toBe(1170);
		// Another shop's owner said nothing.
		expect((await stored.read([cut.asin])).get(cut.asin)?.supported?.price).toBe(1300);
		expect((await memory())?.accepted_cost?.price).toBe(900);
		shown().stock = 0;
		const soldBack = runIntent({ ...shown() }, { offer: earlier(900) });
		expect((await another().send(soldBack)).action).toBe('updated');
	});

	it('should let a cut go that is not that far below it', async () => {
		const { gate, place, know, shown } = await openGate();
		const intent = runIntent(place(), { offer: earlier(900) });
		await know({ ...answer(900, 5, silent(true)), supported: { price: 1280, at: at(600) } });
		await gate.send(intent);

		// 1,280 - 30% = 896.
		expect(shown().price).toBe(1170);
	});

	it.each<[string, number | null, Witness, object[]]>([
		['on a silent answer', 1000, silent(), [{ guard: 'unproved' }]],
		['of what is sold out', null, offer().witness!, [{ guard: 'sold_out' }]],
		['on an agreed one', 1000, silent(true), []],
	])('should hold for the owner’s jobs too: a show %s', async (_, price, witness, held) => {
		const { gate, place, know } = await openGate();
		await know({ ...answer(price, 5, witness), ...cached });
		const intent = jobIntent(place({ visible: false }), { visible: true }, 'release');

		expect((await gate.check(intent)).held).toMatchObject(held);
		expect((await gate.send(intent)).action).toBe(held.length > 0 ? 'held' : 'updated');
	});

	it.each([
		['too old by then', async ({ pass }: OpenGate) => pass(3 * 3_600_000), 'answer_age'],
		['another by then', async ({ know }: OpenGate) => await know(answer(null, 2)), 'sold_out'],
	])('should be asked after a job has waited for calls: %s', async (_, meanwhile, guard) => {
		const opened = await openGate();
		const { gate, place, know, at: when, shown } = opened;
		await know({ ...answer(1000, 5), ...cached });
		when('take', async () => await meanwhile(opened));
		const intent = jobIntent(place({ visible: false }), { visible: true }, 'release');

		expect(await gate.send(intent)).toMatchObject({ action: 'held', held: [{ guard }] });
		expect(shown().visible).toBe(false);
	});

	it('should hold what a job puts back on an answer older than 3 hours', async () => {
		const { gate, place, know, pass } = await openGate();
		await know(answer(1000, 5));
		pass(3 * 3_600_000);
		const intent = jobIntent(place(), { price: 1200, visible: true }, 'undo');

		expect(await gate.send(intent)).toMatchObject({
			action: 'held',
			held: [
				{ kind: 'show', guard: 'answer_age' },
				{ kind: 'cut', guard: 'answer_age' },
			],
		});
	});
});

describe('6. the owner’s hand', () => {
	/** Sends a show; the shop noted that change last, and our own last edit was at `own`. */
	const show = async (own: string | null, modified: string | null, memory = HIDDEN_BY_US) => {
		const opened = await openGate();
		const of = opened.place({ visible: false, modified });
		const intent = runIntent(of, { offer: earlier(1000), cached });
		await opened.know({ ...answer(1000, 5), ...memoryOf({ ...memory, own_modified: own }) });
		return { ...opened, intent, result: await opened.gate.send(intent) };
	};

	it('should keep a release from showing what an undo has hidden since', async () => {
		const { gate, place, know } = await openGate();
		await know({ ...answer(1000, 5), ...memoryOf({ hidden_by_brake_at: null }) });
		const intent = jobIntent(place({ visible: false }), { visible: true }, 'release');

		expect(await gate.send(intent)).toMatchObject({
			...{ action: 'none', held: [{ guard: 'owners_visibility', quiet: true }] },
		});
	});

	it('should show what was not changed since it was hidden', async () => {
		const { result } = await show(at(60), at(60));
		expect(result.action).toBe('updated');
	});

	it('should ask before it shows what was changed since', async () => {
		const { result, shown } = await show(at(60), at(30));
		expect(result).toMatchObject({
			action: 'held',
			held: [{ guard: 'hidden_by_hand', at: at(30), quiet: false }],
		});
		expect(shown().visible).toBe(false);
	});

	it('should show it where the stamp of its own edit proves nothing', async () => {
		const { result } = await show(null, at(30));
		expect(result.action).toBe('updated');
	});

	it('should see a change that only the look at the item shows', async () => {
		const { gate, place, know, shown } = await openGate();
		const of = place({ visible: false, modified: at(60) });
		const intent = runIntent(of, { offer: earlier(1000), cached });
		await know({ ...answer(1000, 5), ...memoryOf({ ...HIDDEN_BY_US, own_modified: at(60) }) });
		shown().modified = at(2);

		expect(await gate.send(intent)).toMatchObject({ held: [{ guard: 'hidden_by_hand' }] });
		expect(shown().visible).toBe(false);
	});

	it('should leave what the owner took over while the edit was on its way', async () => {
		const { gate, place, know, shown } = await openGate();
		const intent = runIntent(place({ visible: false }), { offer: earlier(1000), cached });
		await know({ ...answer(1000, 5), ...memoryOf({ hidden_by_sync_at: null }) });
		await gate.send(intent);

		expect(shown().visible).toBe(false);
	});
});

describe('the last resort against a fault of our own', () => {
	/** A cut from 1,500 to 1,300 that Amazon caused: the last written price followed from a higher cost. */
	const fallen = async ({ place, know }: OpenGate, given?: Offer) => {
		const item = place({ price: 1500 });
		const last_written = {
			...{ price: 1500, at: at(600), price_at: at(600) },
			...{ cost: { price: 1154, points: 0 }, rules: 1, override: null },
		};
		const shop = { [listingKey(item)]: { last_written } };
		await know({ shop });
		return runIntent(item, { cached: { shop }, ...(given ? { offer: given } : {}) });
	};
	/** Sends so many, and returns what became of each. */
	const cut = async (opened: OpenGate, gate: OpenGate['gate'], count: number) => {
		const actions: string[] = [];
		for (let sent = 0; sent < count; sent++) {
			actions.push((await gate.send(await fallen(opened))).action);
		}
		return actions;
	};
	const tenCuts = Array.from({ length: 10 }, () => 'updated');

	it('should let 10 cuts go, and hold the others', async () => {
		const opened = await openGate();
		expect(await cut(opened, opened.gate, 12)).toEqual([...tenCuts, 'held', 'held']);

		const { held } = await opened.gate.check(await fallen(opened));
		expect(held).toMatchObject([{ kind: 'cut', guard: 'wave', limit: 10 }]);
	});

	it('should let half the listings go where they are more', async () => {
		const opened = await openGate();
		await opened.stored.lists.accept('shop', {
			count: 25,
			visible: 25,
			empty: [],
			emptyHidden: [],
		});

		expect((await cut(opened, opened.gate, 13)).indexOf('held')).toBe(12);
	});

	it('should count over all runs of the shop', async () => {
		const opened = await openGate();
		await cut(opened, opened.gate, 10);
		await opened.gate.close();

		expect(await cut(opened, opened.another(), 1)).toEqual(['held']);
	});

	it('should count a chunk once', async () => {
		const opened = await openGate();
		const { gate, stored } = opened;
		await gate.send(await fallen(opened));
		await gate.close();
		await gate.close();

		expect(await stored.waves.recent('shop')).toEqual(new Map([['cut', { count: 1, counted: 1 }]]));
	});

	it('should forget after 3 hours', async () => {
		const opened = await openGate();
		await cut(opened, opened.gate, 10);
		await opened.gate.close();
		opened.pass(3 * 3_600_000);
		const intent = await fallen(opened, offer({ fetched_at: at(-180) }));

		expect((await opened.another().send(intent)).action).toBe('updated');
	});

	it('should hold no hide and no raise', async () => {
		const opened = await openGate();
		const { gate, place } = opened;
		await cut(opened, gate, 11);
		const actions: string[] = [];
		for (let sent = 0; sent < 12; sent++) {
			actions.push((await gate.send(runIntent(place(), { offer: soldOut() }))).action);
			const dearer = runIntent(place(), { offer: offer({ price: 1200 }) });
			actions.push((await gate.send(dearer)).action);
		}

		expect(new Set(actions)).toEqual(new Set(['updated']));
	});

	it('should not count what was not sent', async () => {
		const opened = await openGate({ calls: 0 });
		await cut(opened, opened.gate, 12);
		await opened.gate.close();

		expect(await opened.stored.waves.recent('shop')).toEqual(new Map());
	});
});

const soldLine = (item_id: number): OrderLine => ({
	...{ order_item_id: item_id, item_id, variation_id: null, title: '', variation: '' },
	...{ price: 1300, amount: 1, status: 'ordered' },
});

describe('stocks that fall to 0 together', () => {
	const openWith = async (empty: string[], visible = 100) => {
		const opened = await openGate();
		await opened.stored.lists.accept('shop', { count: visible, visible, empty, emptyHidden: [] });
		return { ...opened, result: await opened.gate.send(runIntent(opened.place({ stock: 0 }))) };
	};
	const names = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}`);

	it('should be filled up like sales while they are 10', async () => {
		expect((await openWith(names(10))).result.action).toBe('updated');
	});

	it('should be filled up like sales while they are 1 in 100 on sale', async () => {
		expect((await openWith(names(12), 1200)).result.action).toBe('updated');
		expect((await openWith(names(13), 1200)).result.action).toBe('held');
	});

	it('should wait for the owner once they are 11', async () => {
		const { result, shown } = await openWith(names(11));
		expect(result).toMatchObject({ action: 'held', held: [{ guard: 'refill', limit: 10 }] });
		expect(shown().stock).toBe(0);
	});

	/** @param ids of the items that were ordered, one order each */
	const openAfterOrders = async (empty: string[], ids: number[], minutes = 60) => {
		const opened = await openGate();
		const orders = ids.map((item_id) => ({
			...{ key: `ORDER-${item_id}`, ordered_at: at(minutes), status: 'ordered' as const },
			lines: [soldLine(item_id)],
		}));
		const remembered = new Set(orders.map(({ key }) => key));
		await opened.stored.sales.note('shop', { heads: orders, orders, remembered });
		await opened.stored.lists.accept('shop', {
			...{ count: 100, visible: 100, empty, emptyHidden: [] },
		});
		return { ...opened, result: await opened.gate.send(runIntent(opened.place({ stock: 0 }))) };
	};
	const ids = (count: number, first = 1) => Array.from({ length: count }, (_, at) => first + at);

	it('should be filled up however many they are, if an order explains each', async () => {
		const { result, shown } = await openAfterOrders(names(40), ids(40));
		expect(result.action).toBe('updated');
		expect(shown().stock).toBe(1);
		expect(result.decision!.why).toContain('BASEの在庫 0 → 1 (注文 ORDER-1 で売れた分)');
	});

	it('should be filled up where an order explains them, beside many without one', async () => {
		expect((await openAfterOrders(names(12), ids(1))).result.action).toBe('updated');
	});

	it('should wait if 11 of them have no order, and it is one of those', async () => {
		expect((await openAfterOrders(names(12), ids(1, 2))).result.action).toBe('held');
		expect((await openAfterOrders(names(12), ids(2, 2))).result.action).toBe('updated');
	});

	it('should not be explained by an order that an earlier list has shown', async () => {
		expect((await openAfterOrders(names(11), ids(11), 4 * 60 + 1)).result.action).toBe('held');
	});
});

describe('an answer of the owner’s', () => {
	const ask = async (kind: QuestionKind, proposal: Edits, { stored }: OpenGate) => {
		const member = { name: '1', item_id: 1, asin: 'B0006L0120', proposal };
		await stored.questions.update('shop', {
			...{ kind, version: 1, settled: new Set<string>() },
			held: [{ ...member, facts: { price: 1300, floor: 1115 } }],
		});
		const [question] = await stored.questions.all('shop');
		return question!.codes;
	};

	it.each([
		['yes', 'updated'],
		['no', 'none'],
	] as const)('should be read in the moment of sending: %s', async (said, action) => {
		const opened = await openGate();
		const { gate, place, know, stored } = opened;
		const intent = runIntent(place(), { offer: earlier(900) });
		await know({ ...answer(900, 5, silent(true)), supported: { price: 1300, at: at(600) } });
		const codes = await ask('unsupported', { price: 1170 }, opened);
		await stored.questions.answer('shop', codes[said]);

		expect((await gate.send(intent)).action).toBe(action);
	});
});
