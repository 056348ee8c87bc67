import type { INodeParameters } from 'n8n-workflow';
import type { Run } from '../../lib/ledger/runs/run';
import type { RunSettings } from '../../lib/ledger/rules/runRules';
import { inARow, itemsNode, runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';

/** Run Guard's fields for a shop's rules: what is not touched stays as in the book. */

beforeAll(() => {
	useTemporaryUserFolder();
});

const start = async (parameters: INodeParameters): Promise<Run> => {
	const node = { name: 'it', type: 'n8n-nodes-amazon-base-sync.runGuard', parameters };
	const run = await runWorkflow(inARow(itemsNode([{}]), node), { credentials: {} });
	expect(run.error).toBeUndefined();
	return run.output('it')[0]?.run as Run;
};

let accounts = 0;
const settingsOf = async (parameters: INodeParameters): Promise<RunSettings> => {
	// Each run has an account of its own, so that none waits for another's lease.
	const { settings } = await start({
		...{ operation: 'start', account: `shop-${accounts++}`, rulesFrom: 'settings', dryRun: false },
		...parameters,
	});
	return settings!;
};

it('should know nothing of rules where each node has its own', async () => {
	expect(await start({ operation: 'start', account: 'own' })).not.toHaveProperty('rules_from');
	const book = await start({ operation: 'start', account: 'book', rulesFrom: 'book' });
	expect(book).toMatchObject({ rules_from: 'book' });
	expect(book).not.toHaveProperty('settings');
});

it('should want nothing else than the book where nothing is filled in', async () => {
	const { changes, problem, approve, dryRun } = await settingsOf({});

	expect({ problem, approve, dryRun }).toEqual({ problem: null, approve: '', dryRun: false });
	expect(JSON.parse(JSON.stringify(changes))).toEqual({
		...{ pricing: {}, markup: {}, filter: {}, guards: {}, thresholds: {} },
	});
});

it('should want what was filled in, and nothing beside it', async () => {
	const { changes, problem } = await settingsOf({
		markup: '１．４倍',
		pricing: {
			rounding: 'up_980',
			fees: 'base_growth',
			minimum: 800,
			minimumRatio: 1.1,
			tiers: { tier: [{ upTo: 1000, markup: 1.6 }] },
		},
		filter: { maximumShipHours: 48 },
		guards: { refillStock: 3 },
		thresholds: { yen: 300 },
	});

	expect(problem).toBeNull();
	expect(JSON.parse(JSON.stringify(changes))).toEqual({
		markup: { top: 140, lower: [{ upTo: 1000, markupPercent: 160 }] },
		pricing: {
			rounding: 'up_980',
			fees: { rates: [290], fixed: 0 },
			minimum: { price: 800, action: 'lift' },
			minimumRatioPercent: 110,
		},
		filter: { maximumShipHours: 48 },
		guards: { refillStock: 3 },
		thresholds: { yen: 300 },
	});
});

it('should take 0 for no limit, where the fields say so', async () => {
	const { changes } = await settingsOf({
		pricing: { minimum: 0, maximum: 0, targetMargin: 0 },
		guards: { maximumCostAgeHours: 0 },
		thresholds: { percent: 0, yen: 0 },
	});

	expect(changes).toMatchObject({
		pricing: { minimum: null, maximum: null, targetMarginPercent: null },
		guards: { maximumCostAgeMs: null },
		thresholds: { percent: null, yen: 0 },
	});
});

it.each([
	[{ markup: '13' }, '「13」は入れ間違いではありませんか'],
	[{ markup: 0 }, '「0」は使えません'],
	[{ pricing: { fixedCost: -5 } }, 'Fixed Cost「-5」は使えません'],
	[{ pricing: { tiers: { tier: [{ upTo: 1000, markup: 13 }] } } }, '「13」は入れ間違い'],
])(
	'should name what cannot be read in %j, and keep the floor and the guards',
	async (typed, said) => {
		const { problem, changes } = await settingsOf({
			guards: { refillStock: 3 },
			...typed,
			pricing: { shippingCost: 800, ...(typed as { pricing?: object }).pricing },
		});

		expect(problem).toContain(said);
		expect(changes).toMatchObject({ pricing: { shippingCost: 800 }, guards: { refillStock: 3 } });
		expect(changes.markup).toBeUndefined();
	},
);
