import type { Question, QuestionMember } from '../../../../../lib/ledger/questions/question';
import { questionKinds } from '../../../../../lib/listing/guards/questionKinds';
import type { DeskView } from '../../../../../lib/report/desk/deskShell';
import {
	describeFacts,
	describeMove,
	nameMember,
} from '../../../../../lib/report/desk/questions/describeMember';
import {
	renderQuestion,
	renderShortQuestion,
} from '../../../../../lib/report/desk/questions/questionCard';
import { renderQuestionsPage } from '../../../../../lib/report/desk/questions/questionsPage';
import { describeLate } from '../../../../../lib/report/desk/questions/refusedAnswers';
import { describeQuestion, tellQuestion } from '../../../../../lib/report/rules/describeQuestion';
import type { ShownMember } from '../../../../../lib/shop/desk/readQuestions';
import { readDeskForm } from '../../../../support/deskForm';

const view: DeskView = {
	...{ account: 'b&c', accounts: ['b&c'], madeAt: '2026-11-29 13:00', done: '', questions: 0 },
	sign: (action, targets = [], rows = 0, state = 'rules') => ({
		...{ action, targets, rows, state, account: 'b&c', token: 'seal' },
	}),
};

const member = (
	proposal: QuestionMember['proposal'],
	facts: Partial<QuestionMember['facts']> = {},
): QuestionMember => ({
	...{ name: '7', item_id: 7, asin: 'B000000001', proposal },
	facts: { price: 2600, floor: null, ...facts },
});

const shown = (of: QuestionMember, changes: Partial<ShownMember> = {}): ShownMember => ({
	...{ member: of, title: '水筒', image: null, cost: null, price: null },
	...changes,
});

const question = (members: QuestionMember[], changes: Partial<Question> = {}): Question => ({
	...{ id: 'ABCDEF', kind: 'first_price', version: 1, members, asked: members.length },
	...{ codes: { yes: 'YYYYYY', no: 'NNNNNN' }, asked_at: '2026-11-29T04:00:00+09:00' },
	...{ answer: null, answered_at: null, is_answered_again: false },
	...changes,
});

describe('what a yes does to an item', () => {
	it.each<[QuestionMember['proposal'], string]>([
		[{ price: 3980 }, '2,600円 → 3,980円'],
		[{ price: 0 }, '2,600円 → 0円'],
		[{ visible: true }, '公開する'],
		[{ visible: false }, '非公開にする'],
		[{ price: 3980, visible: true, stock: 1 }, '2,600円 → 3,980円、公開する、在庫を 1 にする'],
		[{ stock: 0 }, '在庫を 0 にする'],
		[{ row_stocks: { 1: 2 } }, '在庫を 2 にする'],
		[{ row_stocks: { 1: 2, 2: 3 } }, '在庫を補充する'],
		[{ row_stocks: {} }, '在庫の変更'],
		[{}, '在庫の変更'],
	])('should be told of %j', (proposal, text) => {
		expect(describeMove(member(proposal))).toBe(text);
	});
});

describe('what helps to decide about an item', () => {
	it.each<[string, QuestionMember, Partial<ShownMember>, string[]]>([
		['nothing', member({ price: 1 }), {}, []],
		['a cost', member({ price: 1 }), { cost: 2000 }, ['仕入値 2,000円']],
		['a cost of 0', member({ price: 1 }), { cost: 0 }, ['仕入値 0円']],
		['a floor', member({ price: 1 }, { floor: 2185 }), {}, ['下限 2,185円']],
		['a floor of 0', member({ price: 1 }, { floor: 0 }), {}, ['下限 0円']],
		['the price that no yes changes', member({ visible: true }), {}, ['価格 2,600円']],
		['a price that moved since', member({ price: 1 }), { price: 0 }, ['いまの販売価格 0円']],
		['the price as it was', member({ price: 1 }), { price: 2600 }, []],
	])('should be %s', (_name, of, changes, facts) => {
		expect(describeFacts(shown(of, changes))).toEqual(facts);
	});

	it.each([
		['水筒', '水筒'],
		['', '商品ID 7'],
		[null, '商品ID 7'],
	])('should have the title %j named %p', (title, name) => {
		expect(nameMember(shown(member({}), { title }))).toBe(name);
	});
});

describe('the words of a question', () => {
	it.each(questionKinds)('should be those of the message (%s)', (kind) => {
		const { about, yes, no, name } = tellQuestion(kind, 1234);
		const codes = { yes: 'YYYYYY', no: 'NNNNNN' };
		const message = describeQuestion({ kind, count: 1234, codes, examples: [] });
		expect(message).toBe(
			`${about}${yes}には YYYYYY、${no}には NNNNNN を「設定」の approve に入れてください。`,
		);
		expect(about).toContain('1,234件');
		expect(name).not.toBe('');
		const { text } = renderShortQuestion(question([member({})], { kind }), view, null);
		expect(text).toContain(`承認 (${yes})`);
		expect(text).toContain(`却下 (${no})`);
	});
});

describe('a question in short', () => {
	const short = (count: number, titles: ReadonlyMap<string, string> | null = null): string => {
		const each = member({ price: 3980 });
		return renderShortQuestion(question(Array.from({ length: count }, () => each)), view, titles)
			.text;
	};

	it('should name the few items that its buttons decide about, each with its move', () => {
		expect(short(1, new Map([['7', '<b>水筒']]))).toContain(
			'<li>&lt;b&gt;水筒<br><b>2,600円 → 3,980円</b></li>',
		);
		expect(short(3)).toContain('<li>商品ID 7<br>');
		expect(short(4)).not.toContain('<li>');
	});
});

describe('the card of a question', () => {
	const card = (count: number, from: number, rows: number): string => {
		const members = Array.from({ length: count }, (_, index) => ({
			...member({ price: 1 }),
			name: String(index),
		}));
		const part = members.slice(from, from + rows).map((each) => shown(each));
		return renderQuestion({ question: question(members), from, rows: part }, view, rows).text;
	};

	it('should unfold a few items, and fold many', () => {
		expect(card(10, 0, 200)).toContain('<details open>');
		expect(card(11, 0, 200)).toContain('<details><summary>商品を1件ずつ見て選ぶ</summary>');
	});

	it('should lead through a long question', () => {
		const first = card(450, 0, 200);
		expect(first).toContain('(1〜200件目)');
		expect(first).not.toContain('前へ');
		expect(first).toContain('q=ABCDEF&amp;from=200#q-ABCDEF">次へ');
		const last = card(450, 400, 50);
		expect(last).toContain('<details open><summary>商品を1件ずつ見て選ぶ (401〜450件目)');
		expect(last).toContain('from=350#q-ABCDEF">前へ');
		expect(last).not.toContain('次へ');
	});

	it('should judge the whole by the question, and some by what is shown', () => {
		const html = card(3, 1, 2);
		const all = readDeskForm(html, 'answer_all');
		const some = readDeskForm(html, 'answer_some');
		expect(all).toMatchObject({ target: 'ABCDEF', rows: '0' });
		expect(all).not.toHaveProperty('row');
		expect(all.state).not.toBe('rules');
		expect(some).toMatchObject({ target: ['ABCDEF', '1'], rows: '2', row: ['1', '2'] });
		expect(some.state).toMatch(/^1@[0-9A-Z]{6} 2@[0-9A-Z]{6}$/);
		expect(some).not.toHaveProperty('member');
	});
});

describe('the answers that are not carried out yet', () => {
	const timing = { effect: 'next_run', nextAt: null } as const;
	const render = (answered: Question[], at: number | null = null) =>
		renderQuestionsPage(view, {
			...{ open: [], most: 200, alarm: '', timing: { ...timing, nextAt: at } },
			answered: answered.map((each) => ({
				...{ question: each, from: 0 },
				rows: each.members.slice(0, 1).map((of) => shown(of)),
			})),
		});
	const yes = question([member({ price: 3980 }), member({ price: 3980 })], {
		...{ answer: 'yes', answered_at: '2026-11-29T10:00:00+09:00' },
	});

	it('should name the answer, the time, and when it takes effect', () => {
		const html = render([yes], Date.parse('2026-11-29T13:00:00+09:00'));
		for (const text of [
			'はい: 計算した価格にする',
			'11/29 10:00 のお答え。次の実行で行います (11/29 13:00 ごろ)。',
			'ほか 1件',
		]) {
			expect(html).toContain(text);
		}
	});

	it('should do without a schedule and without a time', () => {
		const html = render([{ ...yes, answered_at: null }]);
		expect(html).toContain('<p>次の実行で行います。</p>');
	});

	it('should fold what stays as it is', () => {
		const html = render([{ ...yes, answer: 'no' }]);
		expect(html).toContain('「いいえ」で今のままにしている質問 (1件)</summary>');
		expect(html).not.toContain('「はい」とお答えいただいた質問');
	});

	it('should be left out where there are none', () => {
		expect(render([])).not.toContain('お答えいただいた質問');
		expect(render([])).not.toContain('「いいえ」で');
	});
});

describe('an answer that came too late', () => {
	it.each([
		['yes', 2, 'すでに「はい」とお答えいただいています (商品 2件)。今回は何も変更していません。'],
		['no', 0, 'すでに「いいえ」とお答えいただいています。今回は何も変更していません。'],
		[
			null,
			3,
			'すでに「はい」と「いいえ」に分けてお答えいただいています (商品 3件)。今回は何も変更していません。',
		],
	] as const)('should be told of a %p about %i items', (answer, count, text) => {
		expect(describeLate(answer, count)).toBe(text);
	});
});
