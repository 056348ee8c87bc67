import type { VerdictKind } from '../../../lib/orders/judgeLine';
import type { OrderPart } from '../../../lib/orders/orderPart';
import { judgeOrders, sayOrder, type OrderItem } from '../../../lib/report/orders/judgeOrders';
import { composeOrders } from '../../../lib/report/orders/ordersMessage';
import { renderChatwork } from '../../../lib/report/render/chatwork';
import { renderText } from '../../../lib/report/render/plainText';
import { markup13, offer } from '../../support/situation';

const NOW = Date.parse('2026-11-24T12:00:00Z');

const item = (changes: Partial<OrderPart> = {}, more: Partial<OrderItem> = {}): OrderItem => ({
	order: {
		...{ account: 'shop', key: 'KEY1', ordered_at: '2026-11-24T11:55:00.000Z', status: 'ordered' },
		line: {
			...{ order_item_id: 1, item_id: 80, variation_id: null, title: '給水器', variation: '' },
			...{ price: 2600, amount: 1, status: 'ordered' },
		},
		...{ trouble: null, foreign: null, unread: null, is_new: true, maybe_told: false },
		...{ told: [], bears_fixed_fee: true },
		...changes,
	},
	asin: 'B0006L0120',
	offer: offer({ price: 2000, ships_within_hours: 24 }),
	...{ unrecognised: null, isRefused: false },
	...more,
});

const rules = { rule: markup13, maximumAnswerAgeMs: 3 * 3_600_000, now: NOW };

const compose = (...items: OrderItem[]) =>
	composeOrders(judgeOrders(items, rules), { account: 'shop', now: NOW });
const textOf = (...items: OrderItem[]) => renderText(compose(...items).message);

describe('the message of orders', () => {
	it('should name what needs the owner first', () => {
		const soldOut = item(
			{ key: 'KEY2' },
			{ offer: offer({ status: 'out_of_stock', price: null }) },
		);
		const dear = item({ key: 'KEY3' }, { offer: offer({ price: 2808 }) });
		const text = textOf(item(), dear, soldOut);
		const places = ['■ 買えません', '■ 赤字', '■ 買えます'].map((part) => text.indexOf(part));
		expect(places).toEqual([...places].sort((a, b) => a - b));
		expect(places[0]).toBeGreaterThan(0);
		expect(text).toContain('注文 3件があります。');
		expect(text).toContain('赤字です -420円');
	});

	it.each([
		[null, '発送の時期は不明'],
		[0, 'すぐに発送'],
		[24, '24時間以内に発送'],
		[48, '48時間以内に発送'],
		[49, '3日以内に発送'],
	])('should say when it ships: %s', (ships_within_hours, expected) => {
		const of = item({}, { offer: offer({ price: 2000, ships_within_hours }) });
		expect(textOf(of)).toContain(expected);
	});

	it('should name the row of an item in full, however long its title is', () => {
		const { line } = item().order;
		const title = '水筒 '.repeat(20);
		const of = item({ line: { ...line!, title, variation: '白 / L', amount: 2 } });
		expect(textOf(of)).toMatch(/・水筒 .*… \(白 \/ L\) × 2個/);
	});

	it('should say what may have been told, and what turned', () => {
		expect(textOf(item({ maybe_told: true }))).toContain('【再送】給水器');
		const soldOut = offer({ status: 'out_of_stock', price: null });
		const turned = item({ is_new: false, told: ['buyable'] }, { offer: soldOut });
		expect(textOf(turned)).toContain('【続報】給水器');
		expect(textOf(turned)).toContain('前に知らせた注文の続報 1件');
	});

	it('should have nothing to tell of an order without news', () => {
		const { told, left, message } = compose(item({ is_new: false, told: ['buyable'] }));
		expect([told, left, message.sections]).toEqual([[], 0, []]);
		expect(compose().message.summary).toEqual(['知らせる注文はありません。']);
	});

	it('should leave whole orders for the next message where this one is full, the latest first', () => {
		const items = Array.from({ length: 40 }, (_, index) =>
			item({ key: `KEY${index}`, ordered_at: new Date(NOW - index * 60_000).toISOString() }),
		);
		const { message, told, left } = compose(...items);
		expect(told.length + left).toBe(40);
		expect(left).toBeGreaterThan(0);
		expect(told[0]!.key).toBe('KEY39');
		const text = renderText(message);
		expect(text.length).toBeLessThan(4_500);
		for (const { key } of told) expect(text).toContain(`/order/${key}`);
		expect(text).toContain(`ほか ${left}件の注文は、次のお知らせで知らせます。`);
	});

	it('should tell an order that is longer than a message nevertheless', () => {
		const { line } = item().order;
		const items = Array.from({ length: 30 }, (_, index) =>
			item({ line: { ...line!, order_item_id: index } }),
		);
		expect(compose(...items)).toMatchObject({ told: [{ key: 'KEY1' }], left: 0 });
		expect(renderChatwork(compose(...items).message)).not.toContain('他 ');
	});

	describe('of an order that is longer than any message', () => {
		const long = (count: number, changes: Partial<OrderPart> = {}) => {
			const { line } = item().order;
			return Array.from({ length: count }, (_, index) =>
				item({ line: { ...line!, order_item_id: index, title: '長'.repeat(60) }, ...changes }),
			);
		};

		it('should tell as many lines as Chatwork takes, and say how many are left', () => {
			const { message, told, left } = compose(...long(200));
			const [{ lines, settled }] = told as [(typeof told)[0]];
			expect([left, settled]).toEqual([0, false]);
			expect(lines.length).toBeGreaterThan(50);
			expect(message.summary).toContain(
				`注文 KEY1 は長いため、ここでは ${lines.length}点を知らせます。ほか ${200 - lines.length}点は、次のお知らせで知らせます。`,
			);
			const text = renderChatwork(message);
			expect(text).not.toContain('他 ');
			expect(text.split('/order/KEY1').length - 1).toBe(lines.length);
		});

		it('should remember the lines that it told, and no other', () => {
			const [told] = compose(...long(200)).told;
			expect(Object.keys(sayOrder(told!).lines)).toHaveLength(told!.lines.length);
		});

		it('should tell the others in the next messages, each once', () => {
			const told = new Map<string, VerdictKind[]>();
			const messages: number[] = [];
			for (let run = 0; run < 10; run++) {
				const items = long(200).map(({ order, ...rest }, index) => ({
					...rest,
					order: { ...order, is_new: run === 0, told: told.get(String(index)) ?? [] },
				}));
				const [part] = compose(...items).told;
				if (!part) break;
				for (const [line, kinds] of Object.entries(sayOrder(part).lines)) {
					expect(told.has(line)).toBe(false);
					told.set(line, kinds);
				}
				messages.push(part.lines.length);
			}
			expect(told.size).toBe(200);
			expect(messages.length).toBeGreaterThan(1);
		});

		it('should tell its worst lines first', () => {
			const items = long(200);
			items[199]!.offer = offer({ status: 'out_of_stock', price: null });
			const [told] = compose(...items).told;
			expect(told!.lines[0]!.verdict.kind).toBe('not_buyable');
		});

		it.each([
			['unpaid', '■ 入金待ち'],
			['cancelled', '■ キャンセルされた注文'],
		] as const)('should need one entry where it is %s', (status, heading) => {
			const { message, told } = compose(...long(400, { status }));
			expect(told[0]!.lines).toHaveLength(400);
			const text = renderChatwork(message);
			expect(text).toContain(heading);
			expect(text).toContain('400点の注文です');
		});
	});

	it('should count the orders that wait to be read', () => {
		const judged = judgeOrders([item()], rules);
		const { message, left } = composeOrders(judged, { account: 'shop', now: NOW, waiting: 140 });
		expect(left).toBe(140);
		expect(message.summary).toContain('ほか 140件の注文は、次のお知らせで知らせます。');
	});

	it("should keep a title's own marks from ringing anybody", () => {
		const { line } = item().order;
		const { message } = compose(item({ line: { ...line!, title: '[toall]給水器' } }));
		expect(renderChatwork(message)).not.toContain('[toall]');
	});

	it('should not judge what is refused by its title, and wait where Amazon said nothing about it', () => {
		const refused = { offer: null, unrecognised: '商品名が一致しません', isRefused: true };
		expect(textOf(item({}, refused))).toContain('■ Amazonの商品ではない注文');
		expect(textOf(item({}, { ...refused, isRefused: false }))).toContain('■ 確認できない注文');
	});

	it('should remember what it said of each line', () => {
		const [order] = judgeOrders([item()], rules);
		expect(sayOrder(order!)).toEqual({
			...{ phase: 'open', lines: { 1: ['buyable'] }, settled: true },
		});
		const [unread] = judgeOrders([item({ line: null, trouble: 'HTTP 503' })], rules);
		expect(sayOrder(unread!)).toEqual({ phase: 'unread', lines: {}, settled: false });
	});
});
