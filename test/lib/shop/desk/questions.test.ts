import type { QuestionMember } from '../../../../lib/ledger/questions/question';
import { readEffect } from '../../../../lib/shop/desk/readEffect';
import { readQuestions } from '../../../../lib/shop/desk/readQuestions';
import { findShown, nameMembers } from '../../../../lib/shop/desk/shownMembers';
import { defaultValues } from '../../../../lib/ledger/rules/ruleValues';
import { MemoryStore } from '../../../support/memoryStore';
import { at, listing, NOW } from '../../../support/situation';
import { openStored, type Stored } from '../../../support/stored';

let stored: Stored;

beforeEach(() => {
	stored = openStored({ store: new MemoryStore(), now: () => NOW });
});

const member = (item_id: number, changes: Partial<QuestionMember> = {}): QuestionMember => ({
	...{ name: String(item_id), item_id, asin: 'B000000001', proposal: { price: 3980 } },
	facts: { price: 2600, floor: 2185 },
	...changes,
});

const ask = async (count: number, settled: string[] = []) =>
	await stored.questions.update('shop', {
		...{ kind: 'first_price', version: 1, settled: new Set(settled) },
		held: Array.from({ length: count }, (_, index) => member(index + 1)),
	});

const read = async (part = { id: '', from: 0 }, most = 2) =>
	await readQuestions('shop', { cache: stored, ledger: stored }, { part, most });

const only = async () => (await stored.questions.all('shop'))[0]!;

describe('the questions of a shop', () => {
	it('should be none', async () => {
		expect(await read()).toEqual({ open: [], answered: [] });
	});

	it('should know nothing beside a question where nothing was read', async () => {
		await ask(1);
		expect((await read()).open).toMatchObject([
			{ from: 0, rows: [{ title: null, image: null, cost: null, price: null }] },
		]);
	});

	it('should show the title, the cost and the price of the last list', async () => {
		await ask(1);
		await stored.items.accept('shop', [listing({ item_id: 1, title: '', price: 0 })], undefined);
		const price = { price: 2000, currency: 'JPY', points: 0, at: at(5) };
		await stored.write([{ asin: 'B000000001', set: { price } }]);
		expect((await read()).open[0]!.rows).toMatchObject([
			{ title: '', image: null, cost: 2000, price: 0 },
		]);
	});

	it.each([
		[0, 0, 2],
		[2, 2, 1],
		[3, 0, 2],
		[-1, 0, 2],
		[NaN, 0, 2],
		[0.5, 0, 2],
	])('should show a part from %p on as from %i, %i items', async (from, shown, rows) => {
		await ask(3);
		const { open } = await read({ id: (await only()).id, from });
		expect([open[0]!.from, open[0]!.rows.length]).toEqual([shown, rows]);
	});

	it('should show the part of the named question alone', async () => {
		await ask(3);
		expect((await read({ id: 'another', from: 2 })).open[0]!.from).toBe(0);
	});

	it('should name an answer until it is carried out', async () => {
		await ask(2);
		await stored.questions.answer('shop', (await only()).codes.yes);
		expect(await read()).toMatchObject({ open: [], answered: [{ rows: [{}, {}] }] });
		await ask(0, ['1', '2']);
		expect(await read()).toEqual({ open: [], answered: [] });
	});
});

describe('the items that a form shows', () => {
	const members = [member(1), member(2, { name: '2/5' })];
	const state = nameMembers(members);

	it('should be found by their names', () => {
		const shown = findShown(state, ['2/5']);
		expect([...shown.keys()]).toEqual(['2/5']);
		expect(shown.get('2/5')).toMatch(/^[0-9A-Z]{6}$/);
	});

	it.each(['9', '2', '', '__proto__', '1@'])('should not be %p', (name) => {
		expect(findShown(state, [name]).get(name)).toBe('');
	});

	it('should be none in an empty form', () => {
		expect(nameMembers([])).toBe('');
		expect(findShown('', [])).toEqual(new Map());
		expect(findShown('', ['']).get('')).toBe('');
	});

	it.each<[string, Partial<QuestionMember>]>([
		['its proposal moved', { proposal: { price: 3981 } }],
		['its price was changed by hand', { facts: { price: 2601, floor: 2185 } }],
		['its floor moved', { facts: { price: 2600, floor: null } }],
		['it was changed by hand', { facts: { price: 2600, floor: 2185, modified: 'x' } }],
		['it is another product', { asin: 'B000000002' }],
	])('should be named anew once %s', (_name, changes) => {
		expect(nameMembers([member(1, changes)])).not.toBe(nameMembers([member(1)]));
	});

	it('should be named alike after the store', () => {
		const stamped = member(1, { facts: { price: 1, floor: null, modified: undefined } });
		const kept = JSON.parse(JSON.stringify(stamped)) as QuestionMember;
		expect(nameMembers([kept])).toBe(nameMembers([stamped]));
	});
});

describe('the time when a yes takes effect', () => {
	const shop = (live: boolean, isDryBySettings = false) => ({
		...{ account: 'shop', values: { ...defaultValues, live }, isDryBySettings },
	});

	it.each([
		['the next run', true, false, 'next_run'],
		['after going live', false, false, 'after_live'],
		['after the settings allow it', true, true, 'after_live'],
	])('should be %s', async (_name, live, isDry, effect) => {
		expect(await readEffect(shop(live, isDry), stored)).toBe(effect);
	});

	it('should be after a pause', async () => {
		await stored.pauses.set('shop', { by: 'owner', reason: '棚卸し' });
		expect(await readEffect(shop(true), stored)).toBe('after_stop');
	});
});
