import { openLedger, type Ledger } from '../../../lib/ledger/ledger';
import type { Preview } from '../../../lib/ledger/rules/preview';
import type { RuleBook } from '../../../lib/ledger/rules/ruleBook';
import { defaultValues } from '../../../lib/ledger/rules/ruleValues';
import type { RunSettings } from '../../../lib/ledger/rules/runRules';
import { openRules } from '../../../lib/shop/rules/openRules';
import { findBookAccount, readShopRules } from '../../../lib/shop/runs/shopRules';
import { MemoryStore } from '../../support/memoryStore';

let ledger: Ledger;
let book: RuleBook;
let now: number;

beforeEach(() => {
	now = Date.UTC(2026, 10, 28);
	ledger = openLedger({ store: new MemoryStore(), now: () => now });
	book = ledger.rules;
});

const settings = (changes: Partial<RunSettings> = {}): RunSettings => ({
	dryRun: true,
	changes: {},
	room: '',
	businessHours: '',
	approve: '',
	isManual: false,
	problem: null,
	...changes,
});

/** The effects that are foreseen; null: nothing is known of the shop. */
let foreseen: Preview | null;
let asked: number;

beforeEach(() => {
	foreseen = null;
	asked = 0;
});

const previewOf = async (): Promise<Preview | null> => {
	asked++;
	return foreseen;
};

const markup = (top: number) => ({ markup: { top } });

const open = async (changes: Partial<RunSettings> = {}) =>
	await openRules(ledger, 'shop', settings(changes), { previewOf, now: () => now });

const percentOf = ({ values }: { values: typeof defaultValues }) =>
	values.pricing.tiers.at(-1)?.markupPercent;

describe('before the first live run', () => {
	it('should rule by the settings, and by what is usual where they say nothing', async () => {
		expect(await open()).toMatchObject({ version: 0, isDry: true, values: defaultValues });
		expect(percentOf(await open({ changes: markup(150) }))).toBe(150);
		expect(percentOf(await open())).toBe(130);
	});

	it('should keep what the settings say for the other workflows', async () => {
		await open({ changes: markup(150), room: '123' });

		expect(await book.draft('shop')).toMatchObject({ room: '123', live: false });
		expect(percentOf({ values: (await book.draft('shop'))! })).toBe(150);
	});

	it('should make no price by settings that cannot be read, and keep the last ones', async () => {
		await open({ changes: markup(150) });
		const opened = await open({ problem: '掛け率が空です' });

		expect(opened).toMatchObject({ version: 0, problem: '掛け率が空です' });
		expect(percentOf(opened)).toBe(150);
	});

	it('should make no version of settings that cannot be read, and still protect the shop', async () => {
		const changes = { guards: { refillStock: 5 }, pricing: { shippingCost: 800 } };
		const opened = await open({ dryRun: false, changes, problem: '掛け率が空です' });

		expect(opened).toMatchObject({ version: 0, isDry: false, problem: '掛け率が空です' });
		expect(opened.values).toMatchObject({
			guards: { refillStock: 5 },
			pricing: { shippingCost: 800 },
		});
		expect(await book.ruling('shop')).toBeNull();
	});

	it('should make no version of a rule that sells at a loss', async () => {
		const opened = await open({ dryRun: false, changes: markup(103) });

		expect(opened).toMatchObject({ version: 0, problem: expect.stringContaining('赤字') });
		expect(percentOf(opened)).toBe(130);
	});

	it('should say that nobody has set a markup', async () => {
		expect(await open()).toMatchObject({ assumesMarkup: true });
		expect(await open({ changes: markup(150) })).toMatchObject({ assumesMarkup: false });
	});
});

describe('the first live run', () => {
	it('should make the settings version 1, without a code', async () => {
		await open({ changes: markup(150) });
		const opened = await open({ dryRun: false, changes: markup(140), room: '123' });

		expect(opened).toMatchObject({ version: 1, isDry: false, proposal: null });
		expect(percentOf(opened)).toBe(140);
		expect(await book.draft('shop')).toBeNull();
		expect(await book.ruling('shop')).toMatchObject({
			by: 'settings',
			values: { live: true, room: '123' },
		});
	});
});

describe('after it', () => {
	beforeEach(async () => {
		await open({ dryRun: false, changes: markup(130) });
	});

	it('should go by the book where the settings say nothing', async () => {
		expect(await open({ dryRun: false })).toMatchObject({ version: 1, proposal: null });
	});

	it('should only propose another markup, by the same code by hand and by schedule', async () => {
		const byHand = await open({ dryRun: true, changes: markup(140) });
		const scheduled = await open({ dryRun: false, changes: markup(140) });

		expect(percentOf(byHand)).toBe(130);
		expect(percentOf(scheduled)).toBe(130);
		expect(scheduled).toMatchObject({ version: 1, isDry: false });
		expect(scheduled.proposal?.code).toBe(byHand.proposal?.code);
	});

	it('should go by the proposal once its code stands in approve, and tell of a used code once', async () => {
		const { proposal } = await open({ changes: markup(140) });
		const approve = `ZZZZZZ ${proposal!.code.toLowerCase()}`;
		const approved = await open({ dryRun: false, changes: markup(140), approve });

		expect(approved).toMatchObject({
			version: 2,
			proposal: null,
			answers: [
				{ code: 'ZZZZZZ', kind: 'unknown', version: null, count: 0 },
				{ code: proposal!.code, kind: 'approved', version: 2, count: 0 },
			],
		});
		expect(percentOf(approved)).toBe(140);
		const left = await open({ dryRun: false, changes: markup(140), approve: proposal!.code });
		expect(left.answers).toEqual([{ code: proposal!.code, kind: 'used', version: null, count: 0 }]);
		const later = await open({ dryRun: false, changes: markup(140), approve: proposal!.code });
		expect(later.answers).toEqual([]);
	});

	it('should name what a proposal changes, the same by schedule and by hand', async () => {
		const changes = { ...markup(140), guards: { refillStock: 5 } };
		const told = (await open({ changes })).proposal;

		expect(told?.differences).toEqual([
			{
				field: 'pricing.tiers',
				from: [{ upTo: null, markupPercent: 130 }],
				to: [{ upTo: null, markupPercent: 140 }],
			},
			{ field: 'guards.refillStock', from: 1, to: 5 },
		]);
		expect((await open({ changes })).proposal).toEqual(told);
		expect((await open({ changes, isManual: true })).proposal).toEqual(told);
	});

	it('should change the last tier alone where only the markup is typed', async () => {
		const lower = [{ upTo: 1000, markupPercent: 160 }];
		await open({ changes: { markup: { lower } } });
		const [proposal] = await book.openProposals('shop');
		await open({ approve: proposal!.code });

		const { proposal: next } = await open({ changes: markup(140) });

		expect(next?.differences[0]?.to).toEqual([...lower, { upTo: null, markupPercent: 140 }]);
	});

	it('should be dry where the settings say so, and let room and hours act at once', async () => {
		const opened = await open({ dryRun: true, room: '456', businessHours: '9:00-21:00' });

		expect(opened).toMatchObject({ isDry: true, proposal: null });
		expect(opened.values).toMatchObject({ room: '456', business_hours: '9:00-21:00' });
		expect(await readShopRules(book, 'shop')).toMatchObject({
			isDry: true,
			values: { room: '456', business_hours: '9:00-21:00' },
		});
		await open({ dryRun: false });
		expect(await readShopRules(book, 'shop')).toMatchObject({
			isDry: false,
			values: { room: '456', business_hours: '' },
		});
	});

	it('should let a run by hand change nothing for the others', async () => {
		const opened = await open({ isManual: true, dryRun: true, room: '456' });

		expect(opened).toMatchObject({ isDry: true, version: 1, values: { room: '456' } });
		expect(await readShopRules(book, 'shop')).toMatchObject({
			isDry: false,
			version: 1,
			values: { room: '' },
		});
	});

	it('should be dry where the book says so', async () => {
		await book.save('shop', { ...defaultValues, live: false }, 'owner');

		expect(await open({ dryRun: false })).toMatchObject({ isDry: true });
	});

	it('should go on by the book where the settings cannot be read, and say so', async () => {
		const opened = await open({ dryRun: false, problem: '掛け率が空です' });

		expect(opened).toMatchObject({
			...{ version: 1, isDry: false, proposal: null },
			problem: '掛け率が空です',
		});
		expect(percentOf(opened)).toBe(130);
	});

	it('should not propose a rule that sells at a loss, and say so', async () => {
		const opened = await open({ dryRun: false, changes: markup(103) });

		expect(opened).toMatchObject({ proposal: null, problem: expect.stringContaining('赤字') });
	});
});

describe('a shop whose workflows had rules of their own', () => {
	const former = { id: 'w1', name: '同期' };
	const pricing = (markupPercent: number) => ({
		pricing: {
			...defaultValues.pricing,
			shippingCost: 500,
			tiers: [{ upTo: null, markupPercent }],
		},
	});

	it('should begin with them as version 1, and take the settings for a proposal', async () => {
		await book.noteElsewhere('shop', former, pricing(150));
		await book.noteElsewhere('shop', former, {
			filter: { ...defaultValues.filter, maximumShipHours: 48 },
		});

		const opened = await open({ dryRun: false, changes: markup(140) });

		expect(opened).toMatchObject({ version: 1, isDry: false, assumesMarkup: false });
		expect(percentOf(opened)).toBe(150);
		expect(opened.values).toMatchObject({
			pricing: { shippingCost: 500 },
			filter: { maximumShipHours: 48 },
		});
		expect(opened.proposal?.differences).toMatchObject([{ field: 'pricing.tiers' }]);
		expect((await book.ruling('shop'))?.by).toBe('upgrade');
	});

	it('should ask which markup is meant where they differ, and take the one that is typed', async () => {
		await book.noteElsewhere('shop', former, pricing(150));
		await book.noteElsewhere('shop', { id: 'w2', name: '見張り' }, pricing(130));

		expect(await open({ dryRun: false })).toMatchObject({
			version: 0,
			problem: expect.stringContaining('「同期」は 1.5、「見張り」は 1.3') as string,
		});
		expect(percentOf(await open({ dryRun: false, changes: markup(150) }))).toBe(150);
	});

	it('should forget a workflow that has not run for more than a week', async () => {
		await book.noteElsewhere('shop', former, pricing(150));
		now += 9 * 24 * 3_600_000;

		expect(await open()).toMatchObject({ assumesMarkup: true });
	});

	it('should know once the book rules beside them', async () => {
		expect(await book.noteElsewhere('shop', former, pricing(150))).toBe(false);
		await open({ dryRun: false });
		expect(await book.noteElsewhere('shop', former, pricing(150))).toBe(true);
	});
});

describe('the rules of a shop without settings', () => {
	it('should be the defaults, and dry, before anything is known', async () => {
		expect(await readShopRules(book, 'shop')).toEqual({
			...{ values: defaultValues, version: 0, pricedSince: 0, isDry: true },
			...{ typedHours: '', typedRoom: '' },
		});
	});

	it('should be those of the only book where no account is given', async () => {
		expect(await findBookAccount(book, '')).toBe('');
		await open({ dryRun: false });
		expect(await findBookAccount(book, '')).toBe('shop');
		expect(await findBookAccount(book, 'other')).toBe('other');
	});

	it('should not be guessed where there are several books', async () => {
		await open();
		await openRules(ledger, 'other', settings(), { previewOf, now: () => now });

		await expect(findBookAccount(book, '')).rejects.toThrow('ショップが複数あります (other、shop)');
	});
});

describe('the preview of what the settings propose', () => {
	const preview: Preview = {
		...{ at: '2026-11-28T09:00:00+09:00', listed_at: '2026-11-28T08:59:00+09:00' },
		...{ answer_hours: null, total: 1, rise: 1, fall: 0, hide: 0, show: 0, unchanged: 0 },
		...{ unknown: 0, below_floor: 0, average_yen: 100, examples: [], base_minutes: 0 },
	};
	const propose = async () => await open({ dryRun: false, changes: markup(140) });

	it('should be kept with the first live version', async () => {
		foreseen = preview;
		await open({ dryRun: false, changes: markup(130) });
		expect(await book.ruling('shop')).toMatchObject({ number: 1, preview });
	});

	it('should not be made where nothing is proposed', async () => {
		await open({ changes: markup(130) });
		await open({ dryRun: false, changes: markup(130) });
		asked = 0;
		await open({ dryRun: false, changes: markup(130) });
		expect(asked).toBe(0);
	});

	describe('after going live', () => {
		beforeEach(async () => {
			await open({ dryRun: false, changes: markup(130) });
			foreseen = preview;
			asked = 0;
		});

		it('should come with the proposal, by hand as by schedule', async () => {
			const byHand = await open({ dryRun: true, changes: markup(140), isManual: true });
			expect(byHand.proposal).toMatchObject({ preview });
			expect((await propose()).proposal).toMatchObject({ preview });
		});

		it('should stay with the version once it is approved', async () => {
			const { proposal } = await propose();
			await open({ dryRun: false, changes: markup(140), approve: proposal!.code });
			expect(await book.ruling('shop')).toMatchObject({ number: 2, preview });
		});

		it('should be made once a day while the proposal waits', async () => {
			now = Date.parse(preview.at);
			await propose();
			now += 3 * 3_600_000;
			await propose();
			expect(asked).toBe(1);
			now += 21 * 3_600_000;
			foreseen = { ...preview, rise: 0, unchanged: 1 };
			expect((await propose()).proposal).toMatchObject({ preview: { rise: 0, unchanged: 1 } });
			expect(asked).toBe(2);
		});

		it('should be made once the list was read, if it was not before', async () => {
			foreseen = null;
			expect((await propose()).proposal).toMatchObject({ preview: null });
			foreseen = preview;
			expect((await propose()).proposal).toMatchObject({ preview });
		});

		it('should be null in what an earlier version of the package stored', async () => {
			const store = new MemoryStore();
			const versions = [{ number: 1, saved_at: preview.at, by: 'settings', values: defaultValues }];
			await store.update('rules', [{ key: 'shop', change: () => ({ versions }) }]);
			const old = openLedger({ store, now: () => now }).rules;
			expect(await old.ruling('shop')).toMatchObject({ number: 1, preview: null });
		});
	});
});
