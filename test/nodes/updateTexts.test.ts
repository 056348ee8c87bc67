import { join } from 'node:path';
import { startOfHour } from '../../lib/baseShop/budget';
import { startSimulator, type Simulator } from '../../simulator/start';
import {
	inARow,
	itemsNode,
	runWorkflow,
	useTemporaryUserFolder,
	type Credentials,
} from '../support/n8nEngine';
import { credentialsFor } from '../support/shopWorld';
import { openFolder } from '../support/stored';

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
	/** As Create gives it. */
	const ownCode = () => `b-${first().asin}-20261124210000`;
	const calls = (operation: string) => simulator.counters.of('base', operation).calls;

	const callsTaken = async () => {
		const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
		const { quotas } = openFolder({ folder, now: Date.now });
		return (await quotas.take(`base-hour/${SHOP}`, startOfHour(Date.now()), 0, Infinity)).used;
	};

	/** The shop's first item, of which Amazon said `before` at the last look and says `now`. */
	const textsItem = (before: object, now: object, identifier = first().item.identifier) => {
		const { asin, item } = first();
		return {
			asin,
			run: { id: 'r-texts', dry_run: false, account: '' },
			listing: {
				account: SHOP,
				item_id: item.item_id,
				title: item.title,
				identifier,
				variation_count: 0,
				variations: [],
			},
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
		const result = await update(textsItem(before, { images: [link('b')] }, ownCode()), {
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

	it.each([
		['a text of ours keeps a hidden item ours', true],
		['a hidden item that somebody changed stays theirs', false],
	])('%s', async (_, isOurs) => {
		const { asin, item } = first();
		simulator.world.editListing(SHOP, item.item_id, { visible: 0 });
		const stampOf = () => new Date(first().item.modified * 1000).toISOString();
		const hiddenAt = stampOf();
		const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
		const cache = openFolder({ folder, now: Date.now });
		const own_modified = isOurs ? hiddenAt : '2026-01-01T00:00:00.000Z';
		const key = `${SHOP}/${item.item_id}`;
		await cache.write([{ asin: asin!, set: { shop: { [key]: { own_modified } } } }]);
		const hidden = textsItem({}, { title_ja: '新しい商品名' });
		const listing = { ...hidden.listing, visible: false, modified: hiddenAt };

		await update({ ...hidden, listing }, { updateTitle: true });
		expect(first().item.title).toBe('新しい商品名');

		const memory = (await cache.read([asin!])).get(asin!)?.shop?.[key];
		expect(Date.parse(memory!.own_modified!)).toBe(Date.parse(isOurs ? stampOf() : own_modified));
	});

	it('should send nothing more to an item that BASE refused to edit for good', async () => {
		simulator.faults.add({ kind: 'neverEditable', count: 3 });
		const item = textsItem({}, { title_ja: '新しい商品名' });
		const refused = await update(item, { updateTitle: true });
		expect(refused).toMatchObject({
			action: 'failed',
			error: expect.stringContaining('デジタルコンテンツの商品は編集できません。') as string,
		});

		const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
		const cache = openFolder({ folder, now: Date.now });
		const shop = (await cache.read([item.asin!])).get(item.asin!)?.shop;
		await update({ ...item, cached: { ...item.cached, shop } }, { updateTitle: true });
		expect(calls('items/edit')).toBe(1);
	});

	it('should neither empty nor cover a place that Amazon never filled, where somebody else listed the item', async () => {
		const photos = [link('mine 1'), link('mine 2'), link('mine 3')];
		simulator.world.editListing(SHOP, first().item.item_id, { images: photos });
		const code = `base-${first().asin}-20240101_1200`;
		const fewer = textsItem({ images: ['a', 'b', 'c'].map(link) }, { images: [link('d')] }, code);
		const { notes } = await update(fewer, { updateImages: true });
		expect(notes).toContain('ショップで足された画像かもしれない場所は、そのままにしました');
		expect(first().item.images).toEqual([link('d'), link('mine 2'), link('mine 3')]);

		const more = { images: ['d', 'e', 'f', 'g'].map(link) };
		await update(textsItem({ images: ['d', 'x'].map(link) }, more, code), { updateImages: true });
		const [one, two, three, four] = first().item.images;
		expect([one, two, three, four]).toEqual([link('d'), link('e'), link('mine 3'), link('g')]);
		expect(calls('items/delete_image')).toBe(0);
	});

	it("should send only the images that changed, and cover no photo of the owner's, in its own item too", async () => {
		simulator.world.editListing(SHOP, first().item.item_id, {
			images: [link('better'), link('b'), link('c'), link('own')],
		});
		const before = { images: ['a', 'b', 'c'].map(link) };
		const now = { images: ['a', 'b', 'new', 'd'].map(link) };
		const { notes } = await update(textsItem(before, now, ownCode()), { updateImages: true });
		expect(first().item.images.slice(0, 4)).toEqual(['better', 'b', 'new', 'own'].map(link));
		expect(calls('items/add_image')).toBe(1);
		expect(notes).toContain('ショップで足された画像かもしれない場所は、そのままにしました');
	});

	it('should go on with the other images where BASE refuses one', async () => {
		simulator.world.editListing(SHOP, first().item.item_id, { images: [] });
		const now = { images: [link('a'), 'ftp://m.media/b.jpg', link('c')] };
		const { action, notes } = await update(textsItem({}, now, ownCode()), { updateImages: true });
		expect(action).toBe('updated');
		expect(notes.join()).toContain('画像2をBASEが受け付けませんでした');
		expect(first().item.images.slice(0, 3)).toEqual([link('a'), '', link('c')]);
	});

	it('should take a detail for its own whose bullets Amazon has in another order now', async () => {
		const { item } = first();
		simulator.world.editListing(SHOP, item.item_id, { detail: '■ 静音\n■ 大容量' });
		const before = { bullet_points: ['大容量', '静音'] };
		const same = { bullet_points: ['静音', '大容量'] };
		const news = { bullet_points: ['大容量', '静音', '軽量'] };
		await update(textsItem(before, same), { updateDetail: true });
		expect(calls('items/edit')).toBe(0);
		const { action } = await update(textsItem(before, news), { updateDetail: true });
		expect(action).toBe('updated');
		expect(first().item.detail).toBe('■ 大容量\n■ 静音\n■ 軽量');
	});

	it('should leave a detail as it is where Amazon answers no text for it, footer or not', async () => {
		const detail = '■ 大容量\n\n送料無料';
		simulator.world.editListing(SHOP, first().item.item_id, { detail });
		const before = { bullet_points: ['大容量'] };
		const now = { bullet_points: [], description_ja: null };
		const textOptions = { footer: '送料無料' };
		await update(textsItem(before, now), { updateDetail: true, textOptions });
		expect(calls('items/edit')).toBe(0);
		expect(first().item.detail).toBe(detail);
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

	it.each([
		['one a line', '特選\n限定品'],
		['commas', '特選, 限定品'],
		['、', '特選、限定品'],
	])('should take out forbidden words given with %s', async (_, forbiddenWords) => {
		const now = { title_ja: '特選 給水器 限定品' };
		await update(textsItem({}, now), { updateTitle: true, textOptions: { forbiddenWords } });
		expect(first().item.title).toBe('給水器');
	});

	const undo = async (mode = 'run') => {
		const workflow = inARow(itemsNode([{ run: { id: 'r-undo', dry_run: false, account: '' } }]), {
			name: 'it',
			type: `${P}.baseUpdate`,
			parameters: { operation: 'undo', undoRun: 'r-texts', mode },
		});
		const run = await runWorkflow(workflow, { credentials });
		expect(run.error).toBeUndefined();
		return run.output('it').map(({ decision, result }) => ({
			why: (decision as { why: string[] }).why,
			action: (result as { action: string }).action,
		}));
	};
	/** The shop's first item after Update Texts gave it new texts; gives those it had. */
	const retitled = async () => {
		const { title } = first().item;
		simulator.world.editListing(SHOP, first().item.item_id, { detail: '古い説明' });
		const result = await update(
			textsItem(
				{ description_ja: '古い説明' },
				{ title_ja: '新しい名前', description_ja: '新しい説明' },
			),
			{ updateTitle: true, updateDetail: true },
		);
		expect(result).toMatchObject({ action: 'updated' });
		expect(first().item).toMatchObject({ title: '新しい名前', detail: '新しい説明' });
		return { title, detail: '古い説明' };
	};

	it('should take texts back in an undo, after a dry run that changes nothing', async () => {
		const before = await retitled();
		const [dry] = await undo('dry_run');
		expect(dry).toEqual({
			action: 'dry_run',
			why: [`商品名を元の「${before.title}」に戻します`, '商品説明を元の「古い説明」に戻します'],
		});
		expect(first().item).toMatchObject({ title: '新しい名前', detail: '新しい説明' });

		expect((await undo()).map(({ action }) => action)).toEqual(['updated']);
		expect(first().item).toMatchObject(before);
		expect(await undo()).toEqual([
			{ action: 'none', why: ['商品名はすでに元のままです', '商品説明はすでに元のままです'] },
		]);
	});

	it('should leave a text that the owner wrote since, and take back the other', async () => {
		const { detail } = await retitled();
		simulator.world.editListing(SHOP, first().item.item_id, { title: '店長おすすめ' });
		expect(await undo()).toEqual([
			{
				action: 'updated',
				why: [
					'商品名はその後変わったため、そのままにします',
					`商品説明を元の「${detail}」に戻します`,
				],
			},
		]);
		expect(first().item).toMatchObject({ title: '店長おすすめ', detail });
	});

	it('should say that images stay as they are', async () => {
		const before = { images: [link('a')] };
		simulator.world.editListing(SHOP, first().item.item_id, before);
		await update(textsItem(before, { images: [link('b')] }), { updateImages: true });
		expect(await undo()).toEqual([
			{ action: 'none', why: ['画像は戻せません。必要なら管理画面で入れ替えてください'] },
		]);
		expect(first().item.images).toEqual([link('b')]);
	});

	it('should write down what the undo itself did, so that it can be undone too', async () => {
		const { title } = await retitled();
		await undo();
		const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
		const { journal } = openFolder({ folder, now: Date.now });
		expect(await journal.ofRun('r-undo')).toMatchObject([
			{
				field_edits: { title: { from: '新しい名前', to: title } },
				answer: { outcome: 'applied' },
			},
		]);
	});
});
