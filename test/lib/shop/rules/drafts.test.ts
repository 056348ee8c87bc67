import { openLedger, type Ledger } from '../../../../lib/ledger/ledger';
import { defaultValues, type RuleValues } from '../../../../lib/ledger/rules/ruleValues';
import type { RunSettings } from '../../../../lib/ledger/rules/runRules';
import { saveValues } from '../../../../lib/shop/desk/changeRules';
import { openShop } from '../../../../lib/shop/desk/openShop';
import { openRules } from '../../../../lib/shop/rules/openRules';
import { changeRecord } from '../../../../lib/stores/changeRecord';
import { MemoryStore } from '../../../support/memoryStore';

/** Before a shop's first version the settings rule, and the desk says what they don't know. */

let store: MemoryStore;
let ledger: Ledger;

beforeEach(() => {
	store = new MemoryStore();
	ledger = openLedger({ store, now: () => Date.UTC(2026, 10, 28) });
});

const run = async (top: number, more: Partial<RunSettings> = {}) =>
	await openRules(
		ledger,
		'shop',
		{
			...{ dryRun: true, changes: { markup: { top } }, room: '', businessHours: '' },
			...{ approve: '', isManual: false, problem: null, ...more },
		},
		{ previewOf: async () => null, now: () => Date.UTC(2026, 10, 28) },
	);

const saveAtDesk = async (changes: Partial<RuleValues>) => {
	const shop = await openShop(ledger, 'shop');
	const ports = { ledger, preview: async () => null };
	return await saveValues(shop, { ...shop.values, ...changes }, ports);
};

const said = { footer: 'ご注文を確認中です', watch_quota_percent: 50 };

const percent = ({ pricing }: RuleValues) => pricing.tiers.at(-1)?.markupPercent;

describe('what the owner saved at the desk before the first version', () => {
	beforeEach(async () => {
		await run(130);
		await saveAtDesk(said);
	});

	it('should outlast the next dry run, and rule with version 1', async () => {
		expect((await run(140)).values).toMatchObject(said);
		expect(await ledger.rules.draft('shop')).toMatchObject(said);
		await run(140, { dryRun: false });

		const ruling = (await ledger.rules.ruling('shop'))!;
		expect(ruling).toMatchObject({ number: 1, values: said });
		expect(percent(ruling.values)).toBe(140);
	});

	it('should rule beside the rules of former workflows', async () => {
		const tiers = [{ upTo: null, markupPercent: 150 }];
		await ledger.rules.noteElsewhere(
			'shop',
			{ id: 'w1', name: '同期' },
			{ pricing: { ...defaultValues.pricing, tiers } },
		);
		await run(140, { dryRun: false });

		const ruling = (await ledger.rules.ruling('shop'))!;
		expect(ruling).toMatchObject({ by: 'upgrade', values: said });
		expect(percent(ruling.values)).toBe(150);
	});

	it('should outlast settings that nobody can read', async () => {
		await run(140, { problem: '掛け率が空です' });
		expect(await ledger.rules.draft('shop')).toMatchObject(said);
	});
});

describe('a proposal from before the first version', () => {
	const guards = { ...defaultValues.guards, refillStock: 5 };

	const proposeAtDesk = async (): Promise<string> => {
		await run(130);
		const outcome = await saveAtDesk({ guards });
		return outcome.kind === 'proposed' ? outcome.code : '';
	};

	it('should not undo a markup that was typed in the settings since', async () => {
		const code = await proposeAtDesk();
		await run(150);

		expect(await ledger.rules.openProposals('shop')).toEqual([]);
		expect(await ledger.rules.approve('shop', code)).toEqual({ kind: 'void', told: false });
		expect(await ledger.rules.ruling('shop')).toBeNull();
	});

	it('should wait on while only quiet values change, and make version 1', async () => {
		const code = await proposeAtDesk();
		await saveAtDesk(said);
		await run(130, { room: '12' });

		expect(await ledger.rules.approve('shop', code)).toMatchObject({ version: { number: 1 } });
		expect((await ledger.rules.ruling('shop'))!.values).toMatchObject({
			...{ guards, room: '12' },
			...said,
		});
	});

	it('should wait on if an older version of the package made it', async () => {
		const code = await proposeAtDesk();
		await changeRecord<{ proposals: object[] }>(store, 'rules', 'shop', (book) => ({
			...book,
			proposals: book!.proposals.map((each) => ({ ...each, base_code: undefined })),
		}));
		await run(150);
		expect(await ledger.rules.approve('shop', code)).toMatchObject({ kind: 'approved' });
	});
});
