import { defaultValues } from '../../../../lib/ledger/rules/ruleValues';
import type { RunFigures } from '../../../../lib/ledger/runs/runMemory';
import { readFirstSteps, type FirstStep } from '../../../../lib/shop/state/readFirstSteps';
import { MemoryStore } from '../../../support/memoryStore';
import { figures } from '../../../support/runFigures';
import { listing, NOW } from '../../../support/situation';
import { openStored, type Stored } from '../../../support/stored';

let stored: Stored;

beforeEach(() => {
	stored = openStored({ store: new MemoryStore(), now: () => NOW });
});

const done = async (account: string | null = 'shop'): Promise<FirstStep[]> =>
	Object.entries(await readFirstSteps(account, stored)).flatMap(([step, isDone]) =>
		isDone ? (step as FirstStep) : [],
	);

const run = async (change: Partial<RunFigures>, isWhole = true): Promise<void> =>
	await stored.runs.succeeded('sync/shop', {
		...{ id: 'r', at: NOW, isWhole, tookMs: 1, figures: { ...figures, ...change } },
		runner: { workflow: '同期', account: 'shop' },
	});

describe('the first steps', () => {
	it('should all be open while no shop is known', async () => {
		expect(await done(null)).toEqual([]);
	});

	it('should begin with the list of items, also with an empty one', async () => {
		await stored.items.accept('shop', [], undefined);
		expect(await done()).toEqual(['shop']);
	});

	it('should count a part of the shop as an answer of Amazon, but as no whole test', async () => {
		await stored.items.accept('shop', [listing()], undefined);
		await run({ total: 100, fetched: 100, unknown: 3 }, false);
		expect(await done()).toEqual(['shop', 'amazon']);
		await run({ total: 100, fetched: 100, unknown: 3 });
		expect(await done()).toEqual(['shop', 'amazon', 'test_run']);
	});

	it.each([
		['none was asked', { total: 100, fetched: 0, from_cache: 0, unknown: 0 }],
		['none was answered', { total: 100, fetched: 100, from_cache: 0, unknown: 100 }],
	])('should count no answer of Amazon if %s', async (_name, change) => {
		await run(change, false);
		expect(await done()).toEqual([]);
	});

	it('should count a message that went out', async () => {
		await stored.notices.tell('shop', new Set());
		expect(await done()).toEqual(['room']);
	});

	it('should be done with a shop that is live', async () => {
		await stored.rules.save('shop', { ...defaultValues, live: true }, 'settings');
		expect(await done()).toEqual(['live']);
		await run({ dry_run: true });
		expect(await done()).toEqual(['amazon', 'test_run', 'live']);
	});

	it('should be over once a run of the live shop has written', async () => {
		await stored.rules.save('shop', { ...defaultValues, live: true }, 'settings');
		await run({ dry_run: false });
		expect(await done()).toContain('written');
	});

	it('should not take the rules of a test for live', async () => {
		await stored.rules.save('shop', { ...defaultValues, live: false }, 'settings');
		expect(await done()).toEqual([]);
	});
});
