import { DeskRecords } from '../../../lib/ledger/desk/deskRecords';
import { MemoryStore } from '../../support/memoryStore';

const MINUTE = 60_000;

let now: number;
let desk: DeskRecords;

beforeEach(() => {
	now = Date.UTC(2026, 10, 29);
	desk = new DeskRecords(new MemoryStore(), () => now);
});

describe('the visits of a shop', () => {
	it('should be none before the first', async () => {
		expect(await desk.visit('shop')).toBeNull();
	});

	it('should be one while the owner looks again and again', async () => {
		await desk.visit('shop');
		now += 20 * MINUTE;
		expect(await desk.visit('shop')).toBeNull();
		now += 20 * MINUTE;
		expect(await desk.visit('shop')).toBeNull();
	});

	it('should end half an hour after the last look', async () => {
		await desk.visit('shop');
		now += 20 * MINUTE;
		await desk.visit('shop');
		const ended = now;
		now += 600 * MINUTE;
		expect(await desk.visit('shop')).toBe(ended);
		now += 5 * MINUTE;
		expect(await desk.visit('shop')).toBe(ended);
	});

	it('should be kept apart by shop', async () => {
		await desk.visit('shop');
		now += 600 * MINUTE;
		expect(await desk.visit('other')).toBeNull();
	});
});
