import { openLedger, type Ledger } from '../../../../lib/ledger/ledger';
import type { RuleValues } from '../../../../lib/ledger/rules/ruleValues';
import type { RunSettings } from '../../../../lib/ledger/rules/runRules';
import { openRules } from '../../../../lib/shop/rules/openRules';
import { MemoryStore } from '../../../support/memoryStore';

/** The settings and the desk both say a shop's room and hours: the later word counts. */

let ledger: Ledger;

beforeEach(() => {
	ledger = openLedger({ store: new MemoryStore(), now: () => Date.UTC(2026, 10, 28) });
});

const MORNING = '07:00-08:30';
const DAY = '09:00-18:00';

const run = async (businessHours: string, typedRoom = '', more: Partial<RunSettings> = {}) => {
	const { values } = await openRules(
		ledger,
		'shop',
		{
			...{ dryRun: false, changes: {}, room: typedRoom, typedRoom, businessHours },
			...{ approve: '', isManual: false, problem: null, ...more },
		},
		{ previewOf: async () => null, now: () => Date.UTC(2026, 10, 28) },
	);
	return [values.business_hours, values.room];
};

const saveAtDesk = async (values: Partial<RuleValues>) =>
	await ledger.rules.amend('shop', values, 'owner');

it('should be what the desk said last, as long as the settings stay', async () => {
	await run(MORNING, '7');
	await saveAtDesk({ business_hours: DAY, room: '8' });

	expect(await run(MORNING, '7')).toEqual([DAY, '8']);
	expect(await run(MORNING, '7')).toEqual([DAY, '8']);
	await saveAtDesk({ business_hours: '' });
	expect(await run(MORNING, '7')).toEqual(['', '8']);
});

it('should be what the settings say once they say something new', async () => {
	await run(MORNING, '7');
	await saveAtDesk({ business_hours: DAY, room: '8' });

	expect(await run('06:00-07:00', '9')).toEqual(['06:00-07:00', '9']);
	expect(await run('', '')).toEqual(['', '9']);
});

it('should be what is typed in a run by hand, which changes nothing for the others', async () => {
	await run(MORNING, '7');
	await saveAtDesk({ business_hours: DAY, room: '8' });

	expect(await run(MORNING, '9', { isManual: true })).toEqual([MORNING, '9']);
	expect(await run(MORNING, '7')).toEqual([DAY, '8']);
});

it('should be what the schedule says after a run by hand began the book by other ones', async () => {
	await run(MORNING, '7', { dryRun: true });
	await run('', '', { isManual: true });

	expect(await run(MORNING, '7')).toEqual([MORNING, '7']);
});

it('should not take the room that was found elsewhere for one that was typed', async () => {
	await run(MORNING, '7');
	await saveAtDesk({ room: '8' });
	// The messages go to the book's room, and the field still says the old one.
	expect(await run(MORNING, '7', { room: '8' })).toEqual([MORNING, '8']);
	await saveAtDesk({ room: '9' });
	expect(await run(MORNING, '7', { room: '9' })).toEqual([MORNING, '9']);
});
