import { AccountRefusedError } from '../../../../lib/shop/errors';
import {
	done,
	doneAndLost,
	jobIntent,
	lost,
	openGate,
	refuse,
	runIntent,
	type Answer,
} from '../../../support/openGate';
import { at, offer, soldOut } from '../../../support/situation';

/** One item at 1,300 yen, Amazon's cost 1,000; a cost of 1,200 makes 1,560, one of 900 makes 1,170. */

const dearer = { offer: offer({ price: 1200 }) };
const cheaper = { offer: offer({ price: 900 }) };

describe('an edit of a run', () => {
	it('should look, write down the intent, send, and write down the outcome', async () => {
		const { gate, place, log, shown } = await openGate();
		const result = await gate.send(runIntent(place(), dearer));

		expect(result).toMatchObject({ action: 'updated', edits: { price: 1560 }, error: null });
		expect(log).toEqual([
			'take 2 lowers_risk',
			'get',
			'intend {"price":1560}',
			'edit {"price":1560}',
			'applied',
		]);
		expect(shown().price).toBe(1560);
	});

	it('should be remembered with its reasons and the age of its answer', async () => {
		const { gate, place, memory, stored } = await openGate();
		await gate.send(runIntent(place(), dearer));

		expect(await memory()).toMatchObject({
			intended: null,
			last_written: {
				...{ price: 1560, cost: { price: 1200, points: 0 }, rules: 1, override: null },
				offer_fetched_at: at(1),
			},
		});
		expect(await stored.journal.ofRun('r1')).toMatchObject([
			{
				field_edits: { price: { from: 1300, to: 1560 } },
				answer: { outcome: 'applied', detail: null },
			},
		]);
	});

	it('should not cut a price that the owner set meanwhile', async () => {
		const { gate, place, know, shown, log } = await openGate();
		const written = { price: 1300, at: at(600), cost: { price: 1000, points: 0 }, rules: 1 };
		await know({ shop: { 'shop/1': { last_written: written } } });
		const intent = runIntent(place(), cheaper);
		shown().price = 1400;
		const result = await gate.send(intent);

		expect(result).toMatchObject({
			action: 'held',
			held: [{ kind: 'cut', guard: 'owners_price', price: 1400 }],
		});
		expect(log).toEqual(['take 2 adds_risk', 'get']);
	});

	it('should not raise over a price that the owner set meanwhile', async () => {
		const { gate, place, know, shown } = await openGate();
		await know({ shop: { 'shop/1': { last_written: { price: 1300, at: at(600) } } } });
		const intent = runIntent(place(), dearer);
		shown().price = 5000;

		expect((await gate.send(intent)).action).toBe('held');
		expect(shown().price).toBe(5000);
	});

	it('should be decided anew by the item that the shop shows', async () => {
		const { gate, place, shown, log } = await openGate();
		const intent = runIntent(place(), cheaper);
		Object.assign(shown(), { stock: 0 });
		const result = await gate.send(intent);

		// Sold meanwhile: the same call fills up the stock.
		expect(result).toMatchObject({ action: 'updated', edits: { price: 1170, stock: 1 } });
		expect(result.decision).toMatchObject({ kinds: ['cut', 'refill'] });
		expect(log).toContain('edit {"price":1170,"stock":1}');
	});

	it('should hide an item whatever else has moved', async () => {
		const { gate, place, shown } = await openGate();
		const intent = runIntent(place(), { offer: soldOut() });
		Object.assign(shown(), { stock: 0, price: 1400 });

		expect(await gate.send(intent)).toMatchObject({
			action: 'updated',
			edits: { visible: false },
		});
	});

	it('should not take for its own what the owner hid meanwhile', async () => {
		const { gate, place, shown, log, memory } = await openGate();
		const intent = runIntent(place(), { offer: soldOut() });
		shown().visible = false;

		expect((await gate.send(intent)).action).toBe('none');
		expect(log).toEqual(['take 2 lowers_risk', 'get']);
		expect(await memory()).toBeUndefined();
	});

	it('should not show what the owner hid meanwhile', async () => {
		const { gate, place, shown } = await openGate();
		const intent = runIntent(place(), cheaper);
		shown().visible = false;
		await gate.send(intent);

		expect(shown().visible).toBe(false);
	});

	it('should send nothing where the shop shows it already', async () => {
		const { gate, place, shown, log } = await openGate();
		const intent = runIntent(place(), dearer);
		shown().price = 1560;

		expect((await gate.send(intent)).action).toBe('none');
		expect(log).not.toContain('edit {"price":1560}');
	});
});

describe('the calls of an edit', () => {
	it('should put it off without a call when they are used up', async () => {
		const { gate, place, log, memory } = await openGate({ calls: 0 });
		const result = await gate.send(runIntent(place(), dearer));

		expect(result).toMatchObject({
			action: 'deferred',
			error: expect.stringContaining('次回に繰り越します') as string,
		});
		expect(log).toEqual(['take 2 lowers_risk']);
		expect((await memory())?.unsent_since).toBe(at(0));
	});

	it.each([
		['a hide', { offer: soldOut() }, 'updated'],
		['a raise', dearer, 'updated'],
		['a cut', cheaper, 'deferred'],
	])('should be the reserved ones only for what lowers risk: %s', async (_, known, action) => {
		const { gate, place } = await openGate({ calls: 2, reserved: 2 });

		expect((await gate.send(runIntent(place(), known))).action).toBe(action);
	});

	it('should keep the time since when an edit waits', async () => {
		const { gate, place, memory, pass } = await openGate({ calls: 0 });
		const intent = runIntent(place(), dearer);
		await gate.send(intent);
		pass(60_000);
		await gate.send(intent);

		expect((await memory())?.unsent_since).toBe(at(0));
	});
});

describe('an edit of a job', () => {
	it('should leave no edit behind for the watch when it is put off', async () => {
		const { gate, place, memory } = await openGate({ calls: 0 });
		const result = await gate.send(jobIntent(place(), { visible: false }, 'undo'));

		expect(result.action).toBe('deferred');
		expect(await memory()).toBeUndefined();
	});

	it('should not be sent where the item that was read shows it already', async () => {
		const { gate, place, shop } = await openGate();
		const result = await gate.send(
			jobIntent(place({ visible: false }), { visible: false }, 'undo'),
		);

		expect([result.action, shop.edits]).toEqual(['none', []]);
	});
});

describe('a refused edit', () => {
	const sendRefused = async (answer: Answer) => {
		const opened = await openGate({ answers: [answer] });
		const result = await opened.gate.send(runIntent(opened.place(), dearer));
		return { ...opened, result };
	};

	it.each([
		['hour_api_limit', 'exhausted hour'],
		['day_api_limit', 'exhausted day'],
	])('should make the others wait on %s, and be noted', async (code, noted) => {
		const { another, gate, place, log, refused, result } = await sendRefused(refuse(code));
		expect(result.action).toBe('deferred');
		expect(log).toContain(noted);
		expect(refused).toEqual({});

		const asked = log.length;
		expect((await gate.send(runIntent(place(), dearer))).action).toBe('deferred');
		expect(log).toHaveLength(asked);
		expect((await another().send(runIntent(place(), dearer))).action).toBe('updated');
	});

	it.each([
		['access_denied', 'このショップは現在ご利用いただけません。', '利用制限'],
		['invalid_request', 'アクセストークンが無効です。', 'Connect'],
	])('should stop the account for the whole run on %s', async (code, words, told) => {
		const { another, place, refused, result } = await sendRefused(refuse(code, words));
		expect(result).toMatchObject({
			action: 'deferred',
			error: expect.stringContaining(told) as string,
		});
		expect(refused.shop).toContain(told);
		expect((await another().send(runIntent(place(), dearer))).action).toBe('deferred');
	});

	it('should end the job of the owner that sent it', async () => {
		const { gate, place } = await openGate({ answers: [refuse('hour_api_limit')] });
		const intent = jobIntent(place(), { visible: false }, 'undo');

		await expect(gate.send(intent)).rejects.toBeInstanceOf(AccountRefusedError);
	});

	it('should call an item deleted by BASE’s own word, and go on with the others', async () => {
		const { gate, place, result } = await sendRefused(refuse('bad_item_id'));
		expect(result).toMatchObject({
			action: 'failed',
			error: expect.stringContaining('削除された商品') as string,
		});
		expect((await gate.send(runIntent(place(), dearer))).action).toBe('updated');
	});
});

describe('an item that BASE never edits', () => {
	const never = refuse('invalid_request', 'ClubTの商品は編集できません。');

	it('should be told once, with BASE’s words', async () => {
		const { gate, place, memory } = await openGate({ answers: [never] });
		const intent = runIntent(place(), dearer);

		expect(await gate.send(intent)).toMatchObject({ action: 'failed' });
		expect((await memory())?.never_editable?.reason).toBe(
			'invalid_request: ClubTの商品は編集できません。',
		);
		expect((await gate.send(intent)).action).toBe('none');
	});

	it('should be tried again once it was changed, and not be told again', async () => {
		const { gate, place, shown, log } = await openGate({ answers: [never, never] });
		await gate.send(runIntent(place(), dearer));
		shown().modified = at(0);
		const result = await gate.send(runIntent({ ...shown(), read_at: at(0) }, dearer));

		expect(log.filter((line) => line.startsWith('edit'))).toHaveLength(2);
		expect(result).toMatchObject({
			action: 'none',
			error: expect.stringContaining('ClubT') as string,
		});
	});

	it('should be forgotten as such once BASE takes an edit', async () => {
		const { gate, place, shown, memory } = await openGate({ answers: [never, done] });
		await gate.send(runIntent(place(), dearer));
		shown().modified = at(0);
		await gate.send(runIntent({ ...shown(), read_at: at(0) }, dearer));

		expect((await memory())?.never_editable).toBeNull();
	});
});

describe('a lost answer', () => {
	it('should not make the gate send an edit twice that was carried out', async () => {
		const { gate, place, log } = await openGate({ answers: [doneAndLost] });

		expect((await gate.send(runIntent(place(), dearer))).action).toBe('updated');
		expect(log.filter((line) => line.startsWith('edit'))).toHaveLength(1);
	});

	it('should keep a lost price in mind while a second one is refused', async () => {
		const answers = [lost, lost, refuse('bad_price')];
		const { gate, another, place, memory, shown } = await openGate({ answers });
		await gate.send(runIntent(place(), dearer));
		const dearest = { offer: offer({ price: 1400 }) };
		const second = await another().send(runIntent(shown(), dearest));

		expect(second).toMatchObject({ action: 'failed', edits: { price: 1820 } });
		expect((await memory())?.open_price).toMatchObject({ price: 1560, from: 1300 });
	});

	it('should leave the mark of a hide where nobody knows whether it was done', async () => {
		const { gate, place, memory } = await openGate({ answers: [lost, lost] });

		expect((await gate.send(runIntent(place(), { offer: soldOut() }))).action).toBe('failed');
		expect((await memory())?.hide_intended_at).toBe(at(0));
	});
});
