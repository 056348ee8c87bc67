import { RuleBook } from '../../../../lib/ledger/rules/ruleBook';
import { defaultValues, type RuleValues } from '../../../../lib/ledger/rules/ruleValues';
import { MemoryStore } from '../../../support/memoryStore';

const DAY = 24 * 3_600_000;
const noon = Date.UTC(2026, 10, 28, 3);

let store: MemoryStore;
let book: RuleBook;
let now: number;

beforeEach(() => {
	store = new MemoryStore();
	now = noon;
	book = new RuleBook(store, () => now);
});

const withMarkup = (markupPercent: number, more: Partial<RuleValues> = {}): RuleValues => ({
	...defaultValues,
	...more,
	pricing: { ...defaultValues.pricing, tiers: [{ upTo: null, markupPercent }] },
});

describe('versions', () => {
	it('should be none before the first', async () => {
		expect(await book.ruling('shop')).toBeNull();
		expect(await book.versions('shop')).toEqual([]);
	});

	it('should be numbered from 1, the last one ruling', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		now += DAY;
		await book.save('shop', withMarkup(140), 'owner');

		expect(await book.ruling('shop')).toEqual({
			number: 2,
			saved_at: '2026-11-29T03:00:00.000Z',
			by: 'owner',
			preview: null,
			values: withMarkup(140),
		});
		expect((await book.versions('shop')).map(({ number }) => number)).toEqual([1, 2]);
	});

	it('should not grow by values that rule already', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const again = await book.save('shop', withMarkup(130), 'owner');

		expect(again).toMatchObject({ number: 1, by: 'settings' });
	});

	it('should be kept apart by account', async () => {
		await book.save('shop', withMarkup(130), 'settings');

		expect(await book.ruling('other')).toBeNull();
	});

	it('should be forgotten 400 days after they ceased to rule, and keep their numbers', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		now += 500 * DAY;
		await book.save('shop', withMarkup(140), 'settings');
		expect((await book.versions('shop')).map(({ number }) => number)).toEqual([1, 2]);
		now += 401 * DAY;
		await book.save('shop', withMarkup(150), 'settings');

		expect((await book.versions('shop')).map(({ number }) => number)).toEqual([2, 3]);
	});

	it('should have what an older version of the package did not know yet', async () => {
		const { footer: _, ...known } = withMarkup(130);
		const { refillStock: __, ...guards } = known.guards;
		const { action: ___, ...blocked } = known.blocked;
		const old = { number: 1, saved_at: '2026-11-01T00:00:00.000Z', by: 'owner' };
		await store.update('rules', [
			{
				key: 'shop',
				change: () => ({ versions: [{ ...old, values: { ...known, guards, blocked } }] }),
			},
		]);

		expect((await book.ruling('shop'))?.values).toEqual(withMarkup(130));
		expect(await book.save('shop', withMarkup(130), 'settings')).toMatchObject({ number: 1 });
	});

	it.each<[string, RuleValues, string]>([
		['a markup at a loss', withMarkup(103), '赤字'],
		[
			'a negative cost',
			{ ...withMarkup(130), pricing: { ...withMarkup(130).pricing, fixedCost: -1 } },
			'pricing.fixedCost',
		],
		[
			'a fraction of a yen',
			{ ...withMarkup(130), thresholds: { ...withMarkup(130).thresholds, yen: 0.5 } },
			'thresholds.yen',
		],
		[
			'no tier',
			{ ...withMarkup(130), pricing: { ...withMarkup(130).pricing, tiers: [] } },
			'最後の段',
		],
		[
			'a field that is declared nowhere',
			{ ...withMarkup(130), markup: 1.3 } as RuleValues,
			'ルール',
		],
	])('should refuse %s and keep what ruled', async (_, values, words) => {
		await book.save('shop', withMarkup(130), 'settings');

		await expect(book.save('shop', values, 'owner')).rejects.toThrow(words);
		await expect(book.propose('shop', values)).rejects.toThrow(words);
		expect((await book.versions('shop')).length).toBe(1);
	});
});

describe('a proposal', () => {
	it('should rule once its code is approved, and once alone', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const { code } = (await book.propose('shop', withMarkup(140)))!;
		expect((await book.ruling('shop'))?.number).toBe(1);

		expect(await book.approve('shop', code)).toMatchObject({
			kind: 'approved',
			version: { number: 2, by: 'owner', values: withMarkup(140) },
		});
		expect(await book.openProposals('shop')).toEqual([]);
		expect(await book.approve('shop', code)).toEqual({ kind: 'used', told: false });
		expect(await book.approve('shop', code)).toEqual({ kind: 'used', told: true });
		expect((await book.versions('shop')).length).toBe(2);
	});

	it('should be the same whoever makes it, and whenever', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const one = await book.propose('shop', withMarkup(140));
		now += DAY;

		expect(await book.propose('shop', withMarkup(140))).toEqual(one);
	});

	it('should be none where the values rule already', async () => {
		await book.save('shop', withMarkup(130), 'settings');

		expect(await book.propose('shop', withMarkup(130))).toBeNull();
	});

	it('should approve nothing once the owner gave it up', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const { code } = (await book.propose('shop', withMarkup(140)))!;
		expect(await book.withdraw('shop', code)).toBe(true);

		expect(await book.openProposals('shop')).toEqual([]);
		expect(await book.approve('shop', code)).toEqual({ kind: 'void', told: false });
		expect(await book.ruling('shop')).toMatchObject({ number: 1 });
	});

	it('should wait again when the same values are proposed after it was given up', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const { code } = (await book.propose('shop', withMarkup(140)))!;
		await book.withdraw('shop', code);
		now += DAY;
		expect(await book.propose('shop', withMarkup(140))).toMatchObject({ code });

		expect(await book.approve('shop', code)).toMatchObject({ kind: 'approved' });
	});

	it('should be given up once, and only while it waits', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const { code } = (await book.propose('shop', withMarkup(140)))!;
		expect(await book.withdraw('shop', 'XXXXXX')).toBe(false);
		await book.approve('shop', code);
		expect(await book.withdraw('shop', code)).toBe(false);
	});

	it('should be void once another version rules, and live again when it is proposed anew', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const { code } = (await book.propose('shop', withMarkup(140)))!;
		await book.save('shop', withMarkup(150), 'owner');

		expect(await book.approve('shop', code)).toEqual({ kind: 'void', told: false });
		expect(await book.approve('shop', code)).toEqual({ kind: 'void', told: true });
		expect((await book.ruling('shop'))?.number).toBe(2);

		await book.propose('shop', withMarkup(140));
		expect(await book.approve('shop', code)).toMatchObject({ kind: 'approved' });
	});

	it('should be approved again after its values ruled before and were left', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const { code } = (await book.propose('shop', withMarkup(140)))!;
		await book.approve('shop', code);
		await book.save('shop', withMarkup(130), 'owner');
		await book.propose('shop', withMarkup(140));

		expect(await book.approve('shop', code)).toMatchObject({ version: { number: 4 } });
	});

	it('should not be known by a code that nobody proposed', async () => {
		expect(await book.approve('shop', 'ABCDEF')).toEqual({ kind: 'unknown', told: false });
		expect(await book.approve('shop', 'ABCDEF')).toEqual({ kind: 'unknown', told: true });
	});
});
