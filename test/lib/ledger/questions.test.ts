import {
	sealMember,
	sealQuestion,
	type QuestionMember,
} from '../../../lib/ledger/questions/question';
import { Questions } from '../../../lib/ledger/questions/questions';
import { MemoryStore } from '../../support/memoryStore';

let questions: Questions;

beforeEach(() => {
	questions = new Questions(new MemoryStore(), () => Date.UTC(2026, 10, 28));
});

const member = (item_id: number, price = 2600): QuestionMember => ({
	name: String(item_id),
	item_id,
	asin: 'B000000001',
	proposal: { price },
	facts: { price: 3980, floor: 2185 },
});

const see = async (held: QuestionMember[], settled: string[] = []) =>
	await questions.update('shop', {
		...{ kind: 'first_price', version: 1, held },
		settled: new Set(settled),
	});

const ask = async (...items: number[]) => await see(items.map((id) => member(id)));

const asked = async () =>
	(await questions.all('shop')).map(({ members }) => members.map(({ item_id }) => item_id));

const only = async () => (await questions.all('shop'))[0]!;

const answer = async (with_: 'yes' | 'no') =>
	await questions.answer('shop', (await only()).codes[with_]);

it('should ask about each item once', async () => {
	await ask(1, 2);
	await ask(1, 2);
	await ask(2, 3);

	expect(await asked()).toEqual([[1, 2], [3]]);
});

it('should ask nothing about nothing', async () => {
	await ask();
	expect(await asked()).toEqual([]);
});

it('should keep the questions of each shop apart', async () => {
	await ask(1);
	expect(await questions.all('other')).toEqual([]);
	expect(await questions.answer('other', (await only()).codes.yes)).toBeNull();
});

it.each(['yes', 'no'] as const)('should take the code of %s as the answer', async (given) => {
	await ask(1);
	const { codes } = await only();

	expect(codes.yes).not.toBe(codes.no);
	expect(await answer(given)).toMatchObject({ isLate: false });
	expect(await only()).toMatchObject({ answer: given, answered_at: expect.any(String) as string });
	expect((await questions.answers('shop')).get('1')).toEqual({
		first_price: { answer: given, proposal: { price: 2600 }, price: 3980 },
	});
});

it('should keep the first answer, and tell of a later one once', async () => {
	await ask(1);
	const { codes } = await only();
	await questions.answer('shop', codes.no);

	expect(await questions.answer('shop', codes.yes)).toMatchObject({ isLate: true, told: false });
	expect(await questions.answer('shop', codes.no)).toMatchObject({ isLate: true, told: true });
	expect(await only()).toMatchObject({ answer: 'no' });
});

it('should ask about the latest change by hand, as long as there is no answer', async () => {
	const changedAt = (modified: string): QuestionMember => ({
		...member(1),
		facts: { ...member(1).facts, modified },
	});
	const stamp = async () => (await questions.answers('shop')).get('1')?.first_price?.modified;
	await see([changedAt('2026-11-27T10:00:00Z')]);
	await see([changedAt('2026-11-27T20:00:00Z')]);
	expect(await questions.all('shop')).toHaveLength(1);
	expect(await stamp()).toBe('2026-11-27T20:00:00Z');

	await answer('yes');
	await see([changedAt('2026-11-28T06:00:00Z')]);
	// The answer came before that change.
	expect((await questions.all('shop')).map(({ answer: given }) => given)).toEqual(['yes', null]);
});

it('should know no code that belongs to none', async () => {
	await ask(1);
	expect(await questions.answer('shop', 'ZZZZZZ')).toBeNull();
});

it('should forget an open question whose items are settled by themselves', async () => {
	await ask(1, 2);
	await see([], ['1']);
	expect(await asked()).toEqual([[2]]);
	await see([], ['2']);
	expect(await questions.all('shop')).toEqual([]);
});

it('should name the items of a yes until they are carried out', async () => {
	await ask(1, 2);
	expect([...(await questions.due('shop'))]).toEqual([]);
	await answer('yes');
	expect([...(await questions.due('shop'))]).toEqual([1, 2]);
	await see([], ['1']);
	expect([...(await questions.due('shop'))]).toEqual([2]);
});

it.each(['yes', 'no'] as const)(
	'should ask anew after a %s once the facts moved',
	async (given) => {
		await ask(1);
		await answer(given);
		await see([member(1, 2500)]);
		expect((await asked()).length).toBe(1);
		await see([member(1, 2400)]);
		expect(await asked()).toEqual([[1], [1]]);
	},
);

it('should keep a no, although the item needs no answer for a while', async () => {
	await ask(1);
	await answer('no');
	await see([], ['1']);
	await ask(1);
	expect((await asked()).length).toBe(1);
});

const states = async () =>
	(await questions.all('shop')).map(({ answer: given, members }) => [
		given,
		members.map(({ item_id }) => item_id),
	]);

/** Somebody changes the item by hand while the question is open. */
const touch = async (item_id: number) =>
	await see([
		{ ...member(item_id), facts: { ...member(item_id).facts, modified: '2026-11-28T01:00:00Z' } },
	]);

describe('an answer about some items of a question', () => {
	const seals = (...items: number[]) =>
		new Map(items.map((id) => [String(id), sealMember(member(id))]));
	const answerSome = async (given: 'yes' | 'no', ...items: number[]) =>
		await questions.answerMembers('shop', (await only()).id, seals(...items), given);

	it('should leave the others open, with the codes that were sent', async () => {
		await ask(1, 2, 3);
		const { codes } = await only();
		expect(await answerSome('yes', 1, 3)).toEqual({ kind: 'taken', count: 2 });
		expect(await states()).toEqual([
			['yes', [1, 3]],
			[null, [2]],
		]);
		expect(await questions.answer('shop', codes.no)).toMatchObject({
			question: { members: [{ item_id: 2 }] },
		});
		expect(await states()).toEqual([
			['yes', [1, 3]],
			['no', [2]],
		]);
	});

	it('should answer the question itself if it names all of them', async () => {
		await ask(1, 2);
		const { id } = await only();
		expect(await answerSome('no', 1, 2)).toEqual({ kind: 'taken', count: 2 });
		expect(await only()).toMatchObject({ id, answer: 'no', answered_at: expect.any(String) });
	});

	it('should be known of each of the items, and of no other', async () => {
		await ask(1, 2);
		await answerSome('yes', 1);
		const answers = await questions.answers('shop');
		expect(answers.get('1')?.first_price?.answer).toBe('yes');
		expect(answers.get('2')?.first_price?.answer).toBeNull();
	});

	it('should ask about none of them again while their facts stay', async () => {
		await ask(1, 2);
		await answerSome('no', 1);
		await ask(1, 2);
		expect(await states()).toEqual([
			['no', [1]],
			[null, [2]],
		]);
	});

	it.each([
		['names nothing', []],
		['names what is settled since', [9]],
		['names one that is settled since, beside another', [1, 9]],
	])('should change nothing if it %s', async (_name, items) => {
		await ask(1);
		expect(await answerSome('yes', ...items)).toEqual({ kind: 'moved' });
		expect(await states()).toEqual([[null, [1]]]);
	});

	it('should change nothing about an item that was changed by hand since', async () => {
		await ask(1, 2);
		await touch(2);
		expect(await answerSome('yes', 1, 2)).toEqual({ kind: 'moved' });
		expect(await answerSome('yes', 1)).toEqual({ kind: 'taken', count: 1 });
	});

	it('should come too late after another answer, and name that one', async () => {
		await ask(1, 2);
		await answer('no');
		expect(await answerSome('yes', 1)).toEqual({ kind: 'late', count: 1, answer: 'no' });
		expect(await states()).toEqual([['no', [1, 2]]]);
	});

	it('should be taken about an item that is asked about anew as once before', async () => {
		let hours = 0;
		questions = new Questions(new MemoryStore(), () => Date.UTC(2026, 10, 28, hours++));
		const dear = { ...member(1), facts: { ...member(1).facts, price: 9800 } };
		for (const held of [member(1), dear]) {
			await see([held]);
			await questions.answer('shop', (await questions.all('shop')).at(-1)!.codes.no);
		}
		await see([member(1)]);
		const { id } = (await questions.all('shop')).at(-1)!;
		expect(await questions.answerMembers('shop', id, seals(1), 'yes')).toEqual({
			...{ kind: 'taken', count: 1 },
		});
	});

	it('should come too late after an answer about one of them', async () => {
		await ask(1, 2, 3);
		const { id } = await only();
		await answerSome('yes', 1);
		const again = await questions.answerMembers('shop', id, seals(1, 2), 'no');
		expect(again).toEqual({ kind: 'late', count: 1, answer: 'yes' });
		await questions.answerMembers('shop', id, seals(2), 'no');
		const both = await questions.answerMembers('shop', id, seals(1, 2), 'no');
		expect(both).toEqual({ kind: 'late', count: 2, answer: null });
	});

	it('should change nothing in another shop', async () => {
		await ask(1);
		const { id } = await only();
		expect(await questions.answerMembers('other', id, seals(1), 'yes')).toEqual({ kind: 'moved' });
	});
});

describe('an answer about a question as a whole', () => {
	it('should answer what was shown, once', async () => {
		await ask(1, 2);
		const shown = await only();
		const seal = sealQuestion(shown);
		expect(await questions.answerWhole('shop', shown.id, seal, 'yes')).toEqual({
			...{ kind: 'taken', count: 2 },
		});
		expect(await questions.answerWhole('shop', shown.id, seal, 'no')).toEqual({
			...{ kind: 'late', count: 2, answer: 'yes' },
		});
		expect(await states()).toEqual([['yes', [1, 2]]]);
	});

	it('should be taken from one of two tabs at once', async () => {
		await ask(1, 2);
		const { id, ...shown } = await only();
		const seal = sealQuestion({ id, ...shown });
		const given = (['yes', 'no'] as const).map(
			async (each) => await questions.answerWhole('shop', id, seal, each),
		);
		expect(await Promise.all(given)).toEqual([
			{ kind: 'taken', count: 2 },
			{ kind: 'late', count: 2, answer: 'yes' },
		]);
	});

	it('should make its codes come too late', async () => {
		await ask(1);
		const shown = await only();
		await questions.answerWhole('shop', shown.id, sealQuestion(shown), 'no');
		expect(await questions.answer('shop', shown.codes.yes)).toMatchObject({ isLate: true });
		expect(await states()).toEqual([['no', [1]]]);
	});

	it.each([
		['an item was changed by hand', async () => await touch(2)],
		['an item is settled', async () => await see([], ['2'])],
		['all items are settled', async () => await see([], ['1', '2'])],
		[
			'a part is answered',
			async () => {
				const shown = new Map([['2', sealMember(member(2))]]);
				await questions.answerMembers('shop', (await only()).id, shown, 'no');
			},
		],
	])('should change nothing once %s', async (_name, move) => {
		await ask(1, 2);
		const shown = await only();
		await move();
		const before = await questions.all('shop');
		expect(await questions.answerWhole('shop', shown.id, sealQuestion(shown), 'yes')).toEqual({
			kind: 'moved',
		});
		expect(await questions.all('shop')).toEqual(before);
	});

	it('should change nothing in another shop', async () => {
		await ask(1);
		const shown = await only();
		expect(await questions.answerWhole('other', shown.id, sealQuestion(shown), 'yes')).toEqual({
			kind: 'moved',
		});
	});
});
