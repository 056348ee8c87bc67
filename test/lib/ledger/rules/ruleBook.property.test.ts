import fc from 'fast-check';
import type { RuleVersion } from '../../../../lib/ledger/rules/bookRecord';
import { nameProposal } from '../../../../lib/ledger/rules/proposal';
import { RuleBook } from '../../../../lib/ledger/rules/ruleBook';
import { defaultValues, type RuleValues } from '../../../../lib/ledger/rules/ruleValues';
import { casesOf } from '../../../support/cases';
import { MemoryStore } from '../../../support/memoryStore';

const HOUR = 3_600_000;

const valuesOf = (markupPercent: number): RuleValues => ({
	...defaultValues,
	pricing: { ...defaultValues.pricing, tiers: [{ upTo: null, markupPercent }] },
});

const markup = fc.integer({ min: 120, max: 124 });

const step = fc.oneof(
	markup.map((percent) => ({ kind: 'save' as const, percent })),
	markup.map((percent) => ({ kind: 'propose' as const, percent })),
	markup.map((percent) => ({ kind: 'approve' as const, percent })),
	markup.map((percent) => ({ kind: 'approveTwice' as const, percent })),
	markup.map((percent) => ({ kind: 'amend' as const, percent })),
);

/** Two runs of n8n, or the desk and a run, work on one book. */
it('should let only saved or approved values rule, each version numbered once, whoever asks when', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
			const store = new MemoryStore();
			let now = Date.UTC(2026, 10, 28);
			const books = [new RuleBook(store, () => now), new RuleBook(store, () => now)] as const;
			/** The markup that must rule; null before the first version. */
			let expected: number | null = null;
			let footer = '';
			const open = new Set<number>();
			for (const [index, { kind, percent }] of steps.entries()) {
				now += HOUR;
				const book = books[index % 2]!;
				const values = { ...valuesOf(percent), footer };
				if (kind === 'save') {
					await book.save('shop', values, 'settings');
					if (expected !== percent) open.clear();
					expected = percent;
				} else if (kind === 'amend') {
					// Moves no price: whatever waits goes on waiting, and no approval takes it back.
					const amended = await book.amend('shop', { footer: String(percent) }, 'owner');
					expect(amended === null).toBe(expected === null);
					if (amended) footer = String(percent);
				} else if (kind === 'propose') {
					const proposal = await book.propose('shop', values);
					expect(proposal === null).toBe(expected === percent);
					if (proposal) open.add(percent);
				} else {
					const code = nameProposal('shop', values);
					const both = kind === 'approveTwice' ? [...books] : [book];
					const answers = await Promise.all(
						both.map(async (one) => await one.approve('shop', code)),
					);
					const approved = answers.filter((answer) => answer.kind === 'approved');
					expect(approved).toHaveLength(open.has(percent) ? 1 : 0);
					if (open.has(percent)) {
						open.clear();
						expected = percent;
					}
				}
				const ruling: RuleVersion | null = await books[(index + 1) % 2]!.ruling('shop');
				expect(ruling?.values.pricing.tiers[0]?.markupPercent ?? null).toBe(expected);
				expect(ruling?.values.footer ?? '').toBe(footer);
			}
			const numbers = (await books[0].versions('shop')).map(({ number }) => number);
			expect(numbers).toEqual(numbers.map((_, index) => index + 1));
		}),
		{ numRuns: casesOf(2000) },
	);
});
