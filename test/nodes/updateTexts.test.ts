import { join } from 'node:path';
import { hourOf } from '../../lib/baseShop/budget';
import { openFileCache } from '../../lib/cache/openFileCache';
import { startSimulator, type Simulator } from '../../simulator/start';
import {
	inARow,
	itemsNode,
	runWorkflow,
	useTemporaryUserFolder,
	type Credentials,
} from '../support/n8nEngine';
import { credentialsFor } from '../support/shopWorld';

const P = 'n8n-nodes-amazon-base-sync';
const SHOP = 'demo-shop';

const link = (name: string) => `https://m.media/${name}.jpg`;

/** BASE Update's Update Texts on a shop of 3 items. */
describe('BASE Update: Update Texts', () => {
	let simulator: Simulator;
	let credentials: Credentials;

	beforeEach(async () => {
		useTemporaryUserFolder();
		simulator = await startSimulator({ products: 3, plain: true, speed: 1, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
	});
	afterEach(async () => await simulator.stop());

	const first = () => simulator.world.listings(SHOP)[0]!;
	const calls = (operation: string) => simulator.counters.of('base', operation).calls;

	const callsTaken = async () => {
		const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
		const { quotas } = openFileCache({ folder, now: Date.now });
		return (await quotas.take(`base-hour/${SHOP}`, hourOf(Date.now()), 0, Infinity)).used;
	};

	/** The shop's first item, of which Amazon said `before` at the last look and says `now`. */
	const textsItem = (before: object, now: object) => {
		const { asin, item } = first();
		return {
			asin,
			run: { id: 'r-texts', dry_run: false, account: '' },
			listing: { account: SHOP, item_id: item.item_id, title: item.title, variation_count: 0 },
			cached: { title_ja: item.title, images: [], ...before },
			basic_info: { title_ja: item.title, images: [], ...now, fetched_at: '2026-11-24T21:00:00Z' },
			info_change: { drift: null },
		};
	};
	const update = async (item: object, parameters: Record<string, unknown>) => {
		const workflow = inARow(itemsNode([item]), {
			name: 'it',
			type: `${P}.baseUpdate`,
			parameters: { operation: 'texts', ...parameters },
		});
		const run = await runWorkflow(workflow, { credentials });
		expect(run.error).toBeUndefined();
		return run.output('it')[0]?.result as { action: string; notes: string[]; error: string | null };
	};

	it("should take out the images that Amazon has no more, and leave the owner's own behind them", async () => {
		const { item } = first();
		simulator.world.editListing(SHOP, item.item_id, {
			images: [link('a'), link('b'), '', link('d'), link('own')],
		});
		const before = { images: [link('a'), link('b'), link('c'), link('d')] };
		const result = await update(textsItem(before, { images: [link('b')] }), {
			updateImages: true,
		});
		expect(result).toMatchObject({ action: 'updated', error: null });
		expect(result.notes).toEqual([
			'画像を更新しました',
			'Amazonからなくなった画像 2枚を消しました',
		]);
		expect(first().item.images).toEqual([link('b'), '', '', '', link('own')]);
		expect(calls('items/add_image')).toBe(1);
		// Of the three places above, one was empty already.
		expect(calls('items/delete_image')).toBe(2);
		// A look, an edit, one image and three places were taken from the hour beforehand.
		expect(await callsTaken()).toBe(6);
	});

	it('should clear nothing where Amazon shows as many images, or none at all', async () => {
		const before = { images: [link('a'), link('b')] };
		simulator.world.editListing(SHOP, first().item.item_id, before);
		await update(textsItem(before, { images: [] }), { updateImages: true });
		expect(first().item.images).toEqual([link('a'), link('b')]);
		await update(textsItem(before, { images: [link('c'), link('d')] }), { updateImages: true });
		expect(first().item.images).toEqual([link('c'), link('d')]);
		expect(calls('items/delete_image')).toBe(0);
	});
});
