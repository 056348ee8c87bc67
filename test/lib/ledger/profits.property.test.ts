import fc from 'fast-check';
import { Profits } from '../../../lib/ledger/orders/profits';
import { feePresets } from '../../../lib/listing/pricing/fees';
import { computeFigures, profitOf } from '../../../lib/orders/lineFigures';
import type { Order, OrderLine } from '../../../lib/orders/order';
import { addSums } from '../../../lib/orders/profit';
import { casesOf } from '../../support/cases';
import { MemoryStore } from '../../support/memoryStore';
import { markup13 } from '../../support/situation';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const DAY = 86_400_000;

/** An order of up to 4 lines; the customer's part is left out, as everywhere. */
const bought = fc.record({
	daysAgo: fc.integer({ min: 0, max: 89 }),
	lines: fc.array(
		fc.record({
			item_id: fc.integer({ min: 1, max: 5 }),
			price: fc.integer({ min: 0, max: 9_000 }),
			amount: fc.integer({ min: 1, max: 9 }),
			cost: fc.integer({ min: 1, max: 9_000 }),
		}),
		{ minLength: 1, maxLength: 4 },
	),
});

/** `read`: BASE is read; `ask`: Amazon answers about a line; the others change the shop. */
const step = fc.record({
	kind: fc.constantFrom('read', 'read', 'ask', 'ask', 'cancelLine', 'cancelOrder', 'send'),
	order: fc.nat(),
	line: fc.nat(),
});

const rule = { ...markup13, fees: { ...feePresets.base_standard, fixed: 0 }, shippingCost: 120 };

/** Whatever is read, asked and cancelled in which order, and however often: each live line is in the sums once. */
it('should hold each line once, with its cost or as unknown, whatever happens when', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(bought, { minLength: 1, maxLength: 4 }),
			fc.array(step, { maxLength: 40 }),
			async (world, steps) => {
				const profits = new Profits(new MemoryStore(), () => NOW);
				const orders = world.map(({ daysAgo, lines }, place): Order => ({
					...{ key: `K${place}`, status: 'ordered' },
					ordered_at: new Date(NOW - daysAgo * DAY).toISOString(),
					lines: lines.map(({ cost: _cost, ...line }, id): OrderLine => ({
						...{ order_item_id: id, variation_id: null, title: '', variation: '' },
						...{ ...line, status: 'ordered' },
					})),
				}));
				const remembered = new Set(orders.map(({ key }) => key));
				/** By order and line, as the record should have them. */
				const expected = new Map<string, 'unknown' | 'known' | 'cancelled'>();
				const note = async (order: Order) => {
					await profits.note('shop', { heads: [order], orders: [order], remembered });
					for (const line of order.lines) {
						const name = `${order.key}/${line.order_item_id}`;
						const isLive = order.status !== 'cancelled' && line.status !== 'cancelled';
						if (isLive) expected.set(name, expected.get(name) ?? 'unknown');
						else if (expected.has(name)) expected.set(name, 'cancelled');
					}
				};
				for (const { kind, ...at } of steps) {
					const order = orders[at.order % orders.length]!;
					const line = order.lines[at.line % order.lines.length]!;
					const name = `${order.key}/${line.order_item_id}`;
					if (kind === 'cancelLine') line.status = 'cancelled';
					else if (kind === 'cancelOrder') order.status = 'cancelled';
					else if (kind === 'send' && order.status !== 'cancelled') order.status = 'dispatched';
					else if (kind === 'ask') {
						const cost = world[at.order % world.length]!.lines[line.order_item_id]!.cost;
						const figures = computeFigures(line, cost, { rule, bearsFixedFee: false });
						await profits.price('shop', [{ key: order.key, line: line.order_item_id, figures }]);
						if (expected.get(name) === 'unknown') expected.set(name, 'known');
					} else if (kind === 'read') await note(order);
				}
				for (const order of orders) await note(order);

				const total = addSums((await profits.read('shop'))!.cells.map(({ sum }) => sum));
				const summed = (await profits.sum('shop', 0))!;
				expect(summed.total).toEqual(total);
				expect(addSums(summed.byDay.values())).toEqual(total);
				expect(addSums(summed.byItem.values())).toEqual(total);
				const count = (state: string) =>
					[...expected.values()].filter((one) => one === state).length;
				expect(total).toMatchObject({
					...{ lines: count('known'), unknownLines: count('unknown') },
					cancelledLines: count('cancelled'),
				});
				const known = orders.flatMap((order, place) =>
					order.lines.flatMap((line) =>
						expected.get(`${order.key}/${line.order_item_id}`) === 'known'
							? [
									computeFigures(line, world[place]!.lines[line.order_item_id]!.cost, {
										...{ rule, bearsFixedFee: false },
									}),
								]
							: [],
					),
				);
				expect(profitOf(total)).toBe(known.reduce((sum, each) => sum + profitOf(each), 0));
			},
		),
		{ numRuns: casesOf(200) },
	);
});
