import { openLedger, type Ledger } from '../../../lib/ledger/ledger';
import { defaultValues } from '../../../lib/ledger/rules/ruleValues';
import { findRoom, findRoomOfFailure } from '../../../lib/shop/runs/findRoom';
import { changeRecord } from '../../../lib/stores/changeRecord';
import { MemoryStore } from '../../support/memoryStore';

let now: number;
let ledger: Ledger;

beforeEach(() => {
	now = 1_000_000;
	ledger = openLedger({ store: new MemoryStore(), now: () => now });
});

const start = async (
	workflow: string,
	{ account = '', room = '', execution }: { account?: string; room?: string; execution?: string },
) => {
	now += 1000;
	const begun = { at: now, isManual: false, room, execution };
	await ledger.runs.started(`${workflow}/${account || 'default'}`, { workflow, account }, begun);
};
const draft = async (account: string, room: string) =>
	await ledger.rules.saveDraft(account, { ...defaultValues, room });
const save = async (account: string, room: string) => {
	now += 1000;
	await ledger.rules.save(account, { ...defaultValues, room }, 'owner');
};

describe('findRoom', () => {
	it('should know none in an empty store', async () => {
		expect(await findRoom(ledger, '')).toBe('');
		expect(await findRoom(ledger, 'main')).toBe('');
	});

	it('should take the room of the last run that had one', async () => {
		await start('sync', { account: 'main', room: '1' });
		await start('sync', { account: 'main', room: '2' });
		await start('weekly', { account: 'main' });
		expect(await findRoom(ledger, 'main')).toBe('2');
	});

	it('should read memories that are older than the field', async () => {
		const store = new MemoryStore();
		await changeRecord(store, 'runs', 'sync/default', () => ({ last_started_at: 1 }));
		const old = openLedger({ store, now: () => now });
		expect(await findRoom(old, '')).toBe('');
		expect(await old.runs.get('sync/default')).toMatchObject({ room: '', execution: null });
	});

	it('should take the draft of the rule book, and any run before it', async () => {
		await draft('main', '5');
		expect(await findRoom(ledger, 'main')).toBe('5');
		await start('sync', { account: 'main', room: '6' });
		expect(await findRoom(ledger, 'main')).toBe('6');
	});

	it('should follow whichever was given last, the book or the settings', async () => {
		await start('sync', { account: 'main', room: '1' });
		await save('main', '2');
		expect(await findRoom(ledger, 'main')).toBe('2');
		await start('sync', { account: 'main', room: '3' });
		expect(await findRoom(ledger, 'main')).toBe('3');
	});

	it('should take the room of the only shop without its name', async () => {
		await start('sync', { room: '1' });
		await start('watch', { account: 'main', room: '2' });
		expect(await findRoom(ledger, '')).toBe('2');
	});

	it('should take the room that all shops share, and choose none of several', async () => {
		await start('sync', { account: 'main', room: '1' });
		await start('sync', { account: 'second', room: '1' });
		expect(await findRoom(ledger, '')).toBe('1');
		await start('sync', { account: 'second', room: '2' });
		expect(await findRoom(ledger, '')).toBe('');
		expect(await findRoom(ledger, 'second')).toBe('2');
		expect(await findRoom(ledger, 'third')).toBe('');
	});
});

describe('findRoomOfFailure', () => {
	const find = async (workflowId: string, executionId: string) =>
		await findRoomOfFailure(ledger, { workflowId, executionId });

	it('should take the room of the very run', async () => {
		await start('sync', { account: 'main', room: '1', execution: '71' });
		await start('sync', { account: 'second', room: '2', execution: '72' });
		expect(await find('sync', '71')).toBe('1');
	});

	it("should take the workflow's last room for an execution without a run", async () => {
		await start('sync', { account: 'main', room: '1', execution: '71' });
		await start('other', { account: 'second', room: '2', execution: '72' });
		expect(await find('sync', '99')).toBe('1');
		expect(await find('other', '71')).toBe('2');
	});

	it("should take the first shop's room for a workflow without runs", async () => {
		await start('sync', { account: 'second', room: '2' });
		await start('sync', { account: 'main', room: '1' });
		expect(await find('pages', '')).toBe('1');
		await start('sync', { account: 'second', room: '2' });
		expect(await find('syn', '71')).toBe('1');
	});

	it('should know none in an empty store', async () => {
		expect(await find('', '')).toBe('');
	});
});
