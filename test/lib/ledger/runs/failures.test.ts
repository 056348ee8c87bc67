import { Failures, findKind } from '../../../../lib/ledger/runs/failures';
import { isFailureToSay } from '../../../../lib/ledger/runs/sayFailure';
import { MemoryStore } from '../../../support/memoryStore';

const HOUR = 3_600_000;

describe('findKind', () => {
	it.each([
		['実行 20261124-2100-7f3 が止まりました', '実行 20261125-0000-a1b が止まりました'],
		['B0006L0120 を読めません', 'B000000001 を読めません'],
		['2026-11-24T21:00:00.000Z 以降', '2026-11-25T09:10:11.123Z 以降'],
		['07:10 まで待ちます', '１９:４０ まで待ちます'],
		['残り 12, 13, 14', '残り 7'],
	])('should take %s for the same as %s', (one, other) => {
		expect(findKind(one)).toBe(findKind(other));
	});

	it('should keep two errors apart', () => {
		expect(findKind('トークンが無効です')).not.toBe(findKind('ショップが停止中です'));
	});
});

describe('isFailureToSay', () => {
	const known = { since: 0, said_at: 0, said: 1 };

	it.each([
		['at once', undefined, 0, true],
		['not within the hour', known, HOUR - 1, false],
		['after an hour', known, HOUR, true],
		['not again on the first day', { ...known, said_at: HOUR, said: 2 }, 23 * HOUR - 1, false],
		['at its end', { ...known, said_at: HOUR, said: 2 }, 23 * HOUR, true],
		['not within a day', { ...known, said_at: 23 * HOUR, said: 3 }, 46 * HOUR, false],
		['daily', { ...known, said_at: 23 * HOUR, said: 3 }, 47 * HOUR, true],
		['in spite of a clock that was ahead', { ...known, since: 900 * HOUR }, 0, true],
	])('should say it %s', (_when, before, now, expected) => {
		expect(isFailureToSay(before, now)).toBe(expected);
	});
});

describe('Failures', () => {
	const failing = {
		workflow: '同期',
		node: 'BASEを更新',
		reason: '認証できません (実行 20261124-2100-7f3)',
	};
	let now: number;
	let failures: Failures;

	beforeEach(() => {
		now = 1_000_000;
		failures = new Failures(new MemoryStore(), () => now);
	});

	it('should tell another workflow, reason or shop at once', async () => {
		expect(await failures.note('sync/main', failing)).toBe(true);
		expect(await failures.note('sync/main', failing)).toBe(false);
		expect(await failures.note('sync/main', { ...failing, workflow: '別の同期' })).toBe(true);
		expect(await failures.note('sync/main', { ...failing, reason: '停止中です' })).toBe(true);
		expect(await failures.note('sync/second', failing)).toBe(true);
	});

	it('should end once, with the failure that lasted longest', async () => {
		await failures.note('sync/main', failing);
		now += HOUR;
		await failures.note('sync/main', { ...failing, reason: '停止中です' });
		expect(await failures.end('sync/main')).toMatchObject({ ...failing, since: 1_000_000 });
		expect(await failures.end('sync/main')).toBeNull();
		expect(await failures.note('sync/main', failing)).toBe(true);
	});

	it('should let a failure go on of a step that has not worked yet', async () => {
		const unsent = { ...failing, node: 'Chatworkに通知', reason: '届きません' };
		await failures.note('sync/main', unsent);
		await failures.note('sync/main', failing);
		const ahead = new Set(['Chatworkに通知']);

		expect(await failures.end('sync/main', ahead)).toMatchObject({ node: 'BASEを更新' });
		expect(await failures.end('sync/main', ahead)).toBeNull();
		expect(await failures.end('sync/main')).toMatchObject({ node: 'Chatworkに通知' });
	});
});
