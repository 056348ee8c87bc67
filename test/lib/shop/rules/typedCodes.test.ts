import { openLedger, type Ledger } from '../../../../lib/ledger/ledger';
import { defaultValues, type RuleValues } from '../../../../lib/ledger/rules/ruleValues';
import type { RunSettings } from '../../../../lib/ledger/rules/runRules';
import { openRules } from '../../../../lib/shop/rules/openRules';
import { MemoryStore } from '../../../support/memoryStore';

/** A typed code stays in the settings' field until somebody clears it: each run reads it again. */

let ledger: Ledger;

beforeEach(() => {
	ledger = openLedger({ store: new MemoryStore(), now: () => Date.UTC(2026, 10, 28) });
});

const withMarkup = (markupPercent: number): RuleValues => ({
	...defaultValues,
	live: true,
	pricing: { ...defaultValues.pricing, tiers: [{ upTo: null, markupPercent }] },
});

const run = async (top: number, approve = '', more: Partial<RunSettings> = {}) =>
	await openRules(
		ledger,
		'shop',
		{
			...{ dryRun: false, changes: { markup: { top } }, room: '', businessHours: '' },
			...{ approve, isManual: false, problem: null, ...more },
		},
		{ previewOf: async () => null, now: () => Date.UTC(2026, 10, 28) },
	);

const percent = async () => {
	const ruling = await ledger.rules.ruling('shop');
	return ruling!.values.pricing.tiers.at(-1)!.markupPercent;
};

/** At the desk the owner approves without any field. */
const approveAtDesk = async (markupPercent: number) => {
	const proposal = await ledger.rules.propose('shop', withMarkup(markupPercent));
	await ledger.rules.approve('shop', proposal!.code);
};

/** 1.6 is typed in the settings, and its code approves it. */
const approveByField = async (more: Partial<RunSettings> = {}): Promise<string> => {
	const { code } = (await run(160)).proposal!;
	await run(160, code, more);
	expect(await percent()).toBe(160);
	return code;
};

beforeEach(async () => {
	await run(130);
});

it('should not take back what the owner approved at the desk since', async () => {
	const code = await approveByField();
	await approveAtDesk(170);
	for (let times = 0; times < 3; times++) await run(160, code);
	const { proposal } = await run(160, code);

	expect(await percent()).toBe(170);
	// Nobody would see why nothing happens.
	expect(proposal).toMatchObject({ code, stays: true });
	expect((await run(160)).proposal).not.toHaveProperty('stays');
});

it('should take nothing back either when the last run with the code was by hand', async () => {
	const code = await approveByField({ isManual: true });
	await approveAtDesk(170);
	await run(160);
	await run(160, code, { isManual: true });
	await run(160, code);
	await run(160, code);

	expect(await percent()).toBe(170);
});

it('should count a code that is published after it was tried by hand and taken out', async () => {
	const code = await approveByField({ isManual: true });
	await approveAtDesk(170);
	await run(160);
	await run(160, code);

	expect(await percent()).toBe(160);
});

it('should count anew once the code was taken out and typed again', async () => {
	const code = await approveByField({ isManual: true });
	await run(160, code);
	await approveAtDesk(170);
	await run(160, '');
	const { answers } = await run(160, code);

	expect(answers).toMatchObject([{ code, kind: 'approved' }]);
	expect(await percent()).toBe(160);
});

it('should approve nothing that was told void, when the owner returns to an older version', async () => {
	const { code } = (await run(160)).proposal!;
	await approveAtDesk(170);
	expect((await run(170, code)).answers).toMatchObject([{ code, kind: 'void' }]);
	await approveAtDesk(130);
	for (let times = 0; times < 3; times++) await run(130, code);

	expect(await percent()).toBe(130);
});

it('should approve no proposal that came after the code, even of the same values', async () => {
	const { code } = (await run(160)).proposal!;
	await approveAtDesk(170);
	await run(160, code);
	await ledger.rules.propose('shop', withMarkup(160));
	expect((await run(160, code)).answers).toEqual([]);
	expect(await percent()).toBe(170);
});

it('should keep a code that nobody knew from answering once it is known', async () => {
	const { code } = (await run(160)).proposal!;
	const fresh = openLedger({ store: new MemoryStore(), now: () => Date.UTC(2026, 10, 28) });
	ledger = fresh;
	await run(130);
	expect((await run(130, code)).answers).toMatchObject([{ code, kind: 'unknown' }]);
	await run(160, code);
	expect((await run(160, code)).answers).toEqual([]);
	expect(await percent()).toBe(130);
});

it('should answer no question by a code that stood there before it was asked', async () => {
	const question = {
		...{ name: '1', item_id: 1, asin: 'B000000001', proposal: { price: 2000 } },
		facts: { price: 1000, floor: null },
	};
	const ask = async () =>
		await ledger.questions.update('shop', {
			...{ kind: 'first_price' as const, version: 1, held: [question], settled: new Set<string>() },
		});
	await ask();
	const { yes } = (await ledger.questions.all('shop'))[0]!.codes;
	ledger = openLedger({ store: new MemoryStore(), now: () => Date.UTC(2026, 10, 28) });
	await run(130);
	await run(130, yes);
	await ask();
	expect((await ledger.questions.all('shop'))[0]!.codes.yes).toBe(yes);
	expect((await run(130, yes)).answers).toEqual([]);
	expect((await ledger.questions.all('shop'))[0]!.answer).toBeNull();
});
