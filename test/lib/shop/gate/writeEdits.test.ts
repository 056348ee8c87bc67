import { makeRefusal } from '../../../../lib/baseShop/errors';
import { AccountRefusedError, AnswerLostError } from '../../../../lib/shop/errors';
import type { Plan } from '../../../../lib/shop/gate/intent';
import { writeEdits } from '../../../../lib/shop/gate/writeEdits';
import type { Listing } from '../../../../lib/listing/listing';
import type { Edits } from '../../../../lib/listing/memory';
import {
	ASIN,
	doneAndLost,
	lost,
	openGate,
	refuse,
	type Answer,
	type GateOptions,
	type OpenGate,
} from '../../../support/openGate';
import { at } from '../../../support/situation';

/** The calls of one edit: each is in the journal before it is sent, and is believed only once it is shown. */

const RAISE: Edits = { price: 1560 };
const HIDE: Edits = { visible: false };

const planOf = (listing: Listing, edits: Edits, changes: Partial<Plan> = {}): Plan => ({
	...{ asin: ASIN, run: 'r1', listing, edits, why: ['計算'], writer: 'run', addsRisk: false },
	...{ offerFetchedAt: at(1), reasons: undefined },
	...changes,
});

const never = async () => null;

async function open(options: GateOptions = {}) {
	const opened = await openGate(options);
	const listing = opened.place();
	const write = async (edits: Edits, findStop: () => Promise<string | null> = never) =>
		await writeEdits(planOf(listing, edits), [edits], opened.ports, findStop);
	return { ...opened, listing, write };
}

const edited = ({ log }: Pick<OpenGate, 'log'>): string[] =>
	log.filter((line) => line.startsWith('edit'));

const outcomeOf = async ({ stored }: Pick<OpenGate, 'stored'>) =>
	(await stored.journal.ofRun('r1')).map(({ answer }) => answer?.outcome);

describe('a call', () => {
	it('should be in the journal before it is sent', async () => {
		const { write, log } = await open();

		expect(await write(RAISE)).toEqual({ action: 'updated', edits: RAISE, error: null });
		expect(log).toEqual(['intend {"price":1560}', 'edit {"price":1560}', 'applied']);
	});

	it('should not be believed where the answer shows something else', async () => {
		const other: Answer = async (apply) => ({ ...(await apply()), price: 1300 });
		const { write, log } = await open({ answers: [other] });

		expect(await write(RAISE)).toMatchObject({
			action: 'failed',
			error: expect.stringContaining('反映されていません') as string,
		});
		expect(log.at(-1)).toBe('failed');
	});

	it('should leave no mark of a hide that BASE refused', async () => {
		const { write, memory } = await open({ answers: [refuse('bad_item_id')] });

		await expect(write(HIDE)).rejects.toThrow('bad_item_id');
		expect(await memory()).toMatchObject({ hide_intended_at: null, intended: null });
	});
});

describe('a call whose answer was lost', () => {
	it('should not be sent twice where it was carried out', async () => {
		const opened = await open({ answers: [doneAndLost] });

		expect((await opened.write(RAISE)).action).toBe('updated');
		expect(edited(opened)).toHaveLength(1);
		expect(opened.log.at(-1)).toBe('applied');
	});

	it('should be sent again where the item is as it was', async () => {
		const opened = await open({ answers: [lost] });

		expect((await opened.write(RAISE)).action).toBe('updated');
		expect(edited(opened)).toHaveLength(2);
		expect(opened.shown().price).toBe(1560);
	});

	it('should be "lost" when both attempts were', async () => {
		const { write, log } = await open({ answers: [lost, lost] });

		await expect(write(RAISE)).rejects.toBeInstanceOf(AnswerLostError);
		expect(log.at(-1)).toBe('lost');
	});

	it('should be "lost" where it is as it was, and is refused the second time', async () => {
		const { write, log } = await open({ answers: [lost, refuse('bad_item_id')] });

		await expect(write(RAISE)).rejects.toThrow('bad_item_id');
		expect(log.at(-1)).toBe('lost');
	});

	it('should be "lost" where no call is left to look', async () => {
		const { write, log } = await open({ answers: [doneAndLost], calls: 1 });

		await expect(write(RAISE)).rejects.toBeInstanceOf(AnswerLostError);
		expect(log.slice(-2)).toEqual(['take 2 lowers_risk', 'lost']);
	});

	it('should be "lost" where the look after it is refused', async () => {
		const { write, log, at: when } = await open({ answers: [doneAndLost] });
		when('get', () => {
			throw makeRefusal('hour_api_limit', '上限');
		});

		await expect(write(RAISE)).rejects.toBeInstanceOf(AccountRefusedError);
		expect(log.at(-1)).toBe('lost');
	});

	it('should not be sent twice where BASE says db_error although it is done', async () => {
		const doneAndRefused: Answer = async (apply) => {
			await apply();
			throw makeRefusal('db_error', 'DBエラーです。');
		};
		const opened = await open({ answers: [doneAndRefused] });

		expect((await opened.write(RAISE)).action).toBe('updated');
		expect(edited(opened)).toHaveLength(1);
	});

	it('should not be sent again once the shop is stopped', async () => {
		let asked = 0;
		const stopLater = async () => (++asked === 1 ? null : '停止中');
		const opened = await open({ answers: [lost] });

		await expect(opened.write(RAISE, stopLater)).rejects.toBeInstanceOf(AnswerLostError);
		expect(edited(opened)).toHaveLength(1);
		expect(opened.shown().price).toBe(1300);
	});
});

describe('a stop between the intent and its call', () => {
	const stopped = async () => '停止中';

	it('should keep the call back, and say so in the journal', async () => {
		const opened = await open();
		const result = await opened.write(RAISE, stopped);

		expect(result).toEqual({ action: 'deferred', edits: RAISE, error: '停止中' });
		expect(edited(opened)).toEqual([]);
		expect(await outcomeOf(opened)).toEqual(['stopped']);
	});

	it('should take the mark of a hide back', async () => {
		const { write, memory } = await open();
		await write(HIDE, stopped);

		expect(await memory()).toMatchObject({ hide_intended_at: null, intended: null });
	});
});

describe('several calls', () => {
	const parts: Edits[] = [RAISE, { row_stocks: { 11: 1 } }, { row_stocks: { 12: 1 } }];
	const joined: Edits = { ...RAISE, row_stocks: { 11: 1, 12: 1 } };
	const variations = [
		{ variation_id: 11, title: '黒', stock: 0, identifier: '' },
		{ variation_id: 12, title: '白', stock: 0, identifier: '' },
	];
	const openRows = async (options: GateOptions = {}) => {
		const opened = await openGate(options);
		const listing = opened.place({ variation_count: 2, variations });
		return { ...opened, plan: planOf(listing, joined) };
	};

	it('should be told as one edit', async () => {
		const { plan, ports } = await openRows();

		expect(await writeEdits(plan, parts, ports, never)).toEqual({
			...{ action: 'updated', edits: joined, error: null },
		});
	});

	it('should stand in the journal one by one, and end at the first that fails', async () => {
		const opened = await openRows({ answers: [async (apply) => await apply(), refuse('x')] });
		await expect(writeEdits(opened.plan, parts, opened.ports, never)).rejects.toThrow();

		expect(await outcomeOf(opened)).toEqual(['applied', 'failed']);
		expect(opened.log).not.toContain('stock 12 1');
	});

	it('should wait as unsent until the last of them is done', async () => {
		const { plan, ports, know, memory } = await openRows({
			answers: [async (apply) => await apply(), refuse('x')],
		});
		await know({ shop: { 'shop/1': { unsent_since: at(60) } } });
		await writeEdits(plan, parts, ports, never).catch(() => undefined);
		expect((await memory())?.unsent_since).toBe(at(60));

		await writeEdits(plan, parts, ports, never);
		expect((await memory())?.unsent_since).toBeNull();
	});
});

describe('the marks of a hide', () => {
	it.each([
		['run', { hidden_by_sync_at: at(0), hide_intended_at: null, hidden_by_brake_at: null }],
		['brake', { hidden_by_brake_at: at(0), hide_intended_at: null }],
		['undo', { hidden_by_sync_at: null, hide_intended_at: null, hidden_by_brake_at: null }],
	] as const)('should say who made it: %s', async (writer, marks) => {
		const { listing, ports, memory } = await open();
		await writeEdits(planOf(listing, HIDE, { writer }), [HIDE], ports, never);

		expect(await memory()).toMatchObject(marks);
	});

	it('should stay where another run has set its own meanwhile', async () => {
		const { write, know, memory, at: when } = await open({ answers: [refuse('bad_item_id')] });
		const theirs = at(-1);
		when('send', async () => await know({ shop: { 'shop/1': { hide_intended_at: theirs } } }));
		await write(HIDE).catch(() => undefined);

		expect((await memory())?.hide_intended_at).toBe(theirs);
	});

	it('should be gone once the item is shown', async () => {
		const { place, ports, know, memory } = await open();
		await know({ shop: { 'shop/2': { hidden_by_sync_at: at(60), adopted_at: at(90) } } });
		const show = { visible: true };
		await writeEdits(planOf(place({ visible: false }), show), [show], ports, never);

		expect(await memory(2)).toMatchObject({ hidden_by_sync_at: null, adopted_at: null });
	});

	it('should hold the shop’s stamp of the edit, unless the edit did not move it', async () => {
		const stamped: Answer = async (apply) => ({ ...(await apply()), modified: at(0) });
		const moved = await open({ answers: [stamped] });
		await moved.write(HIDE);
		expect((await moved.memory())?.own_modified).toBe(at(0));

		const { place, ports, memory } = await open();
		const still = place({ modified: at(30) });
		await writeEdits(planOf(still, HIDE), [HIDE], ports, never);
		expect((await memory(2))?.own_modified).toBeNull();
	});
});
