import { Questions, type QuestionMember } from '../../../lib/ledger/questions/questions';
import { MemoryStore } from '../../support/memoryStore';

const DAY = 24 * 3_600_000;

let now: number;
let questions: Questions;

beforeEach(() => {
	now = Date.UTC(2026, 10, 28);
	questions = new Questions(new MemoryStore(), () => now);
});

const member = (item_id: number): QuestionMember => ({
	item_id,
	asin: 'B000000001',
	proposal: { price: 2600 },
	facts: { price: 3980, floor: 2185 },
});

const ask = async (...items: number[]) =>
	await questions.ask('shop', 'first_price', 1, items.map(member));

const only = async () => (await questions.all('shop'))[0]!;

it('should ask about each item once', async () => {
	await ask(1, 2);
	await ask(1, 2);
	await ask(2, 3);

	const asked = await questions.all('shop');
	expect(asked.map(({ members }) => members.map(({ item_id }) => item_id))).toEqual([[1, 2], [3]]);
});

it('should ask nothing about nothing', async () => {
	await ask();
	expect(await questions.all('shop')).toEqual([]);
});

it('should keep the questions of each shop apart', async () => {
	await ask(1);
	expect(await questions.all('other')).toEqual([]);
	expect(await questions.answer('other', (await only()).codes.yes)).toBeNull();
});

it.each(['yes', 'no'] as const)('should take the code of %s as the answer', async (answer) => {
	await ask(1);
	const { codes } = await only();

	expect(codes.yes).not.toBe(codes.no);
	expect(await questions.answer('shop', codes[answer])).toMatchObject({ isLate: false });
	expect(await only()).toMatchObject({ answer, answered_at: expect.any(String) as string });
});

it('should keep the first answer, and tell of a later one once', async () => {
	await ask(1);
	const { codes } = await only();
	await questions.answer('shop', codes.no);

	expect(await questions.answer('shop', codes.yes)).toMatchObject({ isLate: true, told: false });
	expect(await questions.answer('shop', codes.no)).toMatchObject({ isLate: true, told: true });
	expect(await only()).toMatchObject({ answer: 'no' });
});

it('should know no code that belongs to none', async () => {
	await ask(1);
	expect(await questions.answer('shop', 'ZZZZZZ')).toBeNull();
});

it('should tell of an open question once a day, whatever the clock was', async () => {
	await ask(1);
	const { id } = await only();

	expect(await questions.noteSaid('shop', id)).toBe(true);
	expect(await questions.noteSaid('shop', id)).toBe(false);
	now += DAY;
	expect(await questions.noteSaid('shop', id)).toBe(true);
	now -= 30 * DAY;
	expect(await questions.noteSaid('shop', id)).toBe(true);
});
