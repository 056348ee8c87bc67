import { readShopMemory } from '../../../../lib/changes/guards/guard';
import type { NamedAtAmazon } from '../../../../lib/listing/codes/recognition';
import { AnswerLostError } from '../../../../lib/shop/errors';
import { changeCode, type CodePorts } from '../../../../lib/shop/codes/changeCode';
import { rememberListing } from '../../../../lib/shop/gate/records/rememberListing';
import { GatedWriter } from '../../../../lib/shop/gate/gatedWriter';
import { Job, type JobStep } from '../../../../lib/shop/jobs/job';
import { undoRun } from '../../../../lib/shop/jobs/undoRun';
import { InventedShop, unlimited } from '../../../support/inventedShop';
import { MemoryStore } from '../../../support/memoryStore';
import { openGate } from '../../../support/openGate';
import { openStored } from '../../../support/stored';

const OLD = 'B000000001';
const NEW = 'B000000002';
const TITLE = '真空断熱 ステンレス水筒 500ml ブラック';
const START = Date.parse('2026-11-24T12:00:00Z');

async function open(named: NamedAtAmazon | null = { title: TITLE }) {
	let at = START;
	const now = () => at;
	const timestamp = () => new Date(at++).toISOString();
	const stored = openStored({ store: new MemoryStore(), now });
	const data = { cache: stored, ledger: stored };
	const client = new InventedShop('kobo', timestamp);
	const fields = {
		title: TITLE,
		identifier: OLD,
		visible: false,
		modified: '2026-11-01T00:00:00Z',
	};
	const item = client.place(fields);
	await stored.items.accept('kobo', [item], undefined);
	const shop = { account: 'kobo', client, data, budget: unlimited, now };
	const job = new Job({
		gate: (await openGate()).gate,
		requireRunning: () => undefined,
		waits: false,
		sleep: async () => undefined,
		describe: (error) => (error instanceof Error ? error.message : String(error)),
		keepAlive: async () => undefined,
	});
	const writer = new GatedWriter({ client, account: 'kobo', ledger: stored, writer: 'owner' });
	const warn = () => undefined;
	const ports: CodePorts = {
		...{ shop, job, writer, data, timestamp, warn, run: 'change', isDry: false },
		nameAtAmazon: async () => named,
	};
	const change = async (changes: Partial<CodePorts> = {}, asin = NEW) =>
		await changeCode({ itemId: item.item_id, asin }, { ...ports, ...changes });
	const shown = async () => await client.getItem(item.item_id);
	const memoryOf = async (asin: string) =>
		readShopMemory((await stored.read([asin])).get(asin) ?? null, await shown());
	const undo = async (): Promise<JobStep[]> => {
		const steps: JobStep[] = [];
		const undoing = { ...ports, writer, confirm: null, run: 'undo' };
		for await (const step of undoRun('change', undoing)) steps.push(step);
		return steps;
	};
	return { stored, data, client, item, change, shown, memoryOf, undo };
}

describe('another ASIN for an item', () => {
	it('should be written into its code, with the old one in the journal', async () => {
		const { change, shown, stored, item } = await open();
		expect((await change()).result).toEqual({ action: 'updated', edits: {}, error: null });
		expect((await shown()).identifier).toBe(NEW);
		expect(await stored.journal.ofRun('change')).toMatchObject([
			{
				...{ item_id: item.item_id, asin: NEW, answer: { outcome: 'applied' } },
				field_edits: { identifier: { from: OLD, to: NEW } },
			},
		]);
	});

	it('should say that images are gone after it', async () => {
		const { change, client } = await open();
		const base = { title: TITLE, detail: '', modified: null };
		jest
			.spyOn(client, 'getTexts')
			.mockResolvedValueOnce({ ...base, imagePlaces: [1, 2, 3] })
			.mockResolvedValueOnce({ ...base, imagePlaces: [1] });

		const { result } = await change();

		expect(result).toMatchObject({ action: 'updated' });
		expect(result.error).toContain('画像が 2枚 なくなっています');
	});

	it('should hand the item over to the sync, which may show it again', async () => {
		const { change, memoryOf } = await open();
		await change();
		const { adopted_at, recognition } = await memoryOf(NEW);
		expect(adopted_at).toBeTruthy();
		expect(recognition).toMatchObject({ agrees: true, title: TITLE });
	});

	it.each([
		[
			'Amazon sells something else as it',
			{ title: '木製まな板 大 ひのき' },
			'商品名が一致しません',
		],
		['Amazon has no such product', { title: null }, `Amazonに ${NEW} の商品がありません`],
		['Amazon gave no answer', null, 'Amazonの商品名を確認できませんでした'],
	])('should not be written where %s', async (_, named, reason) => {
		const { change, shown, stored } = await open(named);
		const { result, why } = await change();
		expect(result.action).toBe('failed');
		expect(result.error).toContain(reason);
		expect(why.join()).toContain(reason);
		expect((await shown()).identifier).toBe(OLD);
		expect(await stored.journal.ofRun('change')).toEqual([]);
	});

	it('should not be written in a dry run', async () => {
		const { change, shown } = await open();
		const { result, why } = await change({ isDry: true });
		expect(result.action).toBe('dry_run');
		expect(why.join()).toContain(`「${OLD}」→「${NEW}」`);
		expect((await shown()).identifier).toBe(OLD);
	});

	it('should wait while a brake holds the shop', async () => {
		const { change, shown, stored } = await open();
		await stored.brakes.add('kobo', { run: 'brake', pausedBefore: null });
		expect((await change()).result.action).toBe('deferred');
		expect((await shown()).identifier).toBe(OLD);
		expect(await stored.journal.ofRun('change')).toMatchObject([
			{ answer: { outcome: 'stopped' } },
		]);
	});

	it('should be marked as lost where nobody knows whether the shop took it', async () => {
		const { change, client, stored } = await open();
		client.refusal = new AnswerLostError('lost', 'ECONNRESET');
		expect((await change()).result.action).toBe('failed');
		expect(await stored.journal.ofRun('change')).toMatchObject([{ answer: { outcome: 'lost' } }]);
	});

	it('should be taken back by an undo of its run', async () => {
		const { change, shown, undo } = await open();
		await change();
		expect(await undo()).toMatchObject([{ result: { action: 'updated' } }]);
		expect((await shown()).identifier).toBe(OLD);
	});

	it('should stay where the owner changed the code since', async () => {
		const { change, client, item, shown, undo } = await open();
		await change();
		await client.editCode(item.item_id, 'B000000003');
		expect(await undo()).toMatchObject([{ result: { action: 'none' } }]);
		expect((await shown()).identifier).toBe('B000000003');
	});

	it('should not make the old product look changed by hand', async () => {
		const { change, data, item, memoryOf } = await open();
		const own_modified = item.modified;
		await rememberListing(data, OLD, item, { hidden_by_sync_at: item.read_at, own_modified });
		await change();
		expect((await memoryOf(OLD)).own_modified).toBe(item.modified);
	});
});
