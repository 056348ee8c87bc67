import { RuleBook } from '../../../../lib/ledger/rules/ruleBook';
import { defaultValues, type RuleValues } from '../../../../lib/ledger/rules/ruleValues';
import { MemoryStore } from '../../../support/memoryStore';

let book: RuleBook;

beforeEach(() => {
	book = new RuleBook(new MemoryStore(), () => Date.UTC(2026, 10, 28, 3));
});

const withMarkup = (markupPercent: number, more: Partial<RuleValues> = {}): RuleValues => ({
	...defaultValues,
	...more,
	pricing: { ...defaultValues.pricing, tiers: [{ upTo: null, markupPercent }] },
});

const percent = async () => (await book.ruling('shop'))!.values.pricing.tiers[0]!.markupPercent;

describe('a proposal that waits while quiet values change', () => {
	it('should still be approved by its code, and keep what changed meanwhile', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const { code } = (await book.propose('shop', withMarkup(150)))!;
		await book.amend('shop', { footer: 'ご注文を確認中です', live: true }, 'owner');
		await book.takePlaces('shop', { room: '12', business_hours: '9:00-21:00' });

		expect((await book.openProposals('shop')).map((each) => each.code)).toEqual([code]);
		expect(await book.approve('shop', code)).toMatchObject({ kind: 'approved' });
		expect(await book.ruling('shop')).toMatchObject({
			values: withMarkup(150, {
				...{ footer: 'ご注文を確認中です', live: true },
				...{ room: '12', business_hours: '9:00-21:00' },
			}),
		});
	});

	it('should be the same one when it is proposed again after that', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const first = await book.propose('shop', withMarkup(150));
		await book.amend('shop', { footer: 'x' }, 'owner');
		const again = await book.propose('shop', withMarkup(150, { footer: 'x' }));

		expect(again?.code).toBe(first?.code);
		expect(await book.openProposals('shop')).toHaveLength(1);
	});

	it('should be void once a rule has changed, even if it was changed back by another version', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const { code } = (await book.propose('shop', withMarkup(150)))!;
		await book.save('shop', withMarkup(140), 'owner');

		expect(await book.openProposals('shop')).toEqual([]);
		await book.save('shop', withMarkup(130), 'owner');
		expect(await book.openProposals('shop')).toEqual([]);
		expect(await book.approve('shop', code)).toEqual({ kind: 'void', told: false });
	});

	it('should stay void once the owner was told so, until it is proposed anew', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const { code } = (await book.propose('shop', withMarkup(150)))!;
		await book.save('shop', withMarkup(140), 'owner');
		await book.approve('shop', code);
		await book.save('shop', withMarkup(130), 'owner');

		expect(await book.approve('shop', code)).toEqual({ kind: 'void', told: true });
		expect(await percent()).toBe(130);
		await book.propose('shop', withMarkup(150));
		expect(await book.approve('shop', code)).toMatchObject({ kind: 'approved' });
	});
});

describe('what the settings ask for', () => {
	it('should not be asked for again after the owner gave it up', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const { code } = (await book.propose('shop', withMarkup(150), { by: 'settings' }))!;
		await book.withdraw('shop', code);

		expect(await book.propose('shop', withMarkup(150), { by: 'settings' })).toBeNull();
		expect(await book.openProposals('shop')).toEqual([]);
		expect(await book.propose('shop', withMarkup(160), { by: 'settings' })).not.toBeNull();
	});

	it('should be asked for again by the owner', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const { code } = (await book.propose('shop', withMarkup(150), { by: 'settings' }))!;
		await book.withdraw('shop', code);

		expect((await book.propose('shop', withMarkup(150)))?.code).toBe(code);
	});
});

describe('the places that a schedule names', () => {
	const hours = async () => (await book.ruling('shop'))?.values.business_hours;
	const take = async (business_hours: string, room = '') =>
		await book.takePlaces('shop', { room, business_hours });

	beforeEach(async () => {
		await book.save('shop', withMarkup(130, { room: '7', business_hours: '' }), 'settings');
	});

	it('should rule at once when they are new', async () => {
		await take('9:00-21:00', '8');
		expect((await book.ruling('shop'))?.values).toMatchObject({
			...{ room: '8', business_hours: '9:00-21:00' },
		});
	});

	it.each(['', '9:00-21:00'])(
		'should leave what the owner saved since, as long as they stay %p',
		async (typed) => {
			await take(typed);
			await book.amend('shop', { business_hours: '10:00-18:00' }, 'owner');
			await take(typed);
			expect(await hours()).toBe('10:00-18:00');
		},
	);

	it('should end with the field that named them', async () => {
		await take('9:00-21:00', '8');
		await take('', '');
		expect((await book.ruling('shop'))?.values).toMatchObject({ room: '8', business_hours: '' });
	});

	it('should make no version while there is none', async () => {
		expect(await book.takePlaces('other', { room: '1', business_hours: '' })).toBeNull();
		expect(await book.versions('other')).toEqual([]);
	});
});

describe('the owner’s changes in one step', () => {
	const wanted = { values: withMarkup(150), preview: null };

	it('should do nothing at all once another version rules', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		await book.save('shop', withMarkup(140), 'owner');
		const terms = { madeFrom: 1, atOnce: { footer: 'x' }, wanted };

		expect(await book.revise('shop', terms)).toBeUndefined();
		expect(await book.openProposals('shop')).toEqual([]);
		expect((await book.ruling('shop'))?.values.footer).toBe('');
	});

	it('should save and propose together, and move no price before the approval', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const terms = { madeFrom: 1, atOnce: { footer: 'x' }, wanted };
		const proposal = await book.revise('shop', terms);

		expect(await percent()).toBe(130);
		await book.approve('shop', proposal!.code);
		expect(await percent()).toBe(150);
		expect((await book.ruling('shop'))?.values.footer).toBe('x');
	});

	it('should store nothing if the values could run no shop', async () => {
		await book.save('shop', withMarkup(130), 'settings');
		const bad = { values: withMarkup(90), preview: null };
		const terms = { madeFrom: 1, atOnce: { footer: 'x' }, wanted: bad };

		await expect(book.revise('shop', terms)).rejects.toThrow();
		expect((await book.ruling('shop'))?.values.footer).toBe('');
	});

	it('should leave the settings in charge before the first version', async () => {
		await book.saveDraft('shop', withMarkup(140));
		await book.revise('shop', { madeFrom: 0, atOnce: { footer: 'x' }, wanted: null });

		expect(await book.ruling('shop')).toBeNull();
		expect(await book.draft('shop')).toEqual(withMarkup(140, { footer: 'x' }));
	});

	it('should begin a book once, and never over a version that came meanwhile', async () => {
		expect(await book.begin('shop', withMarkup(130), 'owner')).toMatchObject({ number: 1 });
		expect(await book.begin('shop', withMarkup(200), 'owner')).toBeNull();
		expect(await percent()).toBe(130);
	});
});
