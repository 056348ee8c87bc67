import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Question, QuestionMember } from '../../lib/ledger/questions/question';
import { defaultValues, type RuleValues } from '../../lib/ledger/rules/ruleValues';
import type { QuestionKind } from '../../lib/listing/guards/questionKinds';
import { readDeskForm, type DeskForm } from '../support/deskForm';
import { openDeskPage, sendDeskForm, type DeskAnswer } from '../support/deskPages';
import { openQuestions } from '../support/openQuestions';
import { listing } from '../support/situation';
import { openFolder, type Stored } from '../support/stored';
import { openStory, PRICE } from '../support/syncStory';

const shop = 'my-shop';
const ASIN = 'B000000001';

let stored: Stored;

beforeEach(() => {
	const folder = mkdtempSync(join(tmpdir(), 'desk-'));
	process.env.N8N_USER_FOLDER = folder;
	stored = openFolder({ folder: join(folder, '.n8n/amazon-base-sync/default'), now: Date.now });
});

const begin = async (values: Partial<RuleValues> = {}): Promise<void> => {
	await stored.rules.save(shop, { ...defaultValues, live: true, ...values }, 'settings');
};

const member = (item_id: number, changes: Partial<QuestionMember> = {}): QuestionMember => ({
	...{ name: String(item_id), item_id, asin: ASIN, proposal: { price: 3980 } },
	facts: { price: 2600, floor: 2185 },
	...changes,
});

const see = async (
	held: QuestionMember[],
	settled: string[] = [],
	kind: QuestionKind = 'first_price',
): Promise<void> => {
	await stored.questions.update(shop, { kind, version: 1, held, settled: new Set(settled) });
};

const ask = async (...items: number[]) => await see(items.map((id) => member(id)));

const only = async () => (await stored.questions.all(shop))[0]!;

/** The answers that were taken, each with its items. */
const answers = async () =>
	(await stored.questions.all(shop)).map(({ answer, members }) => [
		answer,
		members.map(({ name }) => name).join(' '),
	]);

const openForm = async (action: string, address = '?page=questions'): Promise<DeskForm> =>
	readDeskForm((await openDeskPage(address)).html, action);

const put = async (...items: Array<Parameters<typeof listing>[0]>): Promise<void> => {
	const listings = items.map((each) => listing({ account: shop, identifier: ASIN, ...each }));
	await stored.items.accept(shop, listings, undefined);
};

const expectRefused = ({ status, html, location }: DeskAnswer, as: number, text: string) => {
	expect({ status, isPage: html.includes('role="alert"') }).toEqual({ status: as, isPage: true });
	expect(html).toContain(text);
	expect(location).not.toContain('done=');
};

const MOVED = '質問の内容が変わりました。何も変更していません。';

describe('the page of the questions', () => {
	it('should say that there are none', async () => {
		await begin();
		const { status, html } = await openDeskPage('?page=questions');
		expect(status).toBe(200);
		expect(html).toContain('お答えをお待ちしている質問はありません。');
		expect(html).not.toContain('<form');
		expect(html).toContain('aria-current="page">質問</a>');
	});

	it('should show what happened, what each answer does, and each item', async () => {
		await begin();
		await put({ item_id: 7, title: '水筒', price: 2600 }, { item_id: 8, title: '皿', price: 2800 });
		const image = 'https://m.media-amazon.com/images/I/71.jpg';
		const at = new Date().toISOString();
		await stored.write([
			{
				asin: ASIN,
				set: {
					price: { price: 2000, currency: 'JPY', points: 0, at },
					stock: { in_stock: true, at, offer_status: 'in_stock' },
					basic_info: { at, title_ja: '水筒', images: [image] },
				},
			},
		]);
		await see([member(7), member(8, { asin: 'B000000002', facts: { price: 2600, floor: null } })]);
		const { html } = await openDeskPage('?page=questions');
		for (const text of [
			'計算した価格と30%より大きく違うため、2件を今の価格のままにしています。',
			'はい: 計算した価格にする',
			'いいえ: 今の価格のままにする',
			'<b>2,600円 → 3,980円</b>',
			'仕入値 2,000円 ・ 下限 2,185円',
			'いまの販売価格 2,800円',
			'水筒',
			`src="${image}"`,
			'href="?account=my-shop&amp;page=item&amp;id=7">商品のページ',
			'質問 (1)',
		]) {
			expect(html).toContain(text);
		}
		const rows = html.split('class="member"').slice(1);
		expect(rows[1]).toContain('皿');
		expect(rows[1]).not.toContain('下限');
		expect(rows[1]).not.toContain('仕入値');
	});

	it('should name what a yes does to visibility and stock', async () => {
		await begin();
		await see([member(7, { proposal: { visible: true } })], [], 'hidden_by_hand');
		await see([member(8, { proposal: { visible: false } })], [], 'wave');
		const rows = [
			member(9, { proposal: { stock: 0 } }),
			member(10, { proposal: { row_stocks: { 1: 1, 2: 1 } } }),
			member(11, { proposal: { row_stocks: { 1: 1, 2: 3 } } }),
		];
		await see(rows, [], 'refill');
		const { html } = await openDeskPage('?page=questions');
		for (const text of ['公開する', '非公開にする', '在庫を 0 にする', '在庫を 1 にする']) {
			expect(html).toContain(`<b>${text}</b>`);
		}
		expect(html).toContain('<b>在庫を補充する</b>');
		expect(html).toContain('価格 2,600円 ・ 下限 2,185円');
		expect(html).toContain('質問 (3)');
	});

	it('should name a row of an item, and an item that the list does not have', async () => {
		await begin();
		const variations = [{ variation_id: 3, title: '青', stock: 0, identifier: '' }];
		await put({ item_id: 7, title: '水筒', variation_count: 1, variations });
		await see([member(7, { name: '7/3' }), member(9)]);
		const { html } = await openDeskPage('?page=questions');
		expect(html).toContain('水筒 (青)');
		expect(html).toContain('商品ID 9');
	});

	it('should keep hostile titles, rows and names inert', async () => {
		const hostile = '<script>alert(1)</script>"\'><img src=x onerror=1>';
		await begin();
		await put({ item_id: 7, title: hostile });
		await see([member(7), member(8, { name: hostile })]);
		await stored.questions.answer(shop, (await only()).codes.yes);
		await see([member(9, { name: hostile })], [], 'wave');
		for (const page of [
			'?page=questions',
			'?',
			'?page=item&id=7',
			`?page=questions&q=${hostile}`,
		]) {
			const { html } = await openDeskPage(page);
			expect(html).not.toContain('<script');
			expect(html).not.toContain('<img src=x');
		}
	});

	it('should page 200 items, and answer all of them by the name of the question', async () => {
		await begin();
		await ask(...Array.from({ length: 450 }, (_, index) => index + 1));
		const { id } = await only();
		const first = await openForm('answer_some');
		const third = await openForm('answer_some', `?page=questions&q=${id}&from=400`);
		expect([first.row!.length, third.row!.length]).toEqual([200, 50]);
		expect(third.row![0]).toBe('401');
		const { status } = await sendDeskForm({ ...(await openForm('answer_all')), answer: 'yes' });
		expect(status).toBe(303);
		expect((await only()).members).toHaveLength(450);
		expect((await only()).answer).toBe('yes');
	});

	it.each(['-1', '450', '0.5', 'abc', ''])('should begin at the start for %p', async (from) => {
		await begin();
		await ask(1, 2);
		const { id } = await only();
		const form = await openForm('answer_some', `?page=questions&q=${id}&from=${from}`);
		expect(form.row).toEqual(['1', '2']);
	});

	it('should press no yes by the Enter key on a tick box', async () => {
		await begin();
		await ask(1, 2);
		const form = (await openDeskPage('?page=questions')).html.split('value="answer_some"')[1]!;
		expect(/<button[^>]*>/.exec(form)?.[0]).toBe('<button disabled hidden>');
	});
});

describe('an answer on the page', () => {
	it.each([
		['yes', '「はい」とお答えいただきました。次の実行で行います。', '次の実行で行います'],
		['no', '「いいえ」とお答えいただきました。', '次の実行でも今のままにします'],
	] as const)('should take a %s for all, and list it', async (answer, told, effect) => {
		await begin();
		await ask(1, 2);
		const sent = await sendDeskForm({ ...(await openForm('answer_all')), answer });
		expect(sent.status).toBe(303);
		expect(await answers()).toEqual([[answer, '1 2']]);
		const { html } = await openDeskPage(sent.location);
		expect(html).toContain(told);
		expect(html).toContain(effect);
		expect(html).toContain('お答えをお待ちしている質問はありません。');
		expect((await stored.questions.due(shop)).size).toBe(answer === 'yes' ? 2 : 0);
	});

	it('should say that a shop in test mode does nothing yet', async () => {
		await begin({ live: false });
		await ask(1);
		const { location } = await sendDeskForm({ ...(await openForm('answer_all')), answer: 'yes' });
		const { html } = await openDeskPage(location);
		expect(html.match(/本番にした後の実行で行います/g)).toHaveLength(2);
	});

	it('should say that a stopped shop does nothing yet', async () => {
		await begin();
		await stored.pauses.set(shop, { by: 'owner', reason: '棚卸し' });
		await ask(1);
		const { location } = await sendDeskForm({ ...(await openForm('answer_all')), answer: 'yes' });
		const { html } = await openDeskPage(location);
		expect(html.match(/再開した後の実行で行います/g)).toHaveLength(2);
	});

	it('should be gone from the list once it is carried out', async () => {
		await begin();
		await ask(1);
		await sendDeskForm({ ...(await openForm('answer_all')), answer: 'yes' });
		await see([], ['1']);
		expect((await openDeskPage('?page=questions')).html).not.toContain('お答えいただいた質問');
	});

	it.each([
		[
			'one',
			'2',
			[
				['no', '2'],
				[null, '1 3'],
			],
		],
		[
			'some',
			['1', '3'],
			[
				['no', '1 3'],
				[null, '2'],
			],
		],
		['each', ['1', '2', '3'], [['no', '1 2 3']]],
	])('should be about %s of the items that are ticked', async (_name, chosen, wanted) => {
		await begin();
		await ask(1, 2, 3);
		const form = await openForm('answer_some');
		const { status } = await sendDeskForm({ ...form, member: chosen, answer: 'no' });
		expect(status).toBe(303);
		expect(await answers()).toEqual(wanted);
	});

	it('should be refused with a sentence where nothing is ticked', async () => {
		await begin();
		await ask(1, 2);
		const sent = await sendDeskForm({ ...(await openForm('answer_some')), answer: 'yes' });
		expectRefused(sent, 422, '商品が選ばれていません。何も変更していません。');
		expect(await answers()).toEqual([[null, '1 2']]);
	});

	it.each([
		['a word', 'maybe'],
		['both', ['yes', 'no']],
		['nothing', undefined],
	])('should be refused for %s in place of yes or no', async (_name, answer) => {
		await begin();
		await ask(1);
		const given: DeskForm = answer === undefined ? {} : { answer };
		const all = await sendDeskForm({ ...(await openForm('answer_all')), ...given });
		const some = { ...(await openForm('answer_some')), member: '1', ...given };
		expect([all.status, (await sendDeskForm(some)).status]).toEqual([400, 400]);
		expect(await answers()).toEqual([[null, '1']]);
	});

	it('should be refused where a row was lost on the way', async () => {
		await begin();
		await ask(1, 2);
		const form = await openForm('answer_some');
		const sent = await sendDeskForm({ ...form, row: ['1'], member: '1', answer: 'yes' });
		expect(sent.status).toBe(400);
		expect(await answers()).toEqual([[null, '1 2']]);
	});

	it('should be refused for an item that the form did not show', async () => {
		await begin();
		await ask(1, 2);
		const form = await openForm('answer_some');
		await see([member(9)], [], 'wave');
		for (const name of ['9', '', '__proto__']) {
			expectRefused(await sendDeskForm({ ...form, member: name, answer: 'yes' }), 409, MOVED);
		}
		expect(await answers()).toEqual([
			[null, '1 2'],
			[null, '9'],
		]);
	});

	it.each(['answer_all', 'answer_some', 'answer_item'])(
		'should be refused with a forged part (%s)',
		async (action) => {
			await begin();
			await put({ item_id: 1 });
			await ask(1);
			const page = action === 'answer_item' ? '?page=item&id=1' : '?page=questions';
			const form: DeskForm = { ...(await openForm(action, page)), member: '1', answer: 'yes' };
			for (const field of ['token', 'state', 'target', 'account', 'rows']) {
				expect((await sendDeskForm({ ...form, [field]: 'x' })).status).toBe(403);
			}
			expect(await answers()).toEqual([[null, '1']]);
		},
	);
});

describe('a question that moved while its page lay open', () => {
	const touch = async (item_id: number) =>
		await see([
			member(item_id, { facts: { price: 2600, floor: 2185, modified: '2026-11-28T01:00:00Z' } }),
		]);

	it.each([
		['an item was changed by hand', async () => await touch(2)],
		['an item is settled', async () => await see([], ['2'])],
		['all items are settled', async () => await see([], ['1', '2', '3'])],
		[
			'a part was answered in another tab',
			async () => {
				const form = await openForm('answer_some');
				await sendDeskForm({ ...form, member: '2', answer: 'no' });
			},
		],
	])('should not be answered as a whole once %s', async (_name, move) => {
		await begin();
		await ask(1, 2, 3);
		const form = await openForm('answer_all');
		await move();
		const before = await answers();
		expectRefused(await sendDeskForm({ ...form, answer: 'yes' }), 409, MOVED);
		expect(await answers()).toEqual(before);
	});

	it('should be answered for the ticked items that did not move, and for no other', async () => {
		await begin();
		await ask(1, 2, 3);
		const form = await openForm('answer_some');
		await touch(2);
		const both = await sendDeskForm({ ...form, member: ['1', '2'], answer: 'yes' });
		expectRefused(both, 409, MOVED);
		expect(await answers()).toEqual([[null, '1 2 3']]);
		expect((await sendDeskForm({ ...form, member: ['1', '3'], answer: 'yes' })).status).toBe(303);
		expect(await answers()).toEqual([
			['yes', '1 3'],
			[null, '2'],
		]);
	});

	it('should be answered when only the rules changed, or another question came', async () => {
		await begin();
		await ask(1);
		const form = await openForm('answer_all');
		await stored.rules.amend(shop, { room: '5' }, 'settings');
		await see([member(9)], [], 'wave');
		expect((await sendDeskForm({ ...form, answer: 'yes' })).status).toBe(303);
		expect(await answers()).toEqual([
			['yes', '1'],
			[null, '9'],
		]);
	});

	it('should leave a form of the settings as good as it was', async () => {
		await begin();
		const form = await openForm('settings', '?page=settings');
		await ask(1);
		expect((await sendDeskForm({ ...form, room: '5' })).location).toContain('done=saved');
	});
});

describe('a second answer', () => {
	it('should be told the first one, as a replay and from another tab', async () => {
		await begin();
		await ask(1, 2);
		const form = { ...(await openForm('answer_all')), answer: 'yes' };
		await sendDeskForm(form);
		for (const answer of ['yes', 'no']) {
			const sent = await sendDeskForm({ ...form, answer });
			expectRefused(sent, 409, 'すでに「はい」とお答えいただいています (商品 2件)。');
		}
		await see([], ['1', '2']);
		expectRefused(await sendDeskForm(form), 409, 'すでに「はい」とお答えいただいています。');
		expect(await answers()).toEqual([['yes', '']]);
	});

	it('should be told the first one about ticked items', async () => {
		await begin();
		await ask(1, 2, 3);
		const form = { ...(await openForm('answer_some')), member: ['1', '2'], answer: 'no' };
		await sendDeskForm(form);
		expectRefused(await sendDeskForm(form), 409, 'すでに「いいえ」とお答えいただいています');
		const mixed = { ...(await openForm('answer_some')), member: '3', answer: 'yes' };
		await sendDeskForm(mixed);
		const all = await sendDeskForm({ ...form, member: ['1', '2', '3'], answer: 'yes' });
		expectRefused(all, 409, 'すでに「はい」と「いいえ」に分けてお答えいただいています (商品 3件)');
		expect(await answers()).toEqual([
			['no', '1 2'],
			['yes', '3'],
		]);
	});

	it('should be told the answer of a code', async () => {
		await begin();
		await ask(1);
		const [all, some] = [await openForm('answer_all'), await openForm('answer_some')];
		await stored.questions.answer(shop, (await only()).codes.no);
		const text = 'すでに「いいえ」とお答えいただいています';
		expectRefused(await sendDeskForm({ ...all, answer: 'yes' }), 409, text);
		expectRefused(await sendDeskForm({ ...some, member: '1', answer: 'yes' }), 409, text);
		expect(await answers()).toEqual([['no', '1']]);
	});

	it('should leave the rest to the code, and make a code come too late', async () => {
		await begin();
		await ask(1, 2);
		const { codes } = await only();
		await sendDeskForm({ ...(await openForm('answer_some')), member: '1', answer: 'no' });
		expect(await stored.questions.answer(shop, codes.yes)).toMatchObject({
			...{ isLate: false, question: { members: [{ name: '2' }] } },
		});
		expect(await answers()).toEqual([
			['no', '1'],
			['yes', '2'],
		]);
		expect(await stored.questions.answer(shop, codes.no)).toMatchObject({ isLate: true });
	});
});

describe("the desk's start", () => {
	it('should ask each question with its count, to be answered as a whole', async () => {
		await begin();
		await ask(1, 2);
		const { html } = await openDeskPage('');
		expect(html).toContain('質問: 今の価格と大きく違う価格 2件');
		expect(html).toContain('承認 (計算した価格にする)');
		expect(html).toContain('却下 (今の価格のままにする)');
		expect(html).toContain(`page=questions#q-${(await only()).id}`);
		const sent = await sendDeskForm({ ...readDeskForm(html, 'answer_all'), answer: 'no' });
		expect(sent.status).toBe(303);
		expect(await answers()).toEqual([['no', '1 2']]);
		expect((await openDeskPage('')).html).not.toContain('承認 (');
	});
});

describe('a question on the page of its item', () => {
	const openItem = async () => await openForm('answer_item', '?page=item&id=7');

	beforeEach(async () => {
		await begin();
		await put({ item_id: 7, title: '水筒', price: 2600 }, { item_id: 8, title: '皿' });
		await ask(7, 8);
	});

	it.each(['yes', 'no'])('should take a %s for this item alone', async (answer) => {
		const { html } = await openDeskPage('?page=item&id=7');
		expect(html).toContain('計算した価格と30%より大きく違うため、1件を');
		const sent = await sendDeskForm({ ...(await openItem()), answer });
		expect(sent).toMatchObject({ status: 303 });
		expect(sent.location).toContain('page=item&id=7');
		expect(await answers()).toEqual([
			[answer, '7'],
			[null, '8'],
		]);
		expect((await openDeskPage(sent.location)).html).not.toContain('answer_item');
	});

	it('should be refused once it moved, on the same page', async () => {
		const form = { ...(await openItem()), answer: 'yes' };
		await see([member(7, { facts: { price: 2600, floor: 1, modified: 'x' } })]);
		const sent = await sendDeskForm(form);
		expectRefused(sent, 409, MOVED);
		expect(sent.html).toContain('この商品だけのルール');
		expect(await answers()).toEqual([[null, '7 8']]);
	});

	it('should tell the answer that came before', async () => {
		const form = { ...(await openItem()), answer: 'yes' };
		await sendDeskForm({ ...(await openForm('answer_all')), answer: 'no' });
		expectRefused(await sendDeskForm(form), 409, 'すでに「いいえ」とお答えいただいています');
	});

	it('should ask about each row of an item', async () => {
		const variations = [{ variation_id: 3, title: '青', stock: 0, identifier: '' }];
		await put({ item_id: 9, title: '箱', variation_count: 1, variations });
		await see([member(9, { name: '9/3', proposal: { row_stocks: { 3: 1 } } })], [], 'refill');
		const { html } = await openDeskPage('?page=item&id=9');
		expect(html).toContain('<b>青: 在庫を 1 にする</b>');
		const sent = await sendDeskForm({ ...readDeskForm(html, 'answer_item'), answer: 'yes' });
		expect(sent.location).toContain('page=item&id=9');
		expect((await answers()).at(-1)).toEqual(['yes', '9/3']);
	});
});

describe('the own rule of an item', () => {
	const ruling = async () => (await stored.rules.ruling(shop))!.values.items;

	const openRule = async () => await openForm('own_rule', '?page=item&id=7');

	const start = async (items: RuleValues['items'] = {}) => {
		await begin({ items });
		await put({ item_id: 7, title: '水筒', price: 2600 });
	};

	it.each([
		['a price', { price: '２，９８０円' }, { price: 2980 }],
		['a markup', { markup: '150%' }, { markupPercent: 150 }],
		['a floor', { floor: '0' }, { floor: 0 }],
		['never touch', { never: 'はい' }, { neverTouch: true }],
	])('should be %s, once approved, and lead back to the item', async (_name, typed, rule) => {
		await start({ 8: { price: 1 } });
		const sent = await sendDeskForm({ ...(await openRule()), ...typed });
		expect(sent.status).toBe(303);
		expect(await ruling()).toEqual({ 8: { price: 1 } });
		const page = await openDeskPage(sent.location);
		const approved = await sendDeskForm(readDeskForm(page.html, 'approve'));
		expect(approved.location).toContain('page=item&id=7&done=saved');
		expect(await ruling()).toEqual({ 7: rule, 8: { price: 1 } });
	});

	it('should lead back to the item when it is given up', async () => {
		await start();
		const { location } = await sendDeskForm({ ...(await openRule()), price: '2980' });
		const page = await openDeskPage(location);
		const back = await sendDeskForm(readDeskForm(page.html, 'withdraw'));
		expect(back.location).toContain('page=item&id=7&done=withdrawn');
		expect(await ruling()).toEqual({});
	});

	it('should be proposed in a shop that never went live, too', async () => {
		await stored.rules.saveDraft(shop, defaultValues);
		await put({ item_id: 7 });
		const { location } = await sendDeskForm({ ...(await openRule()), price: '2980' });
		await sendDeskForm(readDeskForm((await openDeskPage(location)).html, 'approve'));
		expect((await stored.rules.ruling(shop))!.values).toMatchObject({
			...{ live: false, items: { 7: { price: 2980 } } },
		});
	});

	it('should be taken away by one button, once approved', async () => {
		await start({ 7: { price: 2980 }, 8: { price: 1 } });
		const sent = await sendDeskForm(await openForm('to_auto', '?page=item&id=7'));
		expect(await ruling()).toEqual({ 7: { price: 2980 }, 8: { price: 1 } });
		await sendDeskForm(readDeskForm((await openDeskPage(sent.location)).html, 'approve'));
		expect(await ruling()).toEqual({ 8: { price: 1 } });
	});

	it.each([
		['as it was shown', { 7: { price: 2980 } }],
		['empty, where there is none', {}],
	])('should find nothing to do in a form sent %s', async (_name, items) => {
		await start(items);
		const { location } = await sendDeskForm(await openRule());
		expect(location).toContain('page=item&id=7&done=unchanged');
		expect(await stored.rules.openProposals(shop)).toEqual([]);
	});

	it.each([
		['price', '2980', { markup: '13' }, '1.3 のことなら'],
		['markup', '1.5', { price: 'abc' }, '「abc」を金額として読めません'],
		['floor', '5', { price: '0' }, '価格 0円 では販売できません'],
		['floor', '3000', { price: '2980' }, '下限 3,000円 より低くなっています'],
		['markup', '1.5', { price: '2980' }, 'どちらか一方にしてください'],
	])('should be asked back with %s kept', async (name, kept, typed, text) => {
		await start();
		const sent = await sendDeskForm({ ...(await openRule()), ...typed, [name]: kept });
		expectRefused(sent, 422, text);
		expect(readDeskForm(sent.html, 'own_rule')).toMatchObject({ ...typed, [name]: kept });
		expect(sent.html).toContain('水筒');
		expect(await stored.rules.openProposals(shop)).toEqual([]);
	});

	it.each(['price', 'markup', 'floor'])('should be refused with %s lost', async (name) => {
		await start({ 7: { price: 2980 } });
		const { [name]: _, ...cut } = await openRule();
		expect((await sendDeskForm(cut)).status).toBe(400);
		expect(await stored.rules.openProposals(shop)).toEqual([]);
	});

	it('should be refused once the rules changed', async () => {
		await start();
		const form = await openRule();
		await stored.rules.amend(shop, { room: '5' }, 'settings');
		expect((await sendDeskForm({ ...form, price: '2980' })).status).toBe(409);
		expect(await stored.rules.openProposals(shop)).toEqual([]);
	});

	it('should be refused for another item than the page was about', async () => {
		await start();
		expect((await sendDeskForm({ ...(await openRule()), target: '8' })).status).toBe(403);
	});

	it('should say what rules now', async () => {
		await start({ 7: { price: 2980 } });
		const { html } = await openDeskPage('?page=item&id=7');
		expect(html).toContain('価格を 2,980円 に固定しています。');
	});
});

describe('the next run of the shop', () => {
	it('should carry out each answer of the page, and the rest by the code', async () => {
		const PRICE_BY_HAND = 8000;
		const far: string[] = [];
		const story = await openStory(12, {
			prepare: ({ world }) => {
				for (const { asin, item } of world.listings('demo-shop').slice(0, 4)) {
					far.push(asin!);
					world.editListing('demo-shop', item.item_id, { price: PRICE_BY_HAND });
				}
			},
		});
		try {
			const prices = () => far.map((asin) => story.shown(asin).price);
			expect(prices()).toEqual([8000, 8000, 8000, 8000]);
			const ids = far.map((asin) => String(story.shown(asin).item_id));
			const [{ codes }] = (await openQuestions()) as [Question];
			const some = await openForm('answer_some');
			await sendDeskForm({ ...some, member: ids[0]!, answer: 'yes' });
			await sendDeskForm({ ...some, member: ids[1]!, answer: 'no' });
			const item = await openForm('answer_item', `?page=item&id=${ids[2]!}`);
			await sendDeskForm({ ...item, answer: 'yes' });
			await story.syncLater();
			expect(prices()).toEqual([PRICE, 8000, PRICE, 8000]);
			await story.syncLater({ approve: codes.yes });
			await story.syncLater();
			expect(prices()).toEqual([PRICE, 8000, PRICE, PRICE]);
			expect(await openQuestions()).toEqual([]);
		} finally {
			await story.stop();
		}
	}, 120_000);
});
