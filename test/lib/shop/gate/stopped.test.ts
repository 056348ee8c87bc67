import { openLedger, type Ledger } from '../../../../lib/ledger/ledger';
import type { PausedBy } from '../../../../lib/ledger/stops/pauses';
import type { Edits } from '../../../../lib/listing/memory';
import { findStop, type Writer } from '../../../../lib/shop/gate/stopped';
import { MemoryStore } from '../../../support/memoryStore';
import { at, NOW } from '../../../support/situation';

const HIDE: Edits = { visible: false };
const RAISE: Edits = { price: 1560 };
const SHOW: Edits = { visible: true };

let ledger: Ledger;
let now: number;

beforeEach(() => {
	now = NOW;
	ledger = openLedger({ store: new MemoryStore(), now: () => now });
});

const isStopped = async (writer: Writer, edits: Edits | null) =>
	(await findStop(ledger, 'shop', { edits, writer, releases: ['brake-1'] })) !== null;

const pause = async (by: PausedBy) => await ledger.pauses.set('shop', { by, reason: '棚卸し' });

const brake = async (until: string | null = null) => {
	await ledger.pauses.set('shop', { by: 'brake', reason: '緊急停止', until });
	await ledger.brakes.add('shop', { run: 'brake-1', pausedBefore: null, until });
};

describe('a shop that is not stopped', () => {
	it.each<[Writer, Edits | null]>([
		['run', RAISE],
		['undo', SHOW],
		['run', null],
	])('should be open to %s', async (writer, edits) => {
		expect(await isStopped(writer, edits)).toBe(false);
	});
});

describe('a pause', () => {
	it.each<[PausedBy, Writer, Edits | null, boolean]>([
		['owner', 'run', RAISE, true],
		['owner', 'run', HIDE, true],
		['owner', 'run', null, true],
		['owner', 'undo', SHOW, false],
		['owner', 'release', SHOW, false],
		['owner', 'brake', HIDE, false],
		['undo', 'run', HIDE, true],
		['undo', 'undo', RAISE, false],
	])('of the %s should stop %s with %j: %s', async (by, writer, edits, stops) => {
		await pause(by);

		expect(await isStopped(writer, edits)).toBe(stops);
	});

	it('should say who paused, and why', async () => {
		await pause('owner');

		expect(await findStop(ledger, 'shop', { edits: RAISE, writer: 'run' })).toEqual({
			...{ by: 'owner', reason: '棚卸し' },
		});
	});

	it('should stop no other shop', async () => {
		await pause('owner');

		expect(await findStop(ledger, 'other', { edits: RAISE, writer: 'run' })).toBeNull();
	});
});

describe('a brake', () => {
	it.each<[Writer, Edits | null, boolean]>([
		['run', HIDE, false],
		['run', { row_stocks: { 11: 0 } }, false],
		['run', { visible: false, row_stocks: { 11: 0 } }, false],
		['run', { row_stocks: { 11: 0, 12: 1 } }, true],
		['run', { visible: false, price: 1560 }, true],
		['run', RAISE, true],
		['run', SHOW, true],
		['run', { stock: 1 }, true],
		['run', null, true],
		['brake', HIDE, false],
		['undo', HIDE, false],
		['undo', SHOW, true],
		['undo', RAISE, true],
		['undo', null, true],
		['release', SHOW, false],
	])('should let hides and its release through alone: %s %j: %s', async (writer, edits, stops) => {
		await brake();

		expect(await isStopped(writer, edits)).toBe(stops);
	});

	it('should hold on through the release of an earlier one', async () => {
		await brake();
		await ledger.brakes.add('shop', { run: 'brake-2', pausedBefore: null });

		expect(await isStopped('release', SHOW)).toBe(true);
	});

	it('should stop what it stops even where its pause is gone', async () => {
		await brake();
		await ledger.pauses.clear('shop');

		expect(await isStopped('run', RAISE)).toBe(true);
	});

	it('should end by itself on the day of return of closed days', async () => {
		await brake(at(-60));
		expect(await isStopped('run', RAISE)).toBe(true);
		now += 60 * 60_000;

		expect(await isStopped('run', RAISE)).toBe(false);
	});
});
