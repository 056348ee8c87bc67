import { join } from 'node:path';
import { defaultValues, type RuleValues } from '../../lib/ledger/rules/ruleValues';
import { noBlocks, type BlockLists } from '../../lib/listing/blocks/blockLists';
import { runWorkflow } from '../support/n8nEngine';
import { chatworkOf, shippedWorkflow, submittedForm } from '../support/shopWorld';
import { openFolder } from '../support/stored';
import { openStory, type SyncStory } from '../support/syncStory';
import { watchOnce } from '../support/watchOnce';

/** Every workflow takes the goods of the owner's block lists off sale, and they come back by themselves. */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory(30, { unlisted: 20 });
	const { world } = story.simulator;
	for (const asin of story.asins) world.setOffer(asin, { brand: 'ペットの友' });
}, 120_000);

afterAll(async () => await story.stop());

const openData = () => {
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	return openFolder({ folder, now: Date.now });
};

/** As the owner saves lists at the desk. */
async function block(lists: Partial<BlockLists>): Promise<void> {
	const { rules } = openData();
	const values: RuleValues = (await rules.ruling('demo-shop'))?.values ?? defaultValues;
	await rules.save('demo-shop', { ...values, blocked: { ...noBlocks, ...lists } }, 'owner');
}

const hidden = (): string[] => story.asins.filter((asin) => story.shown(asin).visible === 0);

/** Gives an item a title in the shop that no other has. */
function name(asin: string, title: string): void {
	story.simulator.world.editListing('demo-shop', story.shown(asin).item_id, { title });
}

async function look(): Promise<void> {
	const workflow = shippedWorkflow('basic-info-weekly.json', {
		ttl_days: 0,
		...chatworkOf(story.simulator),
	});
	const run = await runWorkflow(workflow, {
		credentials: story.credentials,
		startNode: '定期実行',
	});
	expect(run.error).toBeUndefined();
}

describe('a word in the shop’s own title', () => {
	let asin: string;

	beforeAll(() => {
		asin = story.nextAsin();
		name(asin, 'ＶＡＰＥ用ケース');
	});

	it('should take the item off sale in the next sync, with its reason', async () => {
		await block({ words: ['vape'] });
		const { message, items } = await story.syncLater();
		expect(hidden()).toEqual([asin]);
		expect(message).toContain('BASE 非公開 (出品しない言葉「vape」)');
		expect(items.filter(({ result }) => result?.action === 'updated')).toHaveLength(1);
	}, 60_000);

	it('should keep it off sale without telling it again', async () => {
		expect((await story.syncLater()).message).toBe('');
		expect(hidden()).toEqual([asin]);
	}, 60_000);

	it('should bring it back by itself once the word is gone from the list', async () => {
		await block({});
		const { message } = await story.syncLater();
		expect(hidden()).toEqual([]);
		expect(message).toContain('BASE 公開');
	}, 60_000);
});

it('should not bring back what the owner had hidden', async () => {
	const asin = story.nextAsin();
	story.simulator.world.editListing('demo-shop', story.shown(asin).item_id, { visible: 0 });
	await block({ asins: [asin] });
	await story.syncLater();
	await block({});
	await story.syncLater();
	expect(hidden()).toEqual([asin]);
	story.simulator.world.editListing('demo-shop', story.shown(asin).item_id, { visible: 1 });
	await story.syncLater();
}, 120_000);

it('should only tell of it, once, where the owner wants no more', async () => {
	const asin = story.nextAsin();
	await block({ asins: [asin.toLowerCase()], action: 'tell' });
	const { message } = await story.syncLater();
	expect(message).toContain('出品しないリストに当たる商品 (公開のまま) 1件');
	expect(message).toContain(`出品しないASIN「${asin.toLowerCase()}」に当たります`);
	expect((await story.syncLater()).message).toBe('');
	expect(hidden()).toEqual([]);
	await block({});
	await story.syncLater();
}, 120_000);

it('should notice a brand that Amazon names only later, after the weekly look', async () => {
	const asin = story.nextAsin();
	await look();
	await block({ brands: ['ﾌﾞﾛｯｸ社'] });
	await story.syncLater();
	expect(hidden()).toEqual([]);
	story.simulator.world.setOffer(asin, { brand: 'ブロック社' });
	await story.later(look);
	const { message } = await story.syncLater();
	expect(hidden()).toEqual([asin]);
	expect(message).toContain('BASE 非公開 (出品しないブランド「ﾌﾞﾛｯｸ社」)');
	await block({});
	await story.syncLater();
	expect(hidden()).toEqual([]);
}, 180_000);

it('should take it off sale in the watch, though nothing moved at Amazon', async () => {
	const asin = story.nextAsin();
	await block({ asins: [asin] });
	await story.later(async () => await watchOnce(story), 0.5);
	expect(hidden()).toEqual([asin]);
	await block({});
	await story.syncLater();
	expect(hidden()).toEqual([]);
}, 120_000);

it('should register nothing that the lists name', async () => {
	const [blocked, free] = story.simulator.world.unlistedAsins('demo-shop');
	await block({ asins: [blocked!] });
	const { workflow, startNode } = submittedForm(
		'register-products.json',
		{ todo: '登録する', asins: `${blocked} ${free}` },
		chatworkOf(story.simulator),
	);
	const run = await runWorkflow(workflow, { credentials: story.credentials, startNode });
	expect(run.error).toBeUndefined();
	const [report] = run.output('結果をまとめる') as Array<{ counts: Record<string, number> }>;
	expect(report?.counts).toEqual({ created: 1, refused: 1 });
	expect(String(run.output('結果の画面')[0]?.page)).toContain(
		`出品しないASIN「${blocked}」に当たります`,
	);
}, 60_000);
