import { RuleBook } from '../../../lib/ledger/rules/ruleBook';
import { defaultValues } from '../../../lib/ledger/rules/ruleValues';
import { openRules, type RunSettings } from '../../../lib/shop/runs/openRules';
import { MemoryStore } from '../../support/memoryStore';

let book: RuleBook;

beforeEach(() => {
	book = new RuleBook(new MemoryStore(), () => Date.UTC(2026, 10, 28));
});

const settings = (changes: Partial<RunSettings> = {}): RunSettings => ({
	dryRun: true,
	changes: {},
	room: '',
	businessHours: '',
	approve: '',
	problem: null,
	...changes,
});

const markup = (markupPercent: number) => ({
	pricing: { tiers: [{ upTo: null, markupPercent }] },
});

const open = async (changes: Partial<RunSettings> = {}) =>
	await openRules(book, 'shop', settings(changes));

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

	it('should not go live by settings that cannot be read', async () => {
		const opened = await open({ dryRun: false, problem: '掛け率が空です' });

		expect(opened).toMatchObject({ version: 0, isDry: true, problem: '掛け率が空です' });
		expect(await book.ruling('shop')).toBeNull();
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
				{ code: 'ZZZZZZ', answer: { kind: 'unknown' } },
				{ code: proposal!.code, answer: { kind: 'approved' } },
			],
		});
		expect(percentOf(approved)).toBe(140);
		const left = await open({ dryRun: false, changes: markup(140), approve: proposal!.code });
		expect(left.answers).toEqual([{ code: proposal!.code, answer: { kind: 'used', told: false } }]);
		const later = await open({ dryRun: false, changes: markup(140), approve: proposal!.code });
		expect(later.answers).toEqual([]);
	});

	it('should be dry where the settings say so, and let room and hours act at once', async () => {
		const opened = await open({ dryRun: true, room: '456', businessHours: '9:00-21:00' });

		expect(opened).toMatchObject({ isDry: true, version: 1, proposal: null });
		expect(opened.values).toMatchObject({ room: '456', business_hours: '9:00-21:00' });
	});

	it('should be dry where the book says so', async () => {
		await book.save('shop', { ...defaultValues, live: false }, 'owner');

		expect(await open({ dryRun: false })).toMatchObject({ isDry: true });
	});

	it('should go on by the book where the settings cannot be read', async () => {
		const opened = await open({ dryRun: false, problem: '掛け率が空です' });

		expect(opened).toMatchObject({ version: 1, isDry: false, problem: null, proposal: null });
		expect(percentOf(opened)).toBe(130);
	});
});
