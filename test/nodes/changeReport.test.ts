import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { inARow, itemsNode, runWorkflow, useTemporaryUserFolder } from '../support/n8nEngine';
import { openFolder, type Stored } from '../support/stored';

const type = 'n8n-nodes-amazon-base-sync.changeReport';
const SHOP = 'my-shop';

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const toldBefore = ago(240);
const dearer = {
	kinds: ['price'],
	old_price: 1_000,
	new_price: 1_200,
	diff: 200,
	old_in_stock: true,
	new_in_stock: true,
	old_told_at: toldBefore,
};

const itemOf = (asin: string, change: object | null) => ({
	asin,
	title: asin,
	account: SHOP,
	item_id: 1,
	offer_status: 'in_stock',
	offer_source: 'item_offers_batch',
	offer_price: 1_200,
	offer_reason: null,
	price_updated_at: ago(30),
	shop_price: 1_560,
	shop_visible: true,
	change,
	decision: null,
	result: null,
	calls: {},
	rejected: 0,
	run: { id: 'run-1', workflow: '同期', account: SHOP, dry_run: false, started_at: ago(60) },
});

/** Two changes that a long run found; one of them the watch has told of before the run ended. */
describe('Change Report: what another run told meanwhile', () => {
	const items = [itemOf('B000000001', dearer), itemOf('B000000002', dearer)];
	let cache: Stored;

	beforeEach(async () => {
		const folder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
		cache = openFolder({ folder, now: Date.now });
		const told = (price: number, at: string) => ({ [SHOP]: { price, in_stock: true, at } });
		await cache.write([
			{ asin: 'B000000001', set: { reported: told(1_200, ago(5)) } },
			{ asin: 'B000000002', set: { reported: told(1_000, toldBefore) } },
		]);
	});

	const report = async (options: INodeParameters = {}, given: object[] = items) => {
		const nodes = inARow(itemsNode(given), { name: 'it', type, parameters: { options } });
		const run = await runWorkflow(nodes, { credentials: {} });
		expect(run.error).toBeUndefined();
		return run.output('it')[0] as {
			chatwork_message: string;
			has_changes: boolean;
			summary: { changed: number };
			reported: Array<{ asin: string; replaces: string }>;
		};
	};

	it('should not be told again, nor be written down as told by this run', async () => {
		const { summary, chatwork_message, reported } = await report();
		expect(summary.changed).toBe(1);
		expect(chatwork_message).toContain('B000000002');
		expect(chatwork_message).not.toContain('B000000001');
		expect(reported.map(({ asin }) => asin)).toEqual(['B000000002']);
	});

	it('should leave no message where nothing else is left to tell', async () => {
		expect((await report({}, [items[0]!])).has_changes).toBe(false);
	});

	const told = async (price: number, at: string, confirmedAt: string) => {
		const reported = { [SHOP]: { price, in_stock: true, at } };
		const confirmed = { price: { price, at: confirmedAt } };
		await cache.write([{ asin: 'B000000002', set: { reported, ...confirmed } }]);
	};

	it('should not be told again where this run began by a clock that was ahead', async () => {
		await told(1_200, ago(4), ago(90));
		const early = items.map((item) => ({ ...item, run: { ...item.run, started_at: ago(-240) } }));
		expect((await report({}, early)).summary.changed).toBe(0);
	});

	it('should name the baseline that what is told takes the place of', async () => {
		expect((await report()).reported).toMatchObject([{ replaces: toldBefore }]);
		await told(1_100, ago(4), ago(40));
		const { at } = (await cache.read(['B000000002'])).get('B000000002')!.reported![SHOP]!;
		expect((await report()).reported).toMatchObject([{ replaces: at }]);
	});

	it('should not be told as going back where the other run saw it later', async () => {
		await told(1_800, ago(4), ago(10));
		expect((await report()).summary.changed).toBe(0);
	});

	it('should be told from what was told last where this run saw it later', async () => {
		await told(1_100, ago(4), ago(40));
		const { chatwork_message } = await report();
		expect(chatwork_message).toContain('1,100円 → 1,200円');
	});

	it('should be told all the same where the option is off, or to another shop', async () => {
		expect((await report({ skipTold: false })).summary.changed).toBe(2);
		const other = items.map((item) => ({ ...item, account: 'second' }));
		expect((await report({}, other)).summary.changed).toBe(2);
	});
});
