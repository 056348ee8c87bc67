import {
	chooseOrders,
	hasTurned,
	isLookDue,
	isUntold,
	joinTold,
	type OrderNote,
	type ToldOrder,
} from '../../../lib/orders/telling';
import type { DispatchStatus } from '../../../lib/orders/order';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

const note = (changes: Partial<OrderNote> = {}): OrderNote => ({
	ordered_at: ago(90),
	status: 'ordered',
	read_at: null,
	looked_at: null,
	trouble: null,
	told: null,
	offered: null,
	...changes,
});

const told = (phase: ToldOrder['phase']): ToldOrder => ({ phase, lines: {}, settled: true });

describe('what the owner has to hear of', () => {
	it.each<[DispatchStatus, ToldOrder['phase'] | null, boolean]>([
		['ordered', null, true],
		['ordered', 'open', false],
		['ordered', 'unpaid', true],
		['ordered', 'unread', true],
		['unpaid', null, true],
		['unpaid', 'unpaid', false],
		['cancelled', null, false],
		['cancelled', 'open', true],
		['cancelled', 'unpaid', true],
		['cancelled', 'cancelled', false],
		['dispatched', null, false],
		['dispatched', 'open', false],
		['shipping', null, false],
		['unknown', null, true],
	])('an order that is %s and was told as %s: %s', (status, phase, expected) => {
		expect(isUntold(note({ status, told: phase && told(phase) }))).toBe(expected);
	});

	it('should be a cancelled order too of which a message may have gone out', () => {
		const offered = { ...told('open'), run: 'r', at: ago(10) };
		expect(isUntold(note({ status: 'cancelled', offered }))).toBe(true);
	});

	it('should be an unreadable order once', () => {
		const trouble = 'HTTP 503';
		expect(isUntold(note({ trouble }))).toBe(true);
		expect(isUntold(note({ trouble, told: told('unread') }))).toBe(false);
		expect(isUntold(note({ trouble, status: 'dispatched' }))).toBe(false);
	});
});

describe('the hourly look', () => {
	const open = (minutes: number | null) =>
		note({ told: told('open'), looked_at: minutes === null ? null : ago(minutes) });

	it.each([
		[null, true],
		[59, false],
		[60, true],
		// A clock that was ahead must not stop the looks.
		[-61, true],
	])('after %s minutes: %s', (minutes, expected) => {
		expect(isLookDue(open(minutes), NOW)).toBe(expected);
	});

	it('should end when the order is sent or cancelled, and after 30 days', () => {
		expect(isLookDue(note({ status: 'dispatched' }), NOW)).toBe(false);
		expect(isLookDue(note({ status: 'cancelled' }), NOW)).toBe(false);
		expect(isLookDue(note({ ordered_at: ago(31 * 24 * 60) }), NOW)).toBe(false);
	});

	it('should take at most 60 that are untold, the oldest first', () => {
		const notes: Record<string, OrderNote> = {};
		for (let index = 0; index < 70; index++)
			notes[`new${index}`] = note({ ordered_at: ago(index) });
		const chosen = chooseOrders(notes, NOW);
		expect(chosen).toHaveLength(60);
		expect(chosen[0]).toBe('new69');
		expect(chosen).not.toContain('new9');
	});

	it('should take what is untold, and at most 50 of the others, the longest unseen first', () => {
		const notes: Record<string, OrderNote> = { fresh: open(10), untold: note() };
		for (let index = 0; index < 60; index++) notes[`look${index}`] = open(60 + index);
		const chosen = chooseOrders(notes, NOW);
		expect(chosen).toHaveLength(51);
		expect(chosen[0]).toBe('untold');
		expect(chosen[1]).toBe('look59');
		expect(chosen).not.toContain('fresh');
		expect(chosen).not.toContain('look0');
	});
});

describe('news of an order that was told', () => {
	it.each<[Parameters<typeof hasTurned>[0], Parameters<typeof hasTurned>[1], boolean]>([
		['not_buyable', ['buyable'], true],
		['loss', ['buyable'], true],
		['loss', ['buyable', 'loss'], false],
		['not_buyable', ['buyable', 'loss'], true],
		['buyable', ['buyable', 'loss'], true],
		['buyable', ['not_buyable', 'unknown'], true],
		['not_buyable', ['not_buyable', 'buyable'], true],
		['not_buyable', ['not_buyable', 'unknown'], false],
		['foreign', ['unknown'], true],
		['buyable', ['unknown'], true],
		['unknown', ['buyable'], false],
		['cancelled', ['buyable'], true],
		['sent', ['buyable'], false],
		['foreign', ['foreign'], false],
		['not_buyable', [], true],
	])('%s after %j: %s', (kind, before, expected) => {
		expect(hasTurned(kind, before)).toBe(expected);
	});

	it('should be remembered verdict by verdict until the order changes its phase', () => {
		const first: ToldOrder = { phase: 'open', lines: { 1: ['buyable'] }, settled: true };
		const second: ToldOrder = { phase: 'open', lines: { 1: ['loss'] }, settled: false };
		expect(joinTold(first, second)).toEqual({
			...{ phase: 'open', lines: { 1: ['buyable', 'loss'] }, settled: false },
		});
		expect(joinTold({ ...first, phase: 'unpaid' }, second)).toEqual(second);
		expect(joinTold(null, first)).toEqual(first);
	});
});
