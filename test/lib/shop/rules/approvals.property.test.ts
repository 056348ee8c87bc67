import fc from 'fast-check';
import { openLedger } from '../../../../lib/ledger/ledger';
import { nameProposal } from '../../../../lib/ledger/rules/proposal';
import { defaultValues, type RuleValues } from '../../../../lib/ledger/rules/ruleValues';
import {
	approveProposal,
	returnToVersion,
	saveValues,
} from '../../../../lib/shop/desk/changeRules';
import { openShop } from '../../../../lib/shop/desk/openShop';
import { openRules } from '../../../../lib/shop/rules/openRules';
import { casesOf } from '../../../support/cases';
import { MemoryStore } from '../../../support/memoryStore';

/**
 * The owner types markups and codes in the settings, forgets them there, and decides other things at the desk. A markup
 * rules only by a word that was given after the last one that ruled.
 */

const FIRST = 130;
const SHOP = 'shop';

const withMarkup = (values: RuleValues, markupPercent: number): RuleValues => ({
	...values,
	pricing: { ...values.pricing, tiers: [{ upTo: null, markupPercent }] },
});

const codeOf = (percent: number) => nameProposal(SHOP, withMarkup(defaultValues, percent));

const markup = fc.integer({ min: FIRST, max: FIRST + 3 });

const kinds = [
	...(['run', 'run', 'run', 'runDry', 'runByHand'] as const),
	...(['type', 'putCode', 'clearField'] as const),
	...(['propose', 'approve', 'approve', 'withdraw', 'amend', 'goBack'] as const),
];

const step = fc.record({ kind: fc.constantFrom(...kinds), percent: markup });

it('should let no code that stays in the field decide anything', async () => {
	let byField = 0;
	let byDesk = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
			let now = Date.UTC(2026, 10, 28);
			const ledger = openLedger({ store: new MemoryStore(), now: () => now });
			const ports = { ledger, preview: async () => null };
			let typed = FIRST;
			let field: string[] = [];
			/** The field as the last run read it. */
			let read: string[] = [];
			/** The runs of the schedule alone so far: what is new in the field is new in every sense. */
			let isSteady = true;

			const run = async (dryRun: boolean, isManual: boolean) => {
				const settings = {
					...{ dryRun, isManual, changes: { markup: { top: typed } }, approve: field.join(' ') },
					...{ room: '', businessHours: '', problem: null },
				};
				return await openRules(ledger, SHOP, settings, {
					previewOf: async () => null,
					now: () => now,
				});
			};
			const ruling = async () => {
				const { values } = (await ledger.rules.ruling(SHOP))!;
				return values.pricing.tiers.at(-1)!.markupPercent;
			};
			await run(false, false);

			for (const { kind, percent } of steps) {
				now += 3_600_000;
				const before = await ruling();
				const shop = await openShop(ledger, SHOP);
				const waiting = new Set(shop.proposals.map(({ code }) => code));
				let said: number[] = [];
				if (kind.startsWith('run')) {
					isSteady &&= kind !== 'runByHand';
					const { answers } = await run(kind === 'runDry', kind === 'runByHand');
					const fresh = field.filter((code) => !read.includes(code));
					const approved = answers.filter((answer) => answer.kind === 'approved');
					for (const { code } of approved) expect(fresh).toContain(code);
					// Only what waited can be approved, and one approval voids the others.
					const wanted = fresh.filter((code) => waiting.has(code));
					expect(approved.length).toBeLessThanOrEqual(Math.min(1, wanted.length));
					if (isSteady) expect(approved.map(({ code }) => code)).toEqual(wanted.slice(0, 1));
					said = [0, 1, 2, 3].map((more) => FIRST + more);
					said = said.filter((each) => approved.some(({ code }) => code === codeOf(each)));
					byField += said.length;
					read = field;
				} else if (kind === 'type') typed = percent;
				else if (kind === 'putCode') field = [...new Set([...field, codeOf(percent)])];
				else if (kind === 'clearField') field = [];
				else if (kind === 'propose')
					await saveValues(shop, withMarkup(shop.values, percent), ports);
				else if (kind === 'approve') {
					const { kind: done } = await approveProposal(shop, codeOf(percent), ports);
					expect(done).toBe(waiting.has(codeOf(percent)) ? 'saved' : 'moved');
					if (done === 'saved') said = [percent];
					byDesk += said.length;
				} else if (kind === 'withdraw') await ledger.rules.withdraw(SHOP, codeOf(percent));
				else if (kind === 'amend') {
					await saveValues(shop, { ...shop.values, footer: String(percent) }, ports);
				} else {
					const index = (percent - FIRST) % shop.versions.length;
					await returnToVersion(shop, shop.versions[index]!.number, ports);
				}
				const after = await ruling();
				expect(after).toBe(said[0] ?? before);
				// A proposal for other rules is void, whatever comes back later.
				const { proposals } = await openShop(ledger, SHOP);
				if (after !== before) {
					for (const { code } of proposals) expect(code).toBe(codeOf(typed));
				}
			}
		}),
		{ numRuns: casesOf(3000) },
	);
	// Both ways must really have been gone.
	expect(Math.min(byField, byDesk)).toBeGreaterThan(casesOf(3000) / 30);
});
