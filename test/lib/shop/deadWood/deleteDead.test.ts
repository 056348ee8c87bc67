import { deleteDead } from '../../../../lib/shop/deadWood/deleteDead';
import { AnswerLostError, ItemGoneError } from '../../../../lib/shop/errors';
import { deleteItem } from '../../../../lib/shop/gate/deletion';
import { Job, type JobStep } from '../../../../lib/shop/jobs/job';
import { InventedShop, unlimited } from '../../../support/inventedShop';
import { MemoryStore } from '../../../support/memoryStore';
import { openGate } from '../../../support/openGate';
import { openStored } from '../../../support/stored';

const ASIN = 'B000000001';
const DAY = 86_400_000;
const NOW = Date.parse('2026-11-24T12:00:00Z');

async function open(visible = false) {
	let at = NOW - 50 * DAY;
	const now = () => at;
	const timestamp = () => new Date(at).toISOString();
	const stored = openStored({ store: new MemoryStore(), now });
	const client = new InventedShop('kobo', timestamp);
	const item = client.place({ identifier: ASIN, visible });
	await stored.items.accept('kobo', [item], undefined);
	const answer = async (time: number, inStock: boolean) => {
		at = time;
		const stock = { in_stock: inStock, at: timestamp() };
		const status = inStock ? ('in_stock' as const) : ('out_of_stock' as const);
		await stored.write([{ asin: ASIN, set: { stock: { ...stock, offer_status: status } } }]);
	};
	await answer(NOW - 50 * DAY, true);
	await answer(NOW - 40 * DAY, false);
	at = NOW;
	const data = { cache: stored, ledger: stored };
	const job = new Job({
		gate: (await openGate()).gate,
		requireRunning: () => undefined,
		waits: false,
		sleep: async () => undefined,
		describe: (error) => (error instanceof Error ? error.message : String(error)),
		keepAlive: async () => undefined,
	});
	const remove = async (deletion: Parameters<typeof deleteItem>[0]) =>
		await deleteItem(deletion, { client, ledger: stored, timestamp });
	const shop = { account: 'kobo', client, data, budget: unlimited, now };
	const run = async (isDry = false): Promise<JobStep> => {
		const steps = deleteDead([item.item_id], { shop, job, remove, run: 'delete', isDry });
		let last: JobStep | undefined;
		for await (const step of steps) last = step;
		return last!;
	};
	return { stored, client, item, answer, run };
}

describe('a deletion', () => {
	it('should take the item out of the shop, with code and title in the journal', async () => {
		const { client, item, run, stored } = await open();
		expect((await run()).result).toEqual({ action: 'updated', edits: {}, error: null });
		expect(client.items.size).toBe(0);
		expect(await stored.journal.ofRun('delete')).toMatchObject([
			{
				...{ item_id: item.item_id, asin: ASIN, answer: { outcome: 'applied' } },
				field_edits: { deleted: { from: `${ASIN} ${item.title}`, to: null } },
			},
		]);
	});

	it('should be left out in a dry run', async () => {
		const { client, run } = await open();
		expect((await run(true)).result.action).toBe('dry_run');
		expect(client.items.size).toBe(1);
	});

	it.each<[string, (opened: Awaited<ReturnType<typeof open>>) => Promise<unknown>, string]>([
		[
			'Amazon sells it again',
			async ({ answer }) => await answer(NOW, true),
			'売り切れが続く商品ではなくなった',
		],
		[
			'somebody has shown it since',
			async ({ client, item }) => await client.editItem(item.item_id, { visible: true }),
			'公開中の商品',
		],
		[
			'it has another code by now',
			async ({ client, item }) => await client.editCode(item.item_id, 'B000000002'),
			'商品コードがその後変わった',
		],
		[
			'it was ordered lately',
			async ({ stored, item }) => {
				const line = {
					...{ order_item_id: 1, item_id: item.item_id, variation_id: null, title: '' },
					...{ variation: '', price: 1300, amount: 1, status: 'ordered' as const },
				};
				const head = { key: 'a', ordered_at: '2026-11-23T00:00:00Z', status: 'ordered' as const };
				const orders = [{ ...head, lines: [line] }];
				const remembered = new Set(['a']);
				await stored.sales.note('kobo', { heads: [head], orders, remembered });
			},
			'最近の注文がある',
		],
		[
			'a brake holds the shop',
			async ({ stored }) => await stored.brakes.add('kobo', { run: 'brake', pausedBefore: null }),
			'停止中です',
		],
	])('should not be made where %s', async (_, change, reason) => {
		const opened = await open();
		await change(opened);
		const { result } = await opened.run();
		expect(result.action).toMatch(/failed|deferred/);
		expect(result.error).toContain(reason);
		expect(opened.client.items.size).toBe(1);
	});

	it('should never be made by the gate of an item that is on sale', async () => {
		const { client, item, stored } = await open(true);
		const deletion = { account: 'kobo', listing: item, asin: ASIN, run: 'delete', why: [] };
		const ports = { client, ledger: stored, timestamp: () => '2026-11-24T12:00:00Z' };
		await expect(deleteItem(deletion, ports)).rejects.toThrow('公開中');
		expect(await stored.journal.ofRun('delete')).toEqual([]);
	});

	it.each([
		['the item is gone all the same', true, 'updated', 'applied'],
		['the item is still there', false, 'failed', 'lost'],
	])('should be judged by the shop after a lost answer: %s', async (_, isGone, action, outcome) => {
		const { client, run, stored } = await open();
		jest.spyOn(client, 'deleteItem').mockImplementation(async () => {
			if (isGone) {
				jest.spyOn(client, 'getItem').mockRejectedValue(new ItemGoneError('gone', 'bad_item_id'));
			}
			throw new AnswerLostError('lost', 'ECONNRESET');
		});
		expect((await run()).result.action).toBe(action);
		expect(await stored.journal.ofRun('delete')).toMatchObject([{ answer: { outcome } }]);
	});
});
