import type { Edits, ShopMemory } from '../../../../lib/listing/memory';
import { answer, jobIntent, openGate, runIntent, type OpenGate } from '../../../support/openGate';
import { at, markup13, offer, soldOut } from '../../../support/situation';

/**
 * The first four checks of the gate, in the moment of sending. Cost x 1.3: 900 makes 1,170, 1,000 makes 1,300,
 * 1,200 makes 1,560; the floor of 1,000 is 1,115.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const dearer = { offer: offer({ price: 1200 }) };
const cheaper = { offer: offer({ price: 900 }) };

const memoryOf = (memory: Partial<ShopMemory>): { shop: Record<string, ShopMemory> } => ({
	shop: { 'shop/1': memory },
});

describe('1. stopped', () => {
	const pause = { by: 'owner' as const, reason: '棚卸し' };
	const braked = { run: 'brake-1', pausedBefore: null };

	it('should keep a run from a paused shop, without a call', async () => {
		const { gate, place, stored, log, memory } = await openGate();
		await stored.pauses.set('shop', pause);

		expect(await gate.send(runIntent(place(), dearer))).toMatchObject({
			action: 'deferred',
			error: 'ショップ shop への書き込みは停止中です (棚卸し)',
		});
		expect(log).toEqual([]);
		// An edit that only waits for the owner is no edit that failed.
		expect(await memory()).toBeUndefined();
	});

	it('should let an undo through a pause', async () => {
		const { gate, place, stored, shown } = await openGate();
		await stored.pauses.set('shop', pause);

		const result = await gate.send(jobIntent(place(), { price: 1500 }, 'undo'));
		expect([result.action, shown().price]).toEqual(['updated', 1500]);
	});

	it.each([
		['a hide', { offer: soldOut() }, 'updated'],
		['a raise', dearer, 'deferred'],
		['a cut', cheaper, 'deferred'],
	])('should let hides alone through a brake: %s', async (_, known, action) => {
		const { gate, place, stored } = await openGate();
		await stored.pauses.set('shop', { by: 'brake', reason: '緊急停止' });
		await stored.brakes.add('shop', braked);

		expect((await gate.send(runIntent(place(), known))).action).toBe(action);
	});

	it.each(['undo', 'release'] as const)('should know who may show: %s', async (writer) => {
		const { gate, place, know, stored } = await openGate();
		const memory = { hidden_by_brake_at: at(60) };
		await know({ ...answer(1000, 1), shop: { 'shop/1': memory } });
		await stored.brakes.add('shop', braked);
		const hidden = place({ visible: false });

		const intent = jobIntent(hidden, { visible: true }, writer);
		const { action } = await gate.send({ ...intent, releases: [braked.run] });
		expect(action).toBe(writer === 'release' ? 'updated' : 'deferred');
	});

	it('should keep back a call whose shop was stopped after its intent', async () => {
		const { gate, place, stored, shop, memory, at: when } = await openGate();
		when('send', async () => await stored.pauses.set('shop', pause));
		const result = await gate.send(runIntent(place(), { offer: soldOut() }));

		expect(result.action).toBe('deferred');
		expect(shop.edits).toEqual([]);
		expect((await stored.journal.ofRun('r1')).map((entry) => entry.answer?.outcome)).toEqual([
			'stopped',
		]);
		expect(await memory()).toMatchObject({ hide_intended_at: null, intended: null });
	});
});

describe('2. current', () => {
	it('should take a newer answer of the cache for the one at hand', async () => {
		const { gate, place, know } = await openGate();
		const intent = runIntent(place(), { offer: offer({ price: 900, fetched_at: at(20) }) });
		await know(answer(1200, 5));

		expect(await gate.send(intent)).toMatchObject({
			action: 'updated',
			edits: { price: 1560 },
			decision: { kinds: ['raise'] },
		});
	});

	it('should hide what the cache knows to be sold out meanwhile', async () => {
		const { gate, place, know, shown } = await openGate();
		const intent = runIntent(place(), { offer: offer({ price: 900, fetched_at: at(20) }) });
		await know(answer(null, 5));
		await gate.send(intent);

		expect(shown()).toMatchObject({ visible: false, price: 1300 });
	});

	it('should take an edit back that the newer answer does not need', async () => {
		const { gate, place, know, log } = await openGate();
		const intent = runIntent(place(), { offer: offer({ price: 900, fetched_at: at(20) }) });
		await know(answer(1000, 5));

		expect(await gate.send(intent)).toMatchObject({
			action: 'none',
			error: 'より新しい情報では変更の必要がないため、取り消しました',
		});
		expect(log).toEqual([]);
	});

	it('should keep the answer at hand over an older one of the cache', async () => {
		const { gate, place, know, shown } = await openGate();
		await know(answer(900, 30));
		await gate.send(runIntent(place(), dearer));

		expect(shown().price).toBe(1560);
	});

	it('should not be beaten by an answer of the future', async () => {
		const { gate, place, know, pass, shown } = await openGate();
		pass(40 * MINUTE);
		await know(answer(900, -30));
		pass(-40 * MINUTE);
		await gate.send(runIntent(place(), dearer));

		expect(shown().price).toBe(1560);
	});

	it.each([
		['a cut', cheaper.offer, 'held', 1300],
		['a raise', dearer.offer, 'updated', 1560],
	])('should count the age at the moment of sending: %s', async (_, of, action, price) => {
		const { gate, place, pass, shown } = await openGate();
		const intent = runIntent(place(), { offer: of });
		pass(3 * HOUR);

		expect((await gate.send(intent)).action).toBe(action);
		expect(shown().price).toBe(price);
	});

	it('should cut by an answer that is 3 hours old to the second', async () => {
		const { gate, place, pass, shown } = await openGate();
		const intent = runIntent(place(), cheaper);
		pass(3 * HOUR - MINUTE);
		await gate.send(intent);

		expect(shown().price).toBe(1170);
	});

	it('should count the time that the look at the item took', async () => {
		const { gate, place, pass, shown, at: when } = await openGate();
		when('get', () => pass(3 * HOUR));

		expect(await gate.send(runIntent(place(), cheaper))).toMatchObject({
			action: 'held',
			held: [{ guard: 'answer_age', maximum_ms: 3 * HOUR }],
		});
		expect(shown().price).toBe(1300);
	});

	it('should add no risk by an answer of the future, after a clock was set back', async () => {
		const { gate, place, pass } = await openGate();
		const intent = runIntent(place(), cheaper);
		pass(-10 * MINUTE);

		expect(await gate.send(intent)).toMatchObject({
			action: 'held',
			held: [{ guard: 'answer_age' }],
		});
	});

	it('should decide anew by the version that rules now', async () => {
		const { gate, place, stored, shown, memory } = await openGate();
		const intent = runIntent(place(), dearer);
		const values = (await stored.rules.ruling('shop'))!.values;
		const tiers = [{ upTo: null, markupPercent: 140 }];
		await stored.rules.save('shop', { ...values, pricing: { ...markup13, tiers } }, 'settings');
		await gate.send(intent);

		expect(shown().price).toBe(1680);
		expect((await memory())?.last_written?.rules).toBe(2);
	});
});

describe('a fault of the settings', () => {
	it('should not count where the book has a version', async () => {
		const { gate, place, shown } = await openGate();
		const intent = runIntent(place(), dearer);
		const decided = { ...intent.decided, ruleProblem: '設定を読めません' };
		await gate.send({ ...intent, decided });

		expect(shown().price).toBe(1560);
	});
});

describe('3. floor', () => {
	it('should hide what the newest cost makes a loss of, if no price is named', async () => {
		const { gate, place, know, shown } = await openGate();
		const intent = runIntent(place(), { offer: offer({ price: 900, fetched_at: at(20) }) });
		// 90,000 x 1.3 is above the maximum of 100,000.
		await know(answer(90_000, 5));
		await gate.send(intent);

		expect(shown()).toMatchObject({ visible: false, price: 1300 });
	});

	it('should correct a price below it that the owner set meanwhile', async () => {
		const { gate, place, know, shown } = await openGate();
		await know(memoryOf({ last_written: { price: 1300, at: at(600) } }));
		const intent = runIntent(place(), dearer);
		shown().price = 1000;
		await gate.send(intent);

		expect(shown().price).toBe(1560);
	});

	it.each<[string, Edits, number, Edits, object[]]>([
		['a show', { visible: true }, 1100, {}, [{ guard: 'floor', price: 1100, floor: 1115 }]],
		['a price', { price: 1100 }, 1300, {}, [{ guard: 'floor', price: 1100, floor: 1115 }]],
		[
			'a show with its price',
			{ visible: true, price: 1200 },
			1100,
			{ visible: true, price: 1200 },
			[],
		],
		['a raise below it', { price: 1110 }, 1000, { price: 1110 }, []],
		['a hide below it', { visible: false }, 1000, { visible: false }, []],
	])('should hold for the owner’s jobs too: %s', async (_, edits, price, allowed, held) => {
		const { gate, place, know } = await openGate();
		const memory = { hidden_by_sync_at: at(60) };
		await know({ ...answer(1000, 1), shop: { 'shop/1': memory } });
		const shown = place({ price, visible: edits.visible !== true });
		const judged = await gate.check(jobIntent(shown, edits, 'undo'));

		expect(judged.edits).toEqual(allowed);
		expect(judged.held).toMatchObject(held);
	});

	it('should be unknown for a product that Amazon never confirmed', async () => {
		const { gate, place, know } = await openGate();
		const hidden = place({ price: 10, visible: false });
		await know(memoryOf({ hidden_by_brake_at: at(60) }));
		const result = await gate.send(jobIntent(hidden, { visible: true }, 'release'));

		expect(result.action).toBe('updated');
	});
});

describe('4. explained', () => {
	const written = {
		...{ price: 1300, at: at(600), price_at: at(600) },
		...{ cost: { price: 900, points: 0 }, rules: 1, override: null },
	};

	/** Sends what was right by other reasons, to an item that was written to like that. */
	const sendTo = async (
		last_written: ShopMemory['last_written'],
		known: Parameters<typeof runIntent>[1],
		price = 1300,
	) => {
		const opened = await openGate();
		const intent = runIntent(opened.place({ price }), known);
		await opened.know(memoryOf({ last_written: { ...last_written!, price } }));
		return { ...opened, result: await opened.gate.send(intent) };
	};

	it('should hold a cut at the cost, version and setting of the last write', async () => {
		const { result, log } = await sendTo(written, cheaper);
		expect(result).toMatchObject({
			action: 'held',
			held: [{ kind: 'cut', guard: 'unexplained', price: 1300, to: 1170 }],
		});
		expect(log).toEqual([]);
	});

	it('should hold such a raise too', async () => {
		const same = { ...written, cost: { price: 1200, points: 0 } };
		// 1,350 is above the floor of 1,200, so nothing is lost by waiting.
		const { result } = await sendTo(same, dearer, 1350);
		expect(result).toMatchObject({
			action: 'held',
			held: [{ kind: 'raise', guard: 'unexplained', to: 1560 }],
		});
	});

	it('should correct a price below the floor whatever made it', async () => {
		const same = { ...written, cost: { price: 1200, points: 0 } };
		const { shown } = await sendTo(same, dearer, 1200);
		expect(shown().price).toBe(1560);
	});

	it.each<[string, object, Parameters<typeof runIntent>[1]]>([
		['the cost', { cost: { price: 1000, points: 0 } }, cheaper],
		['its points', { cost: { price: 900, points: 30 } }, cheaper],
		['the version', { rules: null }, cheaper],
		['the owner’s setting', {}, { ...cheaper, override: { markupPercent: 131 } }],
	])('should let a cut go where %s differs', async (_, other, known) => {
		const { result } = await sendTo({ ...written, ...other }, known);
		expect(result.action).toBe('updated');
	});

	it('should let it go once the owner has said yes', async () => {
		const { gate, place, know, stored } = await openGate();
		const intent = runIntent(place(), cheaper);
		await know(memoryOf({ last_written: written }));
		const member = {
			...{ name: '1', item_id: 1, asin: 'B0006L0120' },
			...{ proposal: { price: 1170 }, facts: { price: 1300, floor: 1000 } },
		};
		await stored.questions.update('shop', {
			...{ kind: 'unexplained', version: 1, held: [member], settled: new Set<string>() },
		});
		const [question] = await stored.questions.all('shop');
		await stored.questions.answer('shop', question!.codes.yes);

		expect((await gate.send(intent)).action).toBe('updated');
	});
});

describe('a rule of a node’s own', () => {
	// The node's own rule, cost x 1.2, on a shop whose book says x 1.3.
	const own = { ...markup13, tiers: [{ upTo: null, markupPercent: 120 }] };
	const ownIntent = (listing: ReturnType<OpenGate['place']>, of = offer()) =>
		runIntent(listing, { version: null, rule: own, offer: of });

	it('should wait where the shop’s book names another price', async () => {
		const { gate, place, shown } = await openGate();
		const result = await gate.send(ownIntent(place({ price: 1400 })));

		expect(result).toMatchObject({
			action: 'held',
			held: [{ kind: 'cut', guard: 'beside_book', to: 1200, named: 1300 }],
		});
		expect(shown().price).toBe(1400);
	});

	it('should go where the book names the same price', async () => {
		const { gate, place, shown } = await openGate();
		await gate.send(runIntent(place({ price: 1400 }), { version: null }));

		expect(shown().price).toBe(1300);
	});

	it('should go where the shop has no book', async () => {
		const { gate, place, shown } = await openGate({ rules: null });
		await gate.send(ownIntent(place({ price: 1400 })));

		expect(shown().price).toBe(1200);
	});

	it.each<[string, object, object]>([
		['show', { visible: false }, { price: 1100 }],
		['refill', { stock: 0 }, { price: 1100 }],
	])('should not %s what the owner made a loss of meanwhile', async (_, of, changed) => {
		const { gate, place, know, shown, shop } = await openGate({ rules: null });
		const memory = memoryOf({ hidden_by_sync_at: at(60) });
		await know(memory);
		const intent = runIntent(place(of), { version: null, cached: memory });
		Object.assign(shown(), changed);

		expect(await gate.send(intent)).toMatchObject({
			action: 'held',
			held: [{ guard: 'floor', price: 1100, floor: 1115 }],
		});
		expect(shop.edits).toEqual([]);
	});

	it('should be dropped where the cache has a newer answer', async () => {
		const { gate, place, know, shop } = await openGate({ rules: null });
		await know(answer(1000, 5));
		const result = await gate.send(ownIntent(place(), offer({ fetched_at: at(20) })));

		expect([result.action, shop.edits]).toEqual(['none', []]);
	});
});
